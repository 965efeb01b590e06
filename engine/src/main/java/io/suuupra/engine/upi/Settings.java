package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiSetBoundsDecoder;
import io.suuupra.codecs.generated.UpiSetTimersDecoder;
import io.suuupra.engine.table.PagedWords;

import java.util.Arrays;

/** Counters and times of the switch: what a snapshot holds beside participants and transactions. */
final class Settings
{
    static final int WORDS = 32;

    /** 1 = a command of UPI was ever taken. */
    static final int USED = 10;
    static final int RRN = 2;
    static final int AUTHORISATION_S = 3;
    static final int DEBIT_S = 4;
    static final int CREDIT_S = 5;
    static final int REVERSAL_S = 6;
    static final int COLLECT_MIN = 7;
    static final int DEEMED_PERSON_S = 8;
    static final int DEEMED_MERCHANT_S = 9;
    /** Most open transactions of one participant; 0 = {@link #OPEN_MAX_FIRST}. */
    static final int OPEN_MAX = 11;
    static final int SETTLEMENT_LOW = 12;
    static final int SETTLEMENT_HIGH = 13;
    /** Name and end of the cycles that run, their first rows, and the rows of those closed last; 0 = none. */
    static final int PAID_NAME = 22;
    static final int PAID_END = 23;
    static final int PAID_ROW = 24;
    static final int PAID_LAST = 25;
    static final int RETURNED_NAME = 26;
    static final int RETURNED_END = 27;
    static final int RETURNED_ROW = 28;
    static final int RETURNED_LAST = 29;

    /** Open transactions that a participant may have where nobody says otherwise: 256 MiB of slots. */
    static final long OPEN_MAX_FIRST = 1_000_000;
    static final long OPEN_MAX_MAX = 10_000_000;

    /** Ends of cycles, four in a word, each counted from 1 so that the 0 of a new table says "no more". */
    private static final int PAID_ENDS = 14;
    private static final int RETURNED_ENDS = 20;
    private static final int ENDS_PER_WORD = 4;

    private static final long RRN_MODULUS = 1_000_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_S = 60;

    private final PagedWords words = new PagedWords();

    /** The times as they stand in {@code timers.csv}. */
    Settings()
    {
        words.ensure(WORDS);
        set(AUTHORISATION_S, 10);
        set(DEBIT_S, 15);
        set(CREDIT_S, 15);
        set(REVERSAL_S, 10);
        set(COLLECT_MIN, 30);
        set(DEEMED_PERSON_S, 86_400);
        set(DEEMED_MERCHANT_S, 432_000);
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

    /** @return the next retrieval reference number: 1 to 999,999,999,999, then from 0 again. */
    long nextRrn()
    {
        final long rrn = (get(RRN) + 1) % RRN_MODULUS;
        set(RRN, rrn);
        return rrn;
    }

    /** @return the moment so many seconds behind a stamp. */
    long behind(final long stampNs, final int secondsWord)
    {
        return stampNs + get(secondsWord) * SECOND_NS;
    }

    /** @return when a collect expires. */
    long collectEnd(final long stampNs, final long minutes)
    {
        return stampNs + (minutes == 0 ? get(COLLECT_MIN) : minutes) * MINUTE_S * SECOND_NS;
    }

    /** @return whether the times were taken: each is 1 second to 60 days. */
    boolean take(final UpiSetTimersDecoder message)
    {
        final long[] times = {message.authorisationS(), message.debitS(), message.creditS(), message.reversalS(),
            message.collectMin() * MINUTE_S, message.deemedPersonS(), message.deemedMerchantS()};
        for (final long seconds : times)
        {
            if (seconds < 1 || seconds > 60 * 86_400)
            {
                return false;
            }
        }
        for (int i = 0; i < times.length; i++)
        {
            set(AUTHORISATION_S + i, AUTHORISATION_S + i == COLLECT_MIN ? message.collectMin() : times[i]);
        }
        return true;
    }

    /** @return whether the bound was taken: 1 to ten million. */
    boolean take(final UpiSetBoundsDecoder message)
    {
        final boolean good = message.openMax() >= 1 && message.openMax() <= OPEN_MAX_MAX;
        if (good)
        {
            set(OPEN_MAX, message.openMax());
        }
        return good;
    }

    /** @return most open transactions that one participant may have begun. */
    long openMax()
    {
        return get(OPEN_MAX) == 0 ? OPEN_MAX_FIRST : get(OPEN_MAX);
    }

    boolean areCyclesSet()
    {
        return get(PAID_ENDS) != 0;
    }

    void setEnds(final int[] paid, final int[] returned)
    {
        setEnds(PAID_ENDS, paid);
        setEnds(RETURNED_ENDS, returned);
    }

    private void setEnds(final int first, final int[] ends)
    {
        for (int i = 0; i < ends.length; i++)
        {
            final int word = first + i / ENDS_PER_WORD;
            set(word, get(word) | (ends[i] + 1L) << i % ENDS_PER_WORD * Short.SIZE);
        }
    }

    boolean hasEnds(final int[] paid, final int[] returned)
    {
        return Arrays.equals(paid, ends(true)) && Arrays.equals(returned, ends(false));
    }

    /** @return minutes at which the cycles of a kind end. */
    int[] ends(final boolean paid)
    {
        final int first = paid ? PAID_ENDS : RETURNED_ENDS;
        final int max = (paid ? RETURNED_ENDS - PAID_ENDS : PAID_NAME - RETURNED_ENDS) * ENDS_PER_WORD;
        final int[] ends = new int[max];
        int count = 0;
        while (count < max && end(first, count) != 0)
        {
            ends[count] = end(first, count) - 1;
            count++;
        }
        return Arrays.copyOf(ends, count);
    }

    private int end(final int first, final int i)
    {
        return (int)(get(first + i / ENDS_PER_WORD) >>> i % ENDS_PER_WORD * Short.SIZE) & 0xFFFF;
    }
}
