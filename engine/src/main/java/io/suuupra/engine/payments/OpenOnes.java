package io.suuupra.engine.payments;

import io.suuupra.engine.table.Deadlines;
import io.suuupra.engine.table.PagedWords;

/**
 * Payments and disputes that are not at their end: a slot of words for each, used again afterwards, and the times at
 * which they are due. What has ended is in the store alone.
 */
final class OpenOnes
{
    /** Words of a slot. */
    static final int WORDS = 8;

    /** Row of its version 0; of a free slot, the next free one. */
    static final int HEAD = 0;
    /** 1 = in use. */
    static final int USED = 1;
    /** When it is due, in ns; {@code Long.MAX_VALUE} = never. */
    static final int DEADLINE = 2;
    /** Row of its newest version. */
    static final int LATEST = 3;
    /** Row of the hold on its wallet; -1 = none. */
    static final int HOLD = 4;
    /** When it would have been due, had not a payer begun to pay. */
    static final int EXPIRES = 5;

    static final long NONE = -1;

    private final PagedWords words = new PagedWords();
    private final Deadlines deadlines = new Deadlines(slot -> get(slot, DEADLINE));
    private final Settings settings;

    OpenOnes(final Settings settings)
    {
        this.settings = settings;
    }

    PagedWords words()
    {
        return words;
    }

    long slots()
    {
        return settings.get(Settings.SLOTS);
    }

    long get(final long slot, final int word)
    {
        return words.get(slot * WORDS + word);
    }

    void set(final long slot, final int word, final long value)
    {
        words.touch(slot * WORDS);
        words.set(slot * WORDS + word, value);
    }

    long open()
    {
        long slot = settings.get(Settings.FREE) - 1;
        if (slot >= 0)
        {
            settings.set(Settings.FREE, get(slot, HEAD));
        }
        else
        {
            slot = slots();
            words.ensure((slot + 1) * WORDS);
            settings.set(Settings.SLOTS, slot + 1);
        }
        set(slot, HEAD, NONE);
        set(slot, USED, 1);
        set(slot, DEADLINE, Long.MAX_VALUE);
        set(slot, LATEST, NONE);
        set(slot, HOLD, NONE);
        set(slot, EXPIRES, NONE);
        return slot;
    }

    void close(final long slot)
    {
        set(slot, USED, 0);
        set(slot, DEADLINE, Long.MAX_VALUE);
        // Counted from 1, so that the 0 of a new table says "none".
        set(slot, HEAD, settings.get(Settings.FREE));
        settings.set(Settings.FREE, slot + 1);
    }

    /** @return whether the slot is that of the object with this version 0, and it is open. */
    boolean isOpen(final long slot, final long headRow)
    {
        return slot >= 0 && slot < slots() && get(slot, USED) != 0 && get(slot, HEAD) == headRow;
    }

    void due(final long slot, final long deadlineNs)
    {
        set(slot, DEADLINE, deadlineNs);
        if (deadlineNs != Long.MAX_VALUE)
        {
            deadlines.add(deadlineNs, slot);
        }
    }

    /** @return when the first one is due; {@code Long.MAX_VALUE} where none waits. */
    long firstDeadline()
    {
        return deadlines.first();
    }

    /** @return slot that {@link #firstDeadline} spoke of; it waits no more. */
    long takeDue()
    {
        final long slot = deadlines.take();
        set(slot, DEADLINE, Long.MAX_VALUE);
        return slot;
    }

    /** Ends a restore, when all words are back. */
    void restored()
    {
        for (long slot = 0; slot < slots(); slot++)
        {
            if (get(slot, USED) != 0 && get(slot, DEADLINE) != Long.MAX_VALUE)
            {
                deadlines.add(get(slot, DEADLINE), slot);
            }
        }
    }
}
