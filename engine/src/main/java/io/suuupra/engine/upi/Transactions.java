package io.suuupra.engine.upi;

import io.suuupra.engine.table.Deadlines;
import io.suuupra.engine.table.PagedWords;

import java.util.Arrays;

/**
 * The transactions that are open: a slot of words for each, used again once it has ended, and the times at which they
 * are due. What has ended is in the store alone.
 */
final class Transactions
{
    /** Words of a slot. */
    static final int WORDS = 32;

    /** Row of its record in the store; of a free slot, the next free one. */
    static final int HEAD = 0;
    /** A value of {@code UpiState}; 0 = the slot is free. */
    static final int STATE = 1;
    /** When it is due, in ns; {@code Long.MAX_VALUE} = never. */
    static final int DEADLINE = 2;
    /** Row of the request whose answer is awaited; -1 = none. */
    static final int AWAITED = 3;
    static final int AMOUNT = 4;
    /** 1 = COLLECT. */
    static final int IS_COLLECT = 5;
    static final int INITIATOR = 6;
    static final int COUNTERPARTY = 7;
    /** Participants that are banks; -1 = not known yet. */
    static final int REMITTER = 8;
    static final int BENEFICIARY = 9;
    /** Row of the hold between their positions; -1 = none. */
    static final int HOLD = 10;
    static final int RRN = 11;
    /** Response codes: of the switch, what led to it, of the payer's side, of the payee's. */
    static final int CODE = 12;
    static final int CAUSE = 13;
    static final int PAYER_CODE = 14;
    static final int PAYEE_CODE = 15;
    /** Row of the first piece of the RespAuthDetails, and its bytes. */
    static final int AUTHORISATION = 17;
    static final int AUTHORISATION_LENGTH = 18;
    /** 1 = the payee is a merchant. */
    static final int IS_MERCHANT = 19;
    /** The number that a bank gave its last posting. */
    static final int APPROVAL = 20;
    /** Why a deemed payment or an open debit ended; 0 = none. */
    static final int REASON = 21;
    /** What of the house it belongs to, counted from 1; 0 = nothing. */
    static final int OWNER = 22;

    /** Words of the settings that this class keeps. */
    static final int SETTING_SLOTS = 0;
    static final int SETTING_FREE = 1;

    static final long NONE = -1;

    private final PagedWords words = new PagedWords();
    private final Deadlines deadlines = new Deadlines(slot -> get(slot, DEADLINE));
    private final Settings settings;
    /** Follows from the slots, so no snapshot has it. */
    private int[] openByInitiator = new int[16];

    Transactions(final Settings settings)
    {
        this.settings = settings;
    }

    PagedWords words()
    {
        return words;
    }

    /** @return number of slots, free ones included. */
    long slots()
    {
        return settings.get(SETTING_SLOTS);
    }

    /** @return number of transactions that a participant began and that have not ended. */
    int openOf(final int participant)
    {
        return participant < openByInitiator.length ? openByInitiator[participant] : 0;
    }

    private void countOpen(final int participant, final int more)
    {
        if (participant >= openByInitiator.length)
        {
            openByInitiator = Arrays.copyOf(openByInitiator, Math.max(participant + 1, openByInitiator.length * 2));
        }
        openByInitiator[participant] += more;
    }

    long open(final long headRow, final int initiator)
    {
        long slot = settings.get(SETTING_FREE) - 1;
        if (slot >= 0)
        {
            settings.set(SETTING_FREE, get(slot, HEAD));
        }
        else
        {
            slot = slots();
            words.ensure((slot + 1) * WORDS);
            settings.set(SETTING_SLOTS, slot + 1);
        }
        words.touch(slot * WORDS);
        for (int word = 0; word < WORDS; word++)
        {
            words.set(slot * WORDS + word, 0);
        }
        set(slot, HEAD, headRow);
        set(slot, INITIATOR, initiator);
        countOpen(initiator, 1);
        set(slot, AWAITED, NONE);
        set(slot, HOLD, NONE);
        set(slot, REMITTER, NONE);
        set(slot, BENEFICIARY, NONE);
        set(slot, AUTHORISATION, NONE);
        set(slot, DEADLINE, Long.MAX_VALUE);
        return slot;
    }

    void close(final long slot)
    {
        countOpen((int)get(slot, INITIATOR), -1);
        set(slot, STATE, 0);
        set(slot, DEADLINE, Long.MAX_VALUE);
        // Counted from 1, so that the 0 of a new table says "none".
        set(slot, HEAD, settings.get(SETTING_FREE));
        settings.set(SETTING_FREE, slot + 1);
    }

    long get(final long slot, final int word)
    {
        return words.get(slot * WORDS + word);
    }

    int code(final long slot, final int word)
    {
        return (int)get(slot, word);
    }

    void set(final long slot, final int word, final long value)
    {
        words.touch(slot * WORDS);
        words.set(slot * WORDS + word, value);
    }

    /** @return whether the slot belongs to the transaction with that record, and it is open. */
    boolean isOpen(final long slot, final long headRow)
    {
        return slot >= 0 && slot < slots() && get(slot, STATE) != 0 && get(slot, HEAD) == headRow;
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
            if (get(slot, STATE) != 0)
            {
                countOpen((int)get(slot, INITIATOR), 1);
                if (get(slot, DEADLINE) != Long.MAX_VALUE)
                {
                    deadlines.add(get(slot, DEADLINE), slot);
                }
            }
        }
    }
}
