package io.suuupra.bench.load;

import org.HdrHistogram.AbstractHistogram;

/**
 * What is told of a distribution of times: each figure is one that so much of all values do not exceed, to three
 * digits.
 *
 * @param count of the values.
 * @param p50   ns.
 * @param p90   ns.
 * @param p99   ns.
 * @param p999  ns.
 * @param max   ns.
 */
public record Percentiles(long count, long p50, long p90, long p99, long p999, long max)
{
    private static final double P50 = 50;
    private static final double P90 = 90;
    private static final double P99 = 99;
    private static final double P99_9 = 99.9;

    /**
     * @param histogram of ns.
     * @return its figures.
     */
    public static Percentiles of(final AbstractHistogram histogram)
    {
        return new Percentiles(
            histogram.getTotalCount(),
            histogram.getValueAtPercentile(P50),
            histogram.getValueAtPercentile(P90),
            histogram.getValueAtPercentile(P99),
            histogram.getValueAtPercentile(P99_9),
            histogram.getMaxValue());
    }
}
