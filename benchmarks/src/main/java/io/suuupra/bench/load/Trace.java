package io.suuupra.bench.load;

import java.util.List;

/**
 * The course of a run, for drawing.
 *
 * @param curve  latency by percentile, rising; empty if nothing was answered.
 * @param slices of the measured time, in order.
 */
public record Trace(List<Point> curve, List<Slice> slices)
{
    /** Nothing to draw. */
    public static final Trace NONE = new Trace(List.of(), List.of());

    /**
     * @param percentile 0 to 100.
     * @param ns         that so much of all latencies do not exceed.
     */
    public record Point(double percentile, long ns)
    {
    }

    /**
     * @param second    at which it begins, from the begin of the measured time.
     * @param perSecond transfers created a second in it.
     * @param p99Ns     of the latencies of what was answered in it; 0 if nothing was.
     */
    public record Slice(double second, double perSecond, long p99Ns)
    {
    }
}
