package io.suuupra.bench.workload;

import java.util.SplittableRandom;

/**
 * Which accounts take part in the next transfer: numbers from 0 up to the number of accounts.
 */
public final class AccountChoice
{
    private final int accounts;
    private final Popularity popularity;
    private final SplittableRandom random;

    /**
     * @param popularity of the accounts; may be shared.
     * @param seed       of the choice.
     */
    public AccountChoice(final Popularity popularity, final long seed)
    {
        this.accounts = popularity.accounts();
        this.popularity = popularity;
        this.random = new SplittableRandom(seed);
    }

    /**
     * @return number of the next account.
     */
    public int next()
    {
        return popularity.account(random);
    }

    /**
     * @param account that must not be chosen.
     * @return number of the next account.
     */
    public int nextBut(final int account)
    {
        final int other = next();
        // The neighbour, not another draw: under a steep popularity draws could repeat for long.
        return other == account ? (other + 1) % accounts : other;
    }
}
