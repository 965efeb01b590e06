package io.suuupra.bench.workload;

import java.util.SplittableRandom;

/**
 * How often each account takes part: all alike, or by Zipf's law, where the one of rank r comes 1 / r^exponent as often
 * as the first. Immutable.
 */
public final class Popularity
{
    private final int accounts;
    private final int stride;

    // For each column of equal width: the share that belongs to its own rank, and whose the rest is. Null where all are
    // alike.
    private final double[] ownShare;
    private final int[] otherRank;

    private Popularity(final int accounts, final double[] ownShare, final int[] otherRank)
    {
        this.accounts = accounts;
        this.ownShare = ownShare;
        this.otherRank = otherRank;
        this.stride = strideFor(accounts);
    }

    /**
     * @param accounts at least 2.
     * @return every account as often as any other.
     */
    public static Popularity uniform(final int accounts)
    {
        return new Popularity(checked(accounts), null, null);
    }

    /**
     * @param accounts at least 2.
     * @param exponent above 0: the greater, the more of the load falls on few accounts.
     * @return popularity by Zipf's law; the popular accounts are spread among the others.
     */
    public static Popularity zipf(final int accounts, final double exponent)
    {
        if (!(exponent > 0))
        {
            throw new IllegalArgumentException("exponent: must be above 0, is " + exponent);
        }
        final double[] weights = new double[checked(accounts)];
        double sum = 0;
        for (int rank = 0; rank < accounts; rank++)
        {
            weights[rank] = Math.pow(rank + 1.0, -exponent);
            sum += weights[rank];
        }
        final double perColumn = sum / accounts;
        for (int rank = 0; rank < accounts; rank++)
        {
            weights[rank] /= perColumn;
        }
        return fill(weights);
    }

    /**
     * Fills columns of equal width with what the weights hold, at most two ranks to a column: so a draw costs one look,
     * however many accounts there are.
     */
    private static Popularity fill(final double[] weights)
    {
        final int count = weights.length;
        final int[] other = new int[count];
        final int[] pending = new int[count];
        int small = 0;
        int large = count;
        for (int rank = 0; rank < count; rank++)
        {
            if (weights[rank] < 1)
            {
                pending[small++] = rank;
            }
            else
            {
                pending[--large] = rank;
            }
        }
        while (small > 0 && large < count)
        {
            final int poor = pending[--small];
            final int rich = pending[large];
            other[poor] = rich;
            weights[rich] -= 1 - weights[poor];
            if (weights[rich] < 1)
            {
                large++;
                pending[small++] = rich;
            }
        }
        // What is left over is full but for rounding.
        while (small > 0)
        {
            weights[pending[--small]] = 1;
        }
        while (large < count)
        {
            weights[pending[large++]] = 1;
        }
        return new Popularity(count, weights, other);
    }

    /**
     * @return number of accounts.
     */
    public int accounts()
    {
        return accounts;
    }

    int account(final SplittableRandom random)
    {
        final int column = random.nextInt(accounts);
        if (ownShare == null)
        {
            return column;
        }
        final int rank = random.nextDouble() < ownShare[column] ? column : otherRank[column];
        return (int)((long)rank * stride % accounts);
    }

    private static int checked(final int accounts)
    {
        if (accounts < 2)
        {
            throw new IllegalArgumentException("accounts: must be at least 2, is " + accounts);
        }
        return accounts;
    }

    /** A step that visits every account once, so that popular accounts do not lie next to each other. */
    private static int strideFor(final int accounts)
    {
        int stride = Math.max(1, (int)(accounts * 0.618));
        while (commonDivisor(stride, accounts) != 1)
        {
            stride++;
        }
        return stride;
    }

    private static int commonDivisor(final int a, final int b)
    {
        return b == 0 ? a : commonDivisor(b, a % b);
    }
}
