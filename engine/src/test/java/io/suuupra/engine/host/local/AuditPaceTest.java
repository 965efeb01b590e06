package io.suuupra.engine.host.local;

import org.junit.jupiter.api.Test;

import static io.suuupra.engine.host.local.AuditPace.PATIENCE_NS;
import static io.suuupra.engine.host.local.AuditPace.PEAK_ROWS;
import static io.suuupra.engine.host.local.AuditPace.REST_FACTOR;
import static io.suuupra.engine.host.local.AuditPace.WORK_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AuditPaceTest
{
    private static final long START_NS = 1_000;
    private static final long NS_PER_S = 1_000_000_000;

    private long now = START_NS;
    private long worked;
    private long rested;

    private long rows(final long perSecond)
    {
        return (now - START_NS) * perSecond / NS_PER_S;
    }

    private void run(final AuditPace pace, final long rowsPerSecond, final long forNs)
    {
        final long end = now + forNs;
        worked = 0;
        rested = 0;
        while (now < end)
        {
            now += WORK_NS;
            worked += WORK_NS;
            final long rest = pace.rest(now, rows(rowsPerSecond));
            now += rest;
            rested += rest;
        }
    }

    @Test
    void shouldWorkATenthOfAPeak()
    {
        final AuditPace pace = new AuditPace(now, 0, false);
        run(pace, 10 * PEAK_ROWS, NS_PER_S);
        assertEquals(0.1, (double)worked / (worked + rested), 0.02);
    }

    @Test
    void shouldNotRestWhileLittleComesIn()
    {
        final AuditPace pace = new AuditPace(now, 0, false);
        run(pace, PEAK_ROWS, NS_PER_S);
        assertEquals(0, rested);
    }

    @Test
    void shouldRestWithoutLowPriority()
    {
        final AuditPace pace = new AuditPace(now, 0, true);
        run(pace, 0, NS_PER_S);
        assertEquals(0.25, (double)worked / (worked + rested), 0.02);
    }

    @Test
    void shouldNotLetAPeakDeferItForEver()
    {
        final AuditPace pace = new AuditPace(now, 0, false);
        pace.round(now);
        run(pace, 10 * PEAK_ROWS, PATIENCE_NS - NS_PER_S);
        assertTrue(rested > 8 * worked, "still patient");
        now = START_NS + PATIENCE_NS;
        run(pace, 10 * PEAK_ROWS, NS_PER_S);
        assertEquals(0, rested, "what waits is too old now");
    }

    @Test
    void shouldBePatientAgainOnceItHasCaughtUp()
    {
        final AuditPace pace = new AuditPace(now, 0, false);
        now = START_NS + 2 * PATIENCE_NS;
        pace.round(now);
        run(pace, 10 * PEAK_ROWS, NS_PER_S);
        assertEquals(0, rested, "what came before this round is not chained yet");
        pace.round(now);
        run(pace, 10 * PEAK_ROWS, NS_PER_S);
        assertTrue(rested > 8 * worked);
    }

    @Test
    void shouldNotCountARestAsWork()
    {
        final AuditPace pace = new AuditPace(now, 0, false);
        run(pace, 10 * PEAK_ROWS, NS_PER_S);
        now += WORK_NS;
        final long rest = pace.rest(now, rows(10 * PEAK_ROWS));
        assertEquals(REST_FACTOR * WORK_NS, rest);
        assertEquals(0, pace.rest(now + rest + WORK_NS / 2, rows(10 * PEAK_ROWS)));
    }
}
