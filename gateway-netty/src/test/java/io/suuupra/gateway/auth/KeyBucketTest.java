package io.suuupra.gateway.auth;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyBucketTest
{
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final KeyBucket bucket = new KeyBucket();

    /** Later than the bucket was made, so that it is full. */
    private final long start = System.nanoTime() + SECOND;

    private int admitted(final int tries, final long nowNs)
    {
        int count = 0;
        for (int i = 0; i < tries; i++)
        {
            count += bucket.admit(nowNs) == 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void shouldLetEverythingPassWithoutARate()
    {
        assertFalse(bucket.isLimited());
        bucket.charge(1_000_000, start);
        assertEquals(100_000, admitted(100_000, start));
    }

    @Test
    void shouldHoldRequestsToTheirRate()
    {
        bucket.limits(10, 0);
        assertTrue(bucket.isLimited());
        assertEquals(10, admitted(50, start), "a second's worth at once");
        assertEquals(SECOND / 10, bucket.admit(start), "and then one each tenth of a second");
        assertEquals(SECOND / 10, bucket.waitNs(start));
        assertEquals(0, admitted(50, start + SECOND / 10 - 1));
        assertEquals(1, admitted(50, start + SECOND / 10));
        assertEquals(5, admitted(50, start + 6 * SECOND / 10));
        assertEquals(10, admitted(50, start + 100 * SECOND), "what was not used is kept for a second only");
    }

    @Test
    void shouldMakeEventsWaitUntilTheyArePaidFor()
    {
        bucket.limits(0, 100);
        assertEquals(0, bucket.admit(start));
        bucket.charge(1_100, start);
        assertEquals(10 * SECOND + SECOND / 100, bucket.admit(start));
        assertEquals(0, bucket.eventsLeft(start));
        assertEquals(1, admitted(1, start + 10 * SECOND + SECOND / 100));
        assertEquals(Long.MAX_VALUE, bucket.requestsLeft(start));
    }

    @Test
    void shouldHoldBothRatesAtOnce()
    {
        bucket.limits(5, 1_000);
        assertEquals(5, admitted(9, start));
        bucket.limits(5, 1);
        bucket.charge(2, start);
        assertEquals(2 * SECOND, bucket.waitNs(start));
        assertEquals("the key may send 5 requests and 1 events a second; come back in 2000 ms",
            bucket.rule(bucket.waitNs(start)));
    }

    @Test
    void shouldFollowAChangeOfTheRate()
    {
        bucket.limits(1, 0);
        assertEquals(1, admitted(9, start));
        bucket.limits(0, 0);
        assertEquals(9, admitted(9, start));
    }

    @Test
    void shouldNeverAdmitMoreThanItsRateToManyThreads() throws InterruptedException
    {
        bucket.limits(1_000, 0);
        final int[] counts = new int[4];
        final Thread[] threads = new Thread[counts.length];
        for (int i = 0; i < threads.length; i++)
        {
            final int index = i;
            threads[i] = Thread.ofPlatform().start(() -> counts[index] = admitted(10_000, start));
        }
        int sum = 0;
        for (int i = 0; i < threads.length; i++)
        {
            threads[i].join();
            sum += counts[i];
        }
        assertEquals(1_000, sum);
    }

    @Test
    void shouldBoundTheRequestsUnderWay()
    {
        assertTrue(bucket.begin(2));
        assertTrue(bucket.begin(2));
        assertFalse(bucket.begin(2));
        bucket.end();
        assertTrue(bucket.begin(2));
    }
}
