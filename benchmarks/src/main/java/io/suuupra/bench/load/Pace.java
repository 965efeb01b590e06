package io.suuupra.bench.load;

/**
 * When each request is meant to start, and which answers count.
 *
 * @see OpenLoop
 * @see Saturation
 */
sealed interface Pace
{
    /** Nanoseconds of a second. */
    long SECOND_NS = 1_000_000_000L;

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
}
