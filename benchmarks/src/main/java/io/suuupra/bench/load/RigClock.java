package io.suuupra.bench.load;

import java.util.concurrent.locks.LockSupport;

/** The time by which requests are sent and answers are timed. */
interface RigClock
{
    /** The system's clock; waits by parking, so that the rig does not take a core from the node. */
    RigClock SYSTEM = new RigClock()
    {
        @Override
        public long nowNs()
        {
            return System.nanoTime();
        }

        @Override
        public void await(final long timeNs) throws InterruptedException
        {
            for (long leftNs = timeNs - System.nanoTime(); leftNs > 0; leftNs = timeNs - System.nanoTime())
            {
                LockSupport.parkNanos(leftNs);
                if (Thread.interrupted())
                {
                    throw new InterruptedException();
                }
            }
        }
    };

    /** @return ns since any fixed moment; never goes back. */
    long nowNs();

    /**
     * Returns at the given time, or at once if it has passed.
     *
     * @param timeNs in terms of {@link #nowNs()}.
     * @throws InterruptedException if the thread is interrupted.
     */
    void await(long timeNs) throws InterruptedException;
}
