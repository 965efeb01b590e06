package io.suuupra.bench.load;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class TraceRecorderTest
{
    private static final long SECOND = Pace.SECOND_NS;
    private static final long HOUR = 3_600 * SECOND;

    @Test
    void shouldTellThroughputAndP99OfEachSecond()
    {
        final TraceRecorder recorder = new TraceRecorder(3 * SECOND, HOUR);
        recorder.record(-1, 5, 1);
        recorder.record(0, 1_000, 10);
        recorder.record(SECOND - 1, 1_000, 10);
        recorder.record(2 * SECOND, 2_000_000, 5);
        recorder.record(3 * SECOND, 5, 1);
        final List<Trace.Slice> slices = recorder.trace(new Histogram(3), 3 * SECOND).slices();
        assertEquals(3, slices.size());
        assertEquals(20, slices.get(0).perSecond());
        assertEquals(1_000.0, (double)slices.get(0).p99Ns(), 10);
        assertEquals(new Trace.Slice(1, 0, 0), slices.get(1));
        assertEquals(2_000_000.0, (double)slices.get(2).p99Ns(), 20_000);
    }

    @Test
    void shouldScaleAShortLastSliceAndLeaveOutAScrap()
    {
        final TraceRecorder recorder = new TraceRecorder(3 * SECOND, HOUR);
        recorder.record(SECOND, 5, 8);
        assertEquals(10, recorder.trace(new Histogram(3), SECOND + 800_000_000).slices().get(1).perSecond());
        assertEquals(1, recorder.trace(new Histogram(3), SECOND + 1).slices().size());
    }

    @Test
    void shouldDrawNoPercentileThatTooFewValuesTell()
    {
        final Histogram histogram = new Histogram(3);
        for (int value = 1; value <= 100; value++)
        {
            histogram.recordValue(value);
        }
        final List<Trace.Point> curve = TraceRecorder.curve(histogram);
        assertEquals(99, curve.get(curve.size() - 2).percentile());
        assertEquals(new Trace.Point(100, 100), curve.getLast());
        assertTrue(TraceRecorder.curve(new Histogram(3)).isEmpty());
    }
}
