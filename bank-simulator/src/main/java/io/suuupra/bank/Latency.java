package io.suuupra.bank;

import java.util.SplittableRandom;

/**
 * How long a bank takes to answer: lognormal, since most answers are quick and few are very slow.
 *
 * @param p50Ms that half of the answers take at most, 0 to 600,000.
 * @param p99Ms that 99 of 100 take at most, {@code p50Ms} to 600,000; the same = each takes just that.
 */
public record Latency(int p50Ms, int p99Ms)
{
    /** No answer is held back. */
    public static final Latency NONE = new Latency(0, 0);

    private static final int MAX_MS = 600_000;

    /** Where a standard normal distribution has its 99th percentile. */
    private static final double Z99 = 2.3263478740408408;

    /**
     * @throws IllegalArgumentException if one is out of its range; the message names it.
     */
    public Latency
    {
        if (p50Ms < 0 || p50Ms > MAX_MS)
        {
            throw new IllegalArgumentException("latency p50: 0 to " + MAX_MS + " ms, not " + p50Ms);
        }
        if (p99Ms < p50Ms || p99Ms > MAX_MS || p50Ms == 0 && p99Ms > 0)
        {
            throw new IllegalArgumentException(
                "latency p99: p50 to " + MAX_MS + " ms, and 0 with a p50 of 0; not " + p99Ms);
        }
    }

    long draw(final SplittableRandom random)
    {
        if (p50Ms == p99Ms)
        {
            return p50Ms;
        }
        final double sigma = Math.log((double)p99Ms / p50Ms) / Z99;
        return Math.min(MAX_MS, Math.round(p50Ms * Math.exp(sigma * random.nextGaussian())));
    }
}
