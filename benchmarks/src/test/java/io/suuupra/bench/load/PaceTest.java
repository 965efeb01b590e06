package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class PaceTest
{
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldNotDriftFromTheRateInALongRun()
    {
        final Pace pace = new Pace.OpenLoop(7, 9_999_991, 1, 0, 86_400 * SECOND);
        assertEquals(7, pace.intendedNs(0, 0));
        assertEquals(7 + 86_399 * SECOND, pace.intendedNs(9_999_991L * 86_399, 0));
        assertEquals(7 + SECOND / 9_999_991, pace.intendedNs(1, 0));
    }

    @Test
    void shouldSpaceBatchesByTheirTransfers()
    {
        final Pace pace = new Pace.OpenLoop(0, 1_000, 100, 0, SECOND);
        assertEquals(SECOND / 10, pace.intendedNs(1, 0));
        assertFalse(pace.isOver(9, 0));
        assertTrue(pace.isOver(10, 0));
    }

    @Test
    void shouldCountAnOpenLoopByTheIntendedStartAndAClosedOneByTheAnswer()
    {
        final Pace open = new Pace.OpenLoop(0, 1_000, 1, SECOND, SECOND);
        assertFalse(open.isMeasured(SECOND - 1, 5 * SECOND));
        assertTrue(open.isMeasured(SECOND, 5 * SECOND));
        final Pace closed = new Pace.Saturation(0, SECOND, SECOND);
        assertFalse(closed.isMeasured(0, SECOND - 1));
        assertTrue(closed.isMeasured(0, SECOND));
        assertFalse(closed.isMeasured(0, 2 * SECOND));
    }

    @Test
    void shouldMeasureThroughputOverTheTimeThatAnswersTook()
    {
        final Pace open = new Pace.OpenLoop(0, 1_000, 1, SECOND, SECOND);
        assertEquals(SECOND, open.measuredNs(SECOND + 1));
        assertEquals(3 * SECOND, open.measuredNs(4 * SECOND));
    }
}
