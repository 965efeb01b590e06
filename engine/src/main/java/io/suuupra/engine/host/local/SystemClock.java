package io.suuupra.engine.host.local;

import io.suuupra.journal.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The machine's wall clock, read through its monotonic clock, so that it never steps back. Where the two drift apart
 * the clock follows the wall clock forward by a bounded step and warns; a drift of an hour, either way, is no drift but
 * an error, and halts the node.
 */
final class SystemClock implements HostClock
{
    private static final Logger LOG = LoggerFactory.getLogger(SystemClock.class);
    private static final long CHECK_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WARN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP_MAX_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long HALT_NS = TimeUnit.HOURS.toNanos(1);

    private final LongSupplier wall;
    private final LongSupplier monotonic;
    private long anchorWallNs;
    private long anchorMonotonicNs;
    private boolean drifting;

    SystemClock(final Machine machine)
    {
        this(machine::wallNs, machine::nanoTime);
    }

    SystemClock(final LongSupplier wall, final LongSupplier monotonic)
    {
        this.wall = wall;
        this.monotonic = monotonic;
        this.anchorWallNs = wall.getAsLong();
        this.anchorMonotonicNs = monotonic.getAsLong();
    }

    @Override
    public synchronized long nowNs()
    {
        final long monotonicNs = monotonic.getAsLong();
        final long elapsedNs = monotonicNs - anchorMonotonicNs;
        if (elapsedNs < CHECK_EVERY_NS)
        {
            return anchorWallNs + elapsedNs;
        }
        final long expectedNs = anchorWallNs + elapsedNs;
        final long driftNs = wall.getAsLong() - expectedNs;
        if (Math.abs(driftNs) >= HALT_NS)
        {
            throw new ClockJumpException(
                "the system clock jumped by " + TimeUnit.NANOSECONDS.toSeconds(driftNs) +
                " s; set it right and start again");
        }
        warn(driftNs);
        // Backwards the clock stands still at most: stamps go on by one nanosecond each.
        anchorWallNs = expectedNs + Math.max(-elapsedNs, Math.min(driftNs, STEP_MAX_NS));
        anchorMonotonicNs = monotonicNs;
        return anchorWallNs;
    }

    private void warn(final long driftNs)
    {
        final boolean drifts = Math.abs(driftNs) >= WARN_NS;
        if (drifts && !drifting)
        {
            LOG.warn("the system clock moved by {} ms; following it step by step",
                TimeUnit.NANOSECONDS.toMillis(driftNs));
        }
        drifting = drifts;
    }
}
