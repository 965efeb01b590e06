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

    @Test
    void shouldCountAnAmountFromTheWarmUpOnUntilItWasCreated()
    {
        final Pace.Amount pace = new Pace.Amount(0, SECOND, 100, 50, 3_600 * SECOND);
        pace.onCreated(SECOND / 2, 200, 0);
        assertFalse(pace.isInTime(SECOND / 2), "the warm-up is shorter than its time");
        pace.onCreated(SECOND, 99, 0);
        assertFalse(pace.isInTime(SECOND + 1), "less was created than the warm-up has to");
        pace.onCreated(2 * SECOND, 110, 0);
        assertFalse(pace.isInTime(2 * SECOND), "the answer that ends the warm-up belongs to it");
        assertTrue(pace.isInTime(2 * SECOND + 1));
        pace.onCreated(3 * SECOND, 159, 49);
        assertFalse(pace.isOver(0, 3 * SECOND));
        pace.onCreated(4 * SECOND, 160, 50);
        assertTrue(pace.isOver(0, 4 * SECOND + 1));
        assertTrue(pace.isMeasured(0, 4 * SECOND), "the last answer counts");
        assertEquals(2 * SECOND, pace.measuredNs(0));
    }

    @Test
    void shouldEndAnAmountThatIsNeverCreated()
    {
        final Pace.Amount pace = new Pace.Amount(0, 0, 0, 50, SECOND);
        assertTrue(pace.isOver(0, 2 * SECOND));
        assertFalse(pace.isOver(0, 2 * SECOND - 1));
    }
}
