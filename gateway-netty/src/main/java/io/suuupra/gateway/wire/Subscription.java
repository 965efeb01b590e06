package io.suuupra.gateway.wire;

import io.netty.channel.Channel;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.ChangeFeed;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One Subscribe: reads what is durable behind its position, as long as the peer takes it, and goes on when there is
 * more. At most one reader thread at a time is inside; anybody may wake it.
 */
final class Subscription implements Runnable
{
    private static final int EVENTS_MAX = 1_000;
    private static final int MESSAGES_PER_TURN = 4;
    private static final int IN_FLIGHT_MAX = 2;

    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int AGAIN = 2;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ChangePump pump;
    private final Channel channel;
    private final Outbox outbox;
    private final Principal principal;
    private final long request;
    private final long position;
    private volatile boolean closed;
    private volatile boolean waitsForRoom;
    private ChangeFeed.Cursor cursor;

    Subscription(
        final ChangePump pump,
        final Channel channel,
        final Outbox outbox,
        final Principal principal,
        final long request,
        final long position)
    {
        this.pump = pump;
        this.channel = channel;
        this.outbox = outbox;
        this.principal = principal;
        this.request = request;
        this.position = position;
    }

    /**
     * @return number of the Subscribe, which its messages carry.
     */
    long request()
    {
        return request;
    }

    /**
     * @return true once nothing more may be sent for it.
     */
    boolean isClosed()
    {
        return closed;
    }

    /** There may be something to do. Any thread; it does not block. */
    void wake()
    {
        if (state.get() != AGAIN && state.getAndUpdate(was -> was == IDLE ? RUNNING : AGAIN) == IDLE)
        {
            pump.execute(this);
        }
    }

    /** One of its messages went to the socket. */
    void onWritten()
    {
        inFlight.decrementAndGet();
        onRoom();
    }

    /** The peer takes more again, perhaps. */
    void onRoom()
    {
        if (waitsForRoom)
        {
            wake();
        }
    }

    /** Ends it; a message that is just being read may still follow. */
    void close()
    {
        closed = true;
        pump.remove(this);
    }

    @Override
    public void run()
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
            close();
            outbox.ended(this);
            pump.failed(fault);
        }
        if (more || !state.compareAndSet(RUNNING, IDLE))
        {
            // Behind the others in the queue: one long history must not hold up the rest.
            state.set(RUNNING);
            pump.execute(this);
        }
    }

    private boolean readSome()
    {
        if (cursor == null && !closed)
        {
            cursor = pump.open(principal, position);
        }
        final UnsafeBuffer scratch = pump.scratch();
        for (int i = 0; i < MESSAGES_PER_TURN; i++)
        {
            if (closed || !hasRoom())
            {
                return false;
            }
            final int length = cursor.next(scratch, 0, EVENTS_MAX);
            if (length == 0)
            {
                return false;
            }
            inFlight.incrementAndGet();
            outbox.push(this, scratch, length);
        }
        return true;
    }

    private boolean hasRoom()
    {
        waitsForRoom = true;
        if (inFlight.get() < IN_FLIGHT_MAX && channel.isWritable())
        {
            waitsForRoom = false;
            return true;
        }
        return false;
    }
}
