package io.suuupra.bench.workload;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class PopularityTest
{
    private static final int DRAWS = 1_000_000;

    @Test
    void shouldDrawByZipfsLaw()
    {
        final int accounts = 100;
        final long[] counts = counts(Popularity.zipf(accounts, 1));
        Arrays.sort(counts);
        double harmonic = 0;
        for (int rank = 1; rank <= accounts; rank++)
        {
            harmonic += 1.0 / rank;
        }
        for (int rank = 1; rank <= 10; rank++)
        {
            final double expected = DRAWS / (rank * harmonic);
            assertEquals(expected, (double)counts[accounts - rank], 0.05 * expected, "rank " + rank);
        }
        assertEquals(DRAWS / (accounts * harmonic), (double)counts[0], 0.2 * DRAWS / (accounts * harmonic));
    }

    @Test
    void shouldDrawAllAlikeOften()
    {
        for (final long count : counts(Popularity.uniform(100)))
        {
            assertEquals(DRAWS / 100.0, (double)count, 0.06 * DRAWS / 100);
        }
    }

    @Test
    void shouldNeverChooseTheSameAccountTwiceForATransfer()
    {
        final AccountChoice choice = new AccountChoice(Popularity.zipf(2, 10), 1);
        for (int i = 0; i < 1_000; i++)
        {
            final int debit = choice.next();
            final int credit = choice.nextBut(debit);
            assertNotEquals(debit, credit);
            assertTrue(credit == 0 || credit == 1);
        }
    }

    @Test
    void shouldRefuseTooFewAccountsAndBadExponents()
    {
        assertThrows(IllegalArgumentException.class, () -> Popularity.uniform(1));
        assertThrows(IllegalArgumentException.class, () -> Popularity.zipf(10, 0));
        assertThrows(IllegalArgumentException.class, () -> Popularity.zipf(10, Double.NaN));
    }

    private static long[] counts(final Popularity popularity)
    {
        final AccountChoice choice = new AccountChoice(popularity, 42);
        final long[] counts = new long[popularity.accounts()];
        for (int i = 0; i < DRAWS; i++)
        {
            counts[choice.next()]++;
        }
        return counts;
    }
}
