package io.suuupra.engine.host.local;

import java.util.concurrent.TimeUnit;

/**
 * How much of a core the audit chain takes. While many rows come in it leaves the cores to those who make them and
 * works a tenth of the time, so a peak costs little and is chained behind it; until what waits is a minute old. From
 * then on, and whenever little comes in, it works as fast as it gets a core.
 *
 * <p>Even a thread of low priority takes caches and memory from the others, and on shared hardware a part of the core.
 *
 * <p>Confined to one thread.
 */
final class AuditPace
{
    /** What waits may grow so old in a peak, or a little more. */
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    /** Works so long at a time. */
    static final long WORK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Rows a second that are a peak. */
    static final long PEAK_ROWS = 10_000;

    /** In a peak it rests so many times as long as it works. */
    static final long REST_FACTOR = 9;

    /** Where the system has no low priority for it. */
    private static final long MODEST_FACTOR = 3;

    private static final long NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    private final boolean modest;
    private long roundNs;
    private long oldestNs;
    private long workNs;
    private long rows;
    private long rowsNs;
    private boolean peak;

    /**
     * @param nowNs  of the clock that all times are of.
     * @param rows   that are durable.
     * @param modest whether its thread is as important as all others.
     */
    AuditPace(final long nowNs, final long rows, final boolean modest)
    {
        this.modest = modest;
        this.rows = rows;
        roundNs = nowNs;
        oldestNs = nowNs;
        workNs = nowNs;
        rowsNs = nowNs;
    }

    /**
     * A round begins: all that is durable now is going to be chained, and what was when the last round began is.
     *
     * @param nowNs time.
     */
    void round(final long nowNs)
    {
        oldestNs = roundNs;
        roundNs = nowNs;
        workNs = nowNs;
    }

    /**
     * @param nowNs   time.
     * @param durable number of rows that are.
     * @return how long to rest now, in ns; 0 = not yet.
     */
    long rest(final long nowNs, final long durable)
    {
        final long worked = nowNs - workNs;
        if (worked < WORK_NS)
        {
            return 0;
        }
        // Over a rest as well as over work: rows come in groups.
        final long passed = nowNs - rowsNs;
        if (passed >= REST_FACTOR * WORK_NS)
        {
            peak = (durable - rows) * NS_PER_S > PEAK_ROWS * passed;
            rows = durable;
            rowsNs = nowNs;
        }
        final long factor = peak && nowNs - oldestNs < PATIENCE_NS ? REST_FACTOR : modest ? MODEST_FACTOR : 0;
        workNs = nowNs + factor * worked;
        return factor * worked;
    }
}
