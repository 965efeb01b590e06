package io.suuupra.engine.ledger;

import io.suuupra.engine.table.FrozenPages;
import io.suuupra.engine.table.PagedWords;

/**
 * The holds in the order of their creation: one word each, with the hold's row in the store and what became of it.
 */
public final class Holds
{
    /** Neither posted, voided nor expired. */
    public static final int OPEN = 0;

    /** Posted, wholly or in part. */
    public static final int POSTED = 1;

    /** Voided. */
    public static final int VOIDED = 2;

    /** Ran out of time. */
    public static final int EXPIRED = 3;

    private static final int STATUS_BITS = 2;
    private static final int STATUS_MASK = (1 << STATUS_BITS) - 1;

    private final PagedWords words = new PagedWords();
    private long count;
    private long open;

    /** @return number of holds, resolved ones included. */
    public long count()
    {
        return count;
    }

    /** @return number of open holds. */
    public long open()
    {
        return open;
    }

    long add(final long row)
    {
        words.ensure(count + 1);
        words.touch(count);
        words.set(count, row << STATUS_BITS | OPEN);
        open++;
        return count++;
    }

    /** @return row of the hold in the store. */
    long row(final long ordinal)
    {
        return words.get(ordinal) >>> STATUS_BITS;
    }

    /** @return one of the constants above. */
    int status(final long ordinal)
    {
        return (int)words.get(ordinal) & STATUS_MASK;
    }

    void resolve(final long ordinal, final int status)
    {
        words.touch(ordinal);
        words.set(ordinal, row(ordinal) << STATUS_BITS | status);
        open--;
    }

    /** Opens a resolved hold again, when the chain that resolved it is rolled back. */
    void reopen(final long ordinal)
    {
        words.touch(ordinal);
        words.set(ordinal, row(ordinal) << STATUS_BITS | OPEN);
        open++;
    }

    /** Takes the newest holds out again, all of them open, down to a number. */
    void truncate(final long toCount)
    {
        open -= count - toCount;
        count = toCount;
    }

    void addTo(final StateHash hash)
    {
        for (long ordinal = 0; ordinal < count; ordinal++)
        {
            hash.content(words.get(ordinal));
        }
    }

    FrozenPages freeze()
    {
        return words.freeze(count);
    }

    void restore(final long index, final long word)
    {
        words.ensure(index + 1);
        words.set(index, word);
    }

    void restored(final long holds)
    {
        count = holds;
        open = 0;
        for (long ordinal = 0; ordinal < count; ordinal++)
        {
            if (status(ordinal) == OPEN)
            {
                open++;
            }
        }
    }
}
