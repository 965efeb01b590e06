package io.suuupra.engine.payments;

import io.suuupra.engine.ledger.Ledger;

/** The time of the command that runs, and the stamps of what happens in it. */
final class Clock
{
    private static final long DAY_NS = 86_400_000_000_000L;

    /** Indian time is five and a half hours ahead of UTC, all year. */
    private static final long INDIA_NS = 19_800_000_000_000L;

    private final Ledger ledger;
    private long hostTimeNs;
    private long now;

    Clock(final Ledger ledger)
    {
        this.ledger = ledger;
    }

    void at(final long timeNs, final long firstStamp)
    {
        hostTimeNs = timeNs;
        now = firstStamp;
    }

    /** @return the command's first stamp. */
    long now()
    {
        return now;
    }

    /** @return the next stamp. */
    long stamp()
    {
        return ledger.stamp(hostTimeNs);
    }

    /** @return the Indian day, counted from 1970-01-01. */
    int today()
    {
        return (int)((now + INDIA_NS) / DAY_NS);
    }

    /** @return when a day begins in India, ns. */
    static long startOf(final int day)
    {
        return day * DAY_NS - INDIA_NS;
    }
}
