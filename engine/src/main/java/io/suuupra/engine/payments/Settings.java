package io.suuupra.engine.payments;

import io.suuupra.engine.table.PagedWords;

/** Counters of payments: what a snapshot holds beside merchants and what is open. */
final class Settings
{
    static final int WORDS = 16;

    /** 1 = a command of payments was ever taken. */
    static final int USED = 0;
    /** Slots of the open ones, and the first free one + 1. */
    static final int SLOTS = 1;
    static final int FREE = 2;
    /** The last day whose funds have all become available, and how many merchants have got those of the next. */
    static final int DAY = 3;
    static final int ROLLED = 4;
    /** The day that those get. */
    static final int ROLLING = 5;
    /** The PSP that stands in the engine, and its account at a bank; 0 = nobody has said. */
    static final int RAIL_PARTICIPANT = 6;
    static final int RAIL_ACCOUNT_LOW = 7;
    static final int RAIL_ACCOUNT_HIGH = 8;
    static final int RAIL_ACCOUNT_TYPE = 9;
    static final int RAIL_IFSC = 10;
    static final int RAIL_IFSC_REST = 11;

    private final PagedWords words = new PagedWords();

    Settings()
    {
        words.ensure(WORDS);
    }

    PagedWords words()
    {
        return words;
    }

    long get(final int word)
    {
        return words.get(word);
    }

    void set(final int word, final long value)
    {
        words.touch(word);
        words.set(word, value);
    }
}
