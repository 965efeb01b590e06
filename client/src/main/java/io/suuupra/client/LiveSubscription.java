package io.suuupra.client;

import org.agrona.DirectBuffer;

import java.util.List;

/**
 * A subscription as the client's thread keeps it. What is package-private is confined to that thread.
 *
 * @param <E> an event of it.
 */
final class LiveSubscription<E> implements Subscription
{
    /** Number of the Subscribe on the present connection; 0 = to be sent. */
    long number;

    private final Stream<E> stream;
    private final StreamListener<E> listener;
    private final Runnable closing;
    private volatile long position;
    private volatile boolean closed;

    /**
     * @param stream   of events.
     * @param position of the last event already seen.
     * @param listener that takes the events.
     * @param closing  tells the client's thread that a subscription was closed.
     */
    LiveSubscription(
        final Stream<E> stream, final long position, final StreamListener<E> listener, final Runnable closing)
    {
        this.stream = stream;
        this.position = position;
        this.listener = listener;
        this.closing = closing;
    }

    @Override
    public long position()
    {
        return position;
    }

    @Override
    public void close()
    {
        if (!closed)
        {
            closed = true;
            closing.run();
        }
    }

    /**
     * @return true if nothing may be delivered any more.
     */
    boolean isClosed()
    {
        return closed;
    }

    /** @return what it is a subscription to. */
    Stream<E> stream()
    {
        return stream;
    }

    /**
     * @param buffer that holds a checked message of the stream.
     * @param offset of its header.
     * @throws SubscriptionEndedException if events are out of order or the listener throws.
     */
    void deliver(final DirectBuffer buffer, final int offset)
    {
        final List<E> events = stream.decode(buffer, offset);
        long last = position;
        int seen = 0;
        for (final E event : events)
        {
            final long at = stream.position(event);
            if (at <= last && last != position)
            {
                throw new SubscriptionEndedException(
                    "event " + at + " came after event " + last, null);
            }
            if (at <= position)
            {
                // Seen already: a node may begin a little before the position that was asked for.
                seen++;
            }
            else
            {
                last = at;
            }
        }
        if (seen == events.size())
        {
            return;
        }
        try
        {
            listener.onEvents(List.copyOf(events.subList(seen, events.size())));
        }
        catch (final RuntimeException ex)
        {
            throw new SubscriptionEndedException("the listener threw " + ex, ex);
        }
        position = last;
    }

    /**
     * @param reason to tell the listener, unless the subscription was closed by its owner.
     */
    void end(final SuuupraException reason)
    {
        if (!closed)
        {
            closed = true;
            listener.onEnd(reason);
        }
    }
}
