package io.suuupra.gateway.metrics;

import io.suuupra.engine.host.LatencyRecorder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

import java.util.concurrent.TimeUnit;

/**
 * Durations of one stage. Any thread records without waiting; any thread reads.
 */
public final class SharedLatencyRecorder
{
    private static final long HIGHEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 2;
    private static final double NS_PER_SECOND = 1e9;

    private final Recorder recorder = new Recorder(HIGHEST_NS, DIGITS);
    private final Histogram total = new Histogram(HIGHEST_NS, DIGITS);
    private Histogram interval;
    private double sumSeconds;

    SharedLatencyRecorder()
    {
    }

    /**
     * @param durationNs of one pass of the stage.
     */
    public void record(final long durationNs)
    {
        recorder.recordValue(Math.clamp(durationNs, 0, HIGHEST_NS));
    }

    /**
     * @return all that was recorded since the start.
     */
    public synchronized LatencyRecorder.Snapshot snapshot()
    {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        sumSeconds += interval.getMean() * interval.getTotalCount() / NS_PER_SECOND;
        return new LatencyRecorder.Snapshot(
            total.getTotalCount(),
            sumSeconds,
            total.getValueAtPercentile(50),
            total.getValueAtPercentile(90),
            total.getValueAtPercentile(99),
            total.getValueAtPercentile(99.9),
            total.getMaxValue());
    }
}
