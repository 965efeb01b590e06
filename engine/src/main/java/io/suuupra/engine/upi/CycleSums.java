package io.suuupra.engine.upi;

import io.suuupra.engine.table.PagedWords;

/**
 * What each bank has sent, received and got back in the settlement cycles that run: counts and sums, added up as it
 * happens, so that closing a cycle has nothing to look for. A number and an amount stand behind one another.
 */
final class CycleSums
{
    /** Words of each participant, banks or not: found by the participant's index. */
    static final int WORDS = 32;

    // Of the cycle of what was paid: to other banks, from other banks, from the bank to itself; each once for what
    // succeeded and once for what was deemed.
    static final int SENT = 0;
    static final int SENT_DEEMED = 2;
    static final int RECEIVED = 4;
    static final int RECEIVED_DEEMED = 6;
    static final int WITHIN = 8;
    static final int WITHIN_DEEMED = 10;
    /** Amounts of dispute cycles that were closed meanwhile. */
    static final int RETURNS_DEBIT = 12;
    static final int RETURNS_CREDIT = 13;
    /** Words of the cycle of what was paid. */
    static final int PAID_WORDS = 14;

    // Of the cycle of what was returned.
    static final int RETURNED_TO = 16;
    static final int RETURNED_BY = 18;
    static final int RETURNED_WITHIN = 20;
    /** What the bank still owes of earlier dispute cycles, as its position could not be moved then. */
    static final int UNMOVED = 22;

    private final PagedWords words = new PagedWords();

    PagedWords words()
    {
        return words;
    }

    /** Makes room for so many participants. */
    void ensure(final int participants)
    {
        words.ensure((long)participants * WORDS);
    }

    long get(final int participant, final int word)
    {
        return words.get((long)participant * WORDS + word);
    }

    void set(final int participant, final int word, final long value)
    {
        final long at = (long)participant * WORDS + word;
        words.touch(at);
        words.set(at, value);
    }

    /** Counts one more payment of an amount. */
    void count(final int participant, final int word, final long amount)
    {
        set(participant, word, get(participant, word) + 1);
        add(participant, word + 1, amount);
    }

    void add(final int participant, final int word, final long amount)
    {
        set(participant, word, plus(get(participant, word), amount));
    }

    /** What no ledger bounds, as a bank's payments to itself, stays at the end of what numbers can say. */
    static long plus(final long one, final long other)
    {
        final long sum = one + other;
        return ((one ^ sum) & (other ^ sum)) < 0 ? one < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE : sum;
    }
}
