package io.suuupra.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Ticker;
import io.suuupra.engine.host.ReplyTo;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What other threads have for one connection: replies of the host, change events of the readers. They are copied and
 * queued; one wake-up of the event loop serves all that queued up meanwhile. Any thread may post; the event loop polls.
 */
final class Outbox implements ReplyTo
{
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final ManyToOneConcurrentLinkedQueue<Letter> queue = new ManyToOneConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Channel channel;
    private final Runnable deliver;
    private volatile boolean closed;

    /**
     * A frame whose header is still to be filled.
     *
     * @param correlation  of the request that it answers; 0 where it is a push.
     * @param subscription that it is pushed for; null where it is a reply.
     * @param frame        with the message in it; null = the subscription ended.
     * @param postedNs     when it was posted.
     */
    record Letter(long correlation, Subscription subscription, ByteBuf frame, long postedNs)
    {
    }

    /**
     * @param channel of the connection.
     * @param deliver run on the event loop when there is something; it polls until nothing is left.
     */
    Outbox(final Channel channel, final Runnable deliver)
    {
        this.channel = channel;
        this.deliver = deliver;
    }

    @Override
    public void onReply(final long correlation, final DirectBuffer buffer, final int offset, final int length)
    {
        if (closed)
        {
            return;
        }
        final ByteBuf frame;
        try
        {
            frame = WireFrames.room(channel.alloc(), buffer, offset, length);
        }
        catch (final OutOfMemoryError full)
        {
            // One connection fails, not the host's thread; its client sees that and asks for the outcome by id.
            LOG.error("{} is closed: no memory for a reply of {} bytes", channel, length, full);
            final var _ = channel.close();
            return;
        }
        post(new Letter(correlation, null, frame, nowNs()));
    }

    void push(final Subscription subscription, final DirectBuffer buffer, final int length)
    {
        if (!closed)
        {
            post(new Letter(
                0, subscription, WireFrames.room(channel.alloc(), buffer, 0, length), nowNs()));
        }
    }

    void ended(final Subscription subscription)
    {
        post(new Letter(0, subscription, null, nowNs()));
    }

    private long nowNs()
    {
        final Ticker ticker = channel.eventLoop().ticker();
        return ticker.initialNanoTime() + ticker.nanoTime();
    }

    private void post(final Letter letter)
    {
        queue.add(letter);
        if (!awake.get() && awake.compareAndSet(false, true))
        {
            try
            {
                channel.eventLoop().execute(deliver);
            }
            catch (final RejectedExecutionException loopEnded)
            {
                // The loop ends after its connections: nobody waits for this letter any more.
                close();
            }
        }
    }

    /**
     * To be called before polling, so that whatever is posted from now on wakes the loop again.
     */
    void rest()
    {
        awake.set(false);
    }

    Letter poll()
    {
        return queue.poll();
    }

    /** Drops what is queued and whatever comes. The event loop calls it, or nobody else is left to poll. */
    synchronized void close()
    {
        closed = true;
        Letter letter;
        while ((letter = queue.poll()) != null)
        {
            if (letter.frame != null)
            {
                letter.frame.release();
            }
        }
    }
}
