package io.suuupra.gateway.auth;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one key has used of its rates, over all its connections: a token bucket for requests and one for events, each
 * with room for a second, and the requests that are under way. Any thread may use it; nothing is allocated but for
 * texts.
 */
public final class KeyBucket
{
    private static final double MS_PER_NS = 1e-6;

    private final Rate requests = new Rate();
    private final Rate events = new Rate();
    private final AtomicInteger underWay = new AtomicInteger();

    KeyBucket()
    {
    }

    /**
     * @param requestsPerSecond 0 = any number.
     * @param eventsPerSecond   0 = any number.
     */
    void limits(final int requestsPerSecond, final int eventsPerSecond)
    {
        requests.perSecond(requestsPerSecond);
        events.perSecond(eventsPerSecond);
    }

    /**
     * Takes one request, if there is room for it and the events of earlier requests are paid for.
     *
     * @param nowNs value of {@link System#nanoTime()}.
     * @return 0 if it may go on; else ns after which the next one may.
     */
    public long admit(final long nowNs)
    {
        final long eventsWaitNs = events.waitNs(nowNs, 1);
        return eventsWaitNs > 0 ? eventsWaitNs : requests.take(nowNs);
    }

    /**
     * Takes the events of a request that was admitted. They may be more than there is room for; then the next request
     * waits until they are paid for.
     *
     * @param count of accounts, transfers or ids.
     * @param nowNs value of {@link System#nanoTime()}.
     */
    public void charge(final int count, final long nowNs)
    {
        events.charge(nowNs, count);
    }

    /**
     * @param nowNs value of {@link System#nanoTime()}.
     * @return ns until the next request may come; 0 = now.
     */
    public long waitNs(final long nowNs)
    {
        return Math.max(events.waitNs(nowNs, 1), requests.waitNs(nowNs, 1));
    }

    /**
     * @return true if any rate is bounded.
     */
    public boolean isLimited()
    {
        return requests.isLimited() || events.isLimited();
    }

    /**
     * @return requests a second; 0 = any number.
     */
    public int requestsPerSecond()
    {
        return requests.perSecond();
    }

    /**
     * @return events a second; 0 = any number.
     */
    public int eventsPerSecond()
    {
        return events.perSecond();
    }

    /**
     * @param nowNs value of {@link System#nanoTime()}.
     * @return requests that may come at once, at least 0.
     */
    public long requestsLeft(final long nowNs)
    {
        return requests.left(nowNs);
    }

    /**
     * @param nowNs value of {@link System#nanoTime()}.
     * @return events that may come at once, at least 0.
     */
    public long eventsLeft(final long nowNs)
    {
        return events.left(nowNs);
    }

    /**
     * @param waitNs from {@link #admit}.
     * @return the rule that was broken, for people.
     */
    public String rule(final long waitNs)
    {
        final StringBuilder rule = new StringBuilder("the key may send ");
        if (requests.isLimited())
        {
            rule.append(requests.perSecond()).append(" requests");
        }
        if (events.isLimited())
        {
            rule.append(requests.isLimited() ? " and " : "").append(events.perSecond()).append(" events");
        }
        return rule.append(String.format(Locale.ROOT, " a second; come back in %.0f ms",
            Math.ceil(waitNs * MS_PER_NS))).toString();
    }

    /**
     * @param max requests of the key under way at a time.
     * @return true if one more may go; it counts until {@link #end}.
     */
    public boolean begin(final int max)
    {
        if (underWay.incrementAndGet() <= max)
        {
            return true;
        }
        underWay.decrementAndGet();
        return false;
    }

    /** A request that was begun has ended. */
    public void end()
    {
        underWay.decrementAndGet();
    }

    /**
     * A token bucket as the generic cell rate algorithm has it (ITU-T I.371, annex A): instead of tokens it keeps the
     * time at which all that was taken will be paid for.
     */
    private static final class Rate
    {
        private static final long BURST_NS = TimeUnit.SECONDS.toNanos(1);

        private final AtomicLong paidAtNs = new AtomicLong(System.nanoTime());
        private volatile int perSecond;
        private volatile long intervalNs;

        void perSecond(final int rate)
        {
            perSecond = rate;
            intervalNs = rate == 0 ? 0 : Math.max(1, BURST_NS / rate);
        }

        int perSecond()
        {
            return perSecond;
        }

        boolean isLimited()
        {
            return intervalNs != 0;
        }

        long take(final long nowNs)
        {
            final long interval = intervalNs;
            if (interval == 0)
            {
                return 0;
            }
            while (true)
            {
                final long paidAt = paidAtNs.get();
                final long debt = Math.max(0, paidAt - nowNs);
                if (debt + interval > BURST_NS)
                {
                    return debt + interval - BURST_NS;
                }
                if (paidAtNs.compareAndSet(paidAt, nowNs + debt + interval))
                {
                    return 0;
                }
            }
        }

        void charge(final long nowNs, final int count)
        {
            final long interval = intervalNs;
            if (interval == 0 || count == 0)
            {
                return;
            }
            while (true)
            {
                final long paidAt = paidAtNs.get();
                if (paidAtNs.compareAndSet(paidAt, nowNs + Math.max(0, paidAt - nowNs) + count * interval))
                {
                    return;
                }
            }
        }

        long waitNs(final long nowNs, final int count)
        {
            final long interval = intervalNs;
            return interval == 0 ? 0 : Math.max(0, paidAtNs.get() - nowNs + count * interval - BURST_NS);
        }

        long left(final long nowNs)
        {
            final long interval = intervalNs;
            return interval == 0 ? Long.MAX_VALUE :
                Math.max(0, (BURST_NS - Math.max(0, paidAtNs.get() - nowNs)) / interval);
        }
    }
}
