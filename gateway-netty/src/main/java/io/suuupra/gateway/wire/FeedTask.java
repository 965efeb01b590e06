package io.suuupra.gateway.wire;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads what has become durable, on a reader thread, whenever it is woken. At most one thread at a time is inside;
 * anybody may wake it.
 */
abstract class FeedTask implements Runnable
{
    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int AGAIN = 2;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final ChangePump pump;

    FeedTask(final ChangePump pump)
    {
        this.pump = pump;
    }

    /** There may be something to do. Any thread; it does not block. */
    final void wake()
    {
        if (state.get() != AGAIN && state.getAndUpdate(was -> was == IDLE ? RUNNING : AGAIN) == IDLE)
        {
            pump.execute(this);
        }
    }

    @Override
    public final void run()
    {
        boolean more = false;
        try
        {
            more = readSome();
        }
        // Whatever it is, an I/O error in a mapped file included, this stream cannot go on and the node must hear of
        // it.
        catch (final Throwable fault)
        {
            onFault();
            pump.failed(fault);
        }
        if (more || !state.compareAndSet(RUNNING, IDLE))
        {
            // Behind the others in the queue: one long history must not hold up the rest.
            state.set(RUNNING);
            pump.execute(this);
        }
    }

    /**
     * Does a bounded amount of work.
     *
     * @return true if there is more.
     */
    abstract boolean readSome();

    /** It has failed and must not go on. */
    abstract void onFault();
}
