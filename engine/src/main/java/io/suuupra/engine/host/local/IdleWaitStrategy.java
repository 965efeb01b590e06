package io.suuupra.engine.host.local;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits in three steps: spins a moment, then sleeps for short times, and blocks when nothing has been published for a
 * while. Under load nobody blocks, so publishing costs no wake-up call; a node that is idle leaves the cores alone.
 *
 * <p>Short of spinning for long: on few cores a spinning stage takes the core from the one that it waits for.
 */
final class IdleWaitStrategy implements WaitStrategy
{
    private static final int SPINS = 100;
    private static final int SLEEPS = 40;

    /** Of the first sleeps; twice as long after each eight of them. */
    private static final long SLEEP_NS = 20_000;
    private static final int EQUAL_SLEEPS = 8;

    /** A blocked stage looks up that often, whoever may have forgotten it. */
    private static final long BLOCK_MS = 100;

    private final Object mutex = new Object();
    private volatile boolean blocked;

    @Override
    public long waitFor(
        final long sequence, final Sequence cursor, final Sequence dependentSequence, final SequenceBarrier barrier)
        throws AlertException, InterruptedException
    {
        int waits = 0;
        long available = dependentSequence.get();
        while (available < sequence)
        {
            barrier.checkAlert();
            if (waits < SPINS)
            {
                waits++;
                Thread.onSpinWait();
            }
            else if (waits < SPINS + SLEEPS)
            {
                LockSupport.parkNanos(SLEEP_NS << (waits - SPINS) / EQUAL_SLEEPS);
                waits++;
            }
            else if (cursor.get() >= sequence)
            {
                // Published already: another stage is at work on it and tells nobody when it is done.
                LockSupport.parkNanos(SLEEP_NS << SLEEPS / EQUAL_SLEEPS - 1);
            }
            else
            {
                block(sequence, cursor, barrier);
            }
            available = dependentSequence.get();
        }
        return available;
    }

    private void block(final long sequence, final Sequence cursor, final SequenceBarrier barrier)
        throws AlertException, InterruptedException
    {
        synchronized (mutex)
        {
            blocked = true;
            // Asked again behind the flag: who publishes now sees it.
            while (blocked && cursor.get() < sequence)
            {
                barrier.checkAlert();
                mutex.wait(BLOCK_MS);
            }
        }
    }

    @Override
    public void signalAllWhenBlocking()
    {
        if (blocked)
        {
            synchronized (mutex)
            {
                blocked = false;
                mutex.notifyAll();
            }
        }
    }
}
