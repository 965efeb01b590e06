package io.suuupra.bench.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When each request is meant to start, and which answers count.
 *
 * @see OpenLoop
 * @see Saturation
 * @see Amount
 */
sealed interface Pace
{
    /** Nanoseconds of a second. */
    long SECOND_NS = 1_000_000_000L;

    /** A time that has not come. */
    long NOT_YET = Long.MIN_VALUE;

    /**
     * @param request number of a request, from 0.
     * @param nowNs   the time.
     * @return true if this request and all later ones are not to be made.
     */
    boolean isOver(long request, long nowNs);

    /**
     * @param request number of a request, from 0.
     * @param nowNs   the time.
     * @return when it is meant to start, ns.
     */
    long intendedNs(long request, long nowNs);

    /**
     * @param intendedNs when a request was meant to start.
     * @param answeredNs when it was answered.
     * @return true if it belongs to the measured time, not to the warm-up.
     */
    boolean isMeasured(long intendedNs, long answeredNs);

    /**
     * @param answeredNs when a request was answered.
     * @return true if that was in the time over which throughput is measured.
     */
    boolean isInTime(long answeredNs);

    /** @return when the measured time begins, ns. */
    long measuredFromNs();

    /** @return when the last request is meant to start, at the latest, ns. */
    long endNs();

    /**
     * @param lastAnsweredNs when the last request was answered.
     * @return time over which throughput is measured, ns.
     */
    long measuredNs(long lastAnsweredNs);

    /**
     * A constant rate, whatever the answers do. The n-th request is meant to start at a time that depends on nothing
     * but n.
     *
     * @param startNs  when the first request starts.
     * @param rate     transfers a second.
     * @param batch    transfers of a request.
     * @param warmupNs at the start, which does not count.
     * @param countNs  after it, which does.
     */
    record OpenLoop(long startNs, long rate, int batch, long warmupNs, long countNs) implements Pace
    {
        @Override
        public boolean isOver(final long request, final long nowNs)
        {
            return intendedNs(request, nowNs) >= endNs();
        }

        @Override
        public long intendedNs(final long request, final long nowNs)
        {
            final long transfers = request * batch;
            // In two parts, so that nothing overflows and the rate does not drift.
            return startNs + transfers / rate * SECOND_NS + transfers % rate * SECOND_NS / rate;
        }

        @Override
        public boolean isMeasured(final long intendedNs, final long answeredNs)
        {
            return intendedNs - measuredFromNs() >= 0;
        }

        /**
         * A node that falls behind still answers the warm-up then, and answers after the end; its pace is what counts.
         */
        @Override
        public boolean isInTime(final long answeredNs)
        {
            return answeredNs - measuredFromNs() >= 0;
        }

        @Override
        public long measuredFromNs()
        {
            return startNs + warmupNs;
        }

        @Override
        public long endNs()
        {
            return startNs + warmupNs + countNs;
        }

        @Override
        public long measuredNs(final long lastAnsweredNs)
        {
            return Math.max(countNs, lastAnsweredNs - measuredFromNs());
        }
    }

    /**
     * As many requests as a fixed number in flight allows: each waits for an answer to another one. Good for the most
     * that the node can do, not for latency.
     *
     * @param startNs  when the first request starts.
     * @param warmupNs at the start, which does not count.
     * @param countNs  after it, which does.
     */
    record Saturation(long startNs, long warmupNs, long countNs) implements Pace
    {
        @Override
        public boolean isOver(final long request, final long nowNs)
        {
            return nowNs - endNs() >= 0;
        }

        @Override
        public long intendedNs(final long request, final long nowNs)
        {
            return nowNs;
        }

        @Override
        public boolean isMeasured(final long intendedNs, final long answeredNs)
        {
            return isInTime(answeredNs);
        }

        @Override
        public boolean isInTime(final long answeredNs)
        {
            return answeredNs - measuredFromNs() >= 0 && answeredNs - endNs() < 0;
        }

        @Override
        public long measuredFromNs()
        {
            return startNs + warmupNs;
        }

        @Override
        public long endNs()
        {
            return startNs + warmupNs + countNs;
        }

        @Override
        public long measuredNs(final long lastAnsweredNs)
        {
            return countNs;
        }
    }

    /**
     * A saturation that lasts until a number of transfers was created, and begins to count when another number was.
     * The tally tells it of each answer; any thread may read it.
     */
    final class Amount implements Pace
    {
        private final long startNs;
        private final long warmupNs;
        private final long warmupCreated;
        private final long created;
        private final long limitNs;
        private final AtomicLong fromNs = new AtomicLong(NOT_YET);
        private final AtomicLong endNs = new AtomicLong(NOT_YET);

        /**
         * @param startNs       when the first request starts.
         * @param warmupNs      that the warm-up takes at least.
         * @param warmupCreated transfers that are created in it at least.
         * @param created       transfers that are created after it.
         * @param limitNs       after the start, at which the run ends whatever was created, for warm-up and rest each.
         */
        Amount(
            final long startNs,
            final long warmupNs,
            final long warmupCreated,
            final long created,
            final long limitNs)
        {
            this.startNs = startNs;
            this.warmupNs = warmupNs;
            this.warmupCreated = warmupCreated;
            this.created = created;
            this.limitNs = limitNs;
        }

        /**
         * @param nowNs       when an answer came.
         * @param createdEver transfers created so far, that answer's included.
         * @param createdOf   those of them that were created in the measured time.
         */
        void onCreated(final long nowNs, final long createdEver, final long createdOf)
        {
            if (fromNs.get() == NOT_YET)
            {
                if (nowNs - startNs >= warmupNs && createdEver >= warmupCreated)
                {
                    // The next answer is the first that counts: this one had its time before.
                    fromNs.compareAndSet(NOT_YET, nowNs + 1);
                }
            }
            else if (createdOf >= created)
            {
                endNs.compareAndSet(NOT_YET, nowNs + 1);
            }
        }

        @Override
        public boolean isOver(final long request, final long nowNs)
        {
            return nowNs - endNs() >= 0;
        }

        @Override
        public long intendedNs(final long request, final long nowNs)
        {
            return nowNs;
        }

        @Override
        public boolean isMeasured(final long intendedNs, final long answeredNs)
        {
            return isInTime(answeredNs);
        }

        @Override
        public boolean isInTime(final long answeredNs)
        {
            return answeredNs - measuredFromNs() >= 0 && answeredNs - endNs() < 0;
        }

        @Override
        public long measuredFromNs()
        {
            final long ns = fromNs.get();
            return ns == NOT_YET ? startNs + limitNs : ns;
        }

        @Override
        public long endNs()
        {
            final long ns = endNs.get();
            return ns == NOT_YET ? measuredFromNs() + limitNs : ns;
        }

        @Override
        public long measuredNs(final long lastAnsweredNs)
        {
            return endNs() - measuredFromNs();
        }
    }
}
