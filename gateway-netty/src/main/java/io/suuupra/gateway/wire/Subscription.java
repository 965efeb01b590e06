package io.suuupra.gateway.wire;

import io.netty.channel.Channel;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.FailureCode;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One Subscribe, or SubscribeUpi: reads what is durable behind its position, as long as the peer takes it, and goes on
 * when there is more.
 */
final class Subscription extends FeedTask
{
    private static final int MESSAGES_PER_TURN = 4;
    private static final int IN_FLIGHT_MAX = 2;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final ChangePump pump;
    private final Channel channel;
    private final Outbox outbox;
    private final Source source;
    private final long request;
    private volatile boolean closed;
    private volatile boolean waitsForRoom;
    private volatile Malformed end = new Malformed(
        FailureCode.HALTED, Malformed.NO_INDEX, "", "the change feed cannot be read; subscribe again");

    /** Where its messages come from. */
    interface Source
    {
        /** Says that the subscription is over. */
        int ENDED = -1;

        /**
         * Writes a whole message with what comes next.
         *
         * @param buffer of at least {@code Limits.FRAME_MAX} bytes from the offset on.
         * @param offset to write at.
         * @return length of the message; 0 = nothing so far; {@link #ENDED}.
         */
        int next(MutableDirectBuffer buffer, int offset);

        /** @return true if the next call may find something although the last one did not. */
        boolean hasMore();

        /** @return why it has ended. */
        Malformed reason();

        /** The peer wants no more. Any thread. */
        void close();
    }

    Subscription(
        final ChangePump pump, final Channel channel, final Outbox outbox, final Source source, final long request)
    {
        super(pump);
        this.pump = pump;
        this.channel = channel;
        this.outbox = outbox;
        this.source = source;
        this.request = request;
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

    /**
     * @return why it has ended, where the peer did not want it.
     */
    Malformed reason()
    {
        return end;
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
        source.close();
    }

    @Override
    void onFault()
    {
        close();
        outbox.ended(this);
    }

    @Override
    boolean readSome()
    {
        final UnsafeBuffer scratch = pump.scratch();
        for (int i = 0; i < MESSAGES_PER_TURN; i++)
        {
            if (closed || !hasRoom())
            {
                return false;
            }
            final int length = source.next(scratch, 0);
            if (length == Source.ENDED)
            {
                end = source.reason();
                onFault();
                return false;
            }
            if (length == 0)
            {
                return source.hasMore();
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
