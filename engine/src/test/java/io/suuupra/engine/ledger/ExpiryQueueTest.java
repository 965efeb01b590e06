package io.suuupra.engine.ledger;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Against a sorted list: holds come up by (expiry, ordinal), and those that were resolved meanwhile do not. */
class ExpiryQueueTest
{
    private static final int COUNT = 6_000;

    private record Due(long expiry, long ordinal)
    {
    }

    private final Holds holds = new Holds();
    private final ExpiryQueue queue = new ExpiryQueue(holds);
    private final List<Due> expected = new ArrayList<>();

    private void add(final long expiry)
    {
        final long ordinal = holds.add(holds.count());
        queue.add(expiry, ordinal);
        expected.add(new Due(expiry, ordinal));
    }

    private void resolve(final int index)
    {
        holds.resolve(expected.remove(index).ordinal, Holds.POSTED);
        queue.onResolved();
    }

    private void assertComesUpInOrder()
    {
        expected.sort(Comparator.comparingLong(Due::expiry).thenComparingLong(Due::ordinal));
        for (final Due due : expected)
        {
            assertEquals(due.expiry, queue.firstExpiry());
            assertEquals(due.ordinal, queue.take());
            holds.resolve(due.ordinal, Holds.EXPIRED);
        }
        assertEquals(ExpiryQueue.NEVER, queue.firstExpiry());
    }

    @Test
    void shouldHaveNothingAtFirst()
    {
        assertEquals(ExpiryQueue.NEVER, queue.firstExpiry());
        assertComesUpInOrder();
    }

    @Test
    void shouldGiveEqualTimesInTheOrderOfTheirHolds()
    {
        for (int i = 0; i < 200; i++)
        {
            add(i % 3);
        }
        assertComesUpInOrder();
    }

    /** So many are resolved before their time that the rest is put together anew, more than once. */
    @Test
    void shouldForgetWhatWasResolved()
    {
        final Random random = new Random(7);
        for (int i = 0; i < COUNT; i++)
        {
            add(random.nextInt(COUNT));
        }
        while (expected.size() > COUNT / 10)
        {
            resolve(random.nextInt(expected.size()));
        }
        for (int i = 0; i < 100; i++)
        {
            add(random.nextInt(COUNT));
        }
        assertComesUpInOrder();
    }

    /** What was resolved before its time takes no room for ever, although none of it comes up. */
    @Test
    void shouldNotKeepMoreResolvedHoldsThanOpenOnes()
    {
        add(1);
        final int most = 1_024;
        for (int i = 0; i < 4 * most; i++)
        {
            add(1_000 + i);
            resolve(1);
            assertTrue(queue.size() <= 2 + most, i + " resolved holds and " + queue.size() + " in the queue");
        }
        // No sooner: to put it together anew costs time.
        assertTrue(queue.size() > 1);
        assertComesUpInOrder();
    }

    @Test
    void shouldKeepALargeQueueAsItIsUntilHalfOfItIsResolved()
    {
        for (int i = 0; i < 8_000; i++)
        {
            add(i);
        }
        for (int i = 0; i < 4_000; i++)
        {
            resolve(expected.size() - 1);
        }
        assertEquals(8_000, queue.size());
        resolve(expected.size() - 1);
        assertEquals(3_999, queue.size());
        assertComesUpInOrder();
    }

    @Test
    void shouldGoOnWhileSomeComeUp()
    {
        final Random random = new Random(8);
        for (int round = 0; round < 50; round++)
        {
            for (int i = 0; i < 100; i++)
            {
                add(1_000L * round + random.nextInt(5_000));
            }
            for (int i = 0; i < 40; i++)
            {
                resolve(random.nextInt(expected.size()));
            }
            expected.sort(Comparator.comparingLong(Due::expiry).thenComparingLong(Due::ordinal));
            for (int i = 0; i < 20; i++)
            {
                final Due due = expected.removeFirst();
                assertEquals(due.expiry, queue.firstExpiry());
                assertEquals(due.ordinal, queue.take());
                holds.resolve(due.ordinal, Holds.EXPIRED);
            }
        }
        assertComesUpInOrder();
    }
}
