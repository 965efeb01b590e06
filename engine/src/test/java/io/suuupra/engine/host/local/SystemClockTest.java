package io.suuupra.engine.host.local;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SystemClockTest
{
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong wall = new AtomicLong(TimeUnit.DAYS.toNanos(20_000));
    private final AtomicLong monotonic = new AtomicLong(7);
    private final SystemClock clock = new SystemClock(wall::get, monotonic::get);

    private void pass(final long ns)
    {
        wall.addAndGet(ns);
        monotonic.addAndGet(ns);
    }

    @Test
    void shouldFollowTheWallClock()
    {
        pass(50 * MS);
        assertEquals(wall.get(), clock.nowNs());
        pass(500 * MS);
        assertEquals(wall.get(), clock.nowNs());
    }

    @Test
    void shouldFollowAStepForwardInBoundedSteps()
    {
        wall.addAndGet(10_000 * MS);
        pass(200 * MS);
        final long first = clock.nowNs();
        assertEquals(wall.get() - 10_000 * MS + 50 * MS, first);
        for (int i = 0; i < 300; i++)
        {
            pass(200 * MS);
            clock.nowNs();
        }
        assertEquals(wall.get(), clock.nowNs());
    }

    @Test
    void shouldStandStillRatherThanStepBack()
    {
        pass(200 * MS);
        long last = clock.nowNs();
        wall.addAndGet(-5_000 * MS);
        for (int i = 0; i < 50; i++)
        {
            pass(150 * MS);
            final long now = clock.nowNs();
            assertTrue(now >= last, "the clock never steps back");
            last = now;
        }
        assertEquals(wall.get(), last);
    }

    @Test
    void shouldGiveUpWhenTheWallClockJumpsByAnHour()
    {
        wall.addAndGet(TimeUnit.HOURS.toNanos(2));
        pass(200 * MS);
        assertThrows(HostClock.ClockJumpException.class, clock::nowNs);
    }
}
