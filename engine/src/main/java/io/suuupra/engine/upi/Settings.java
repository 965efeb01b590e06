package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiSetTimersDecoder;
import io.suuupra.engine.table.PagedWords;

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
}
