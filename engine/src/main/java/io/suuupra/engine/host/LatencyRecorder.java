package io.suuupra.engine.host;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

import java.util.concurrent.TimeUnit;

/**
 * Durations of one stage. One thread records; any thread reads.
 */
public final class LatencyRecorder
{
    private static final long HIGHEST_NS = TimeUnit.MINUTES.toNanos(1);

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_NS, 2);
    private final Histogram total = new Histogram(HIGHEST_NS, 2);
    private Histogram interval;
    private double sumSeconds;

    /**
     * @param durationNs of one pass of the stage.
     */
    public void record(final long durationNs)
    {
        recorder.recordValue(Math.min(Math.max(durationNs, 0), HIGHEST_NS));
    }

    /**
     * @return all that was recorded since the start.
     */
    public synchronized Snapshot snapshot()
    {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        sumSeconds += interval.getMean() * interval.getTotalCount() / 1e9;
        return new Snapshot(
            total.getTotalCount(),
            sumSeconds,
            total.getValueAtPercentile(50),
            total.getValueAtPercentile(90),
            total.getValueAtPercentile(99),
            total.getValueAtPercentile(99.9),
            total.getMaxValue());
    }

    /**
     * @param count      of recorded durations.
     * @param sumSeconds of all of them.
     * @param p50Ns      median.
     * @param p90Ns      90th percentile.
     * @param p99Ns      99th percentile.
     * @param p999Ns     99.9th percentile.
     * @param maxNs      the longest.
     */
    public record Snapshot(
        long count, double sumSeconds, long p50Ns, long p90Ns, long p99Ns, long p999Ns, long maxNs)
    {
    }
}
