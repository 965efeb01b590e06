package io.suuupra.engine.ledger;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * Assigns the timestamps: strictly increasing even when the host's clock stalls or steps back.
 */
public final class Stamps
{
    private long last;

    /** @return the last timestamp assigned, in ns; 0 = none yet. */
    public long last()
    {
        return last;
    }

    /**
     * @param hostTimeNs the host's clock.
     * @param count      of stamps wanted.
     * @param reserve    stamps that may be taken before them.
     * @return the earliest that the first of all those stamps can be.
     */
    long earliest(final long hostTimeNs, final int count, final int reserve)
    {
        return Math.max(hostTimeNs - count - reserve + 1, last + 1);
    }

    /**
     * @param hostTimeNs the host's clock.
     * @param count      of stamps wanted, at least 1.
     * @return the first of them; the others follow, 1 ns apart.
     */
    long take(final long hostTimeNs, final int count)
    {
        final long first = Math.max(hostTimeNs - count + 1, last + 1);
        require(first > 0 && first + count > first, "timestamps stay within 1 and 2^63 - 1");
        last = first + count - 1;
        return first;
    }

    /** Moves a manual clock. */
    void advance(final long hostTimeNs, final long advanceNs)
    {
        last = Math.max(hostTimeNs, last) + advanceNs;
    }

    void restore(final long lastAssigned)
    {
        last = lastAssigned;
    }
}
