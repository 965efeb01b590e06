package io.suuupra.client;

import io.suuupra.codecs.edge.ChangeEvent;

import java.util.List;

/**
 * A subscription as the client's thread keeps it. What is package-private is confined to that thread.
 */
final class LiveSubscription implements Subscription
{
    /** Number of the Subscribe on the present connection; 0 = to be sent. */
    long number;

    private final ChangeListener listener;
    private final Runnable closing;
    private volatile long position;
    private volatile boolean closed;

    /**
     * @param position of the last event already seen.
     * @param listener that takes the events.
     * @param closing  tells the client's thread that a subscription was closed.
     */
    LiveSubscription(final long position, final ChangeListener listener, final Runnable closing)
    {
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

    /**
     * @param events as the node sent them.
     * @throws SubscriptionEndedException if they are out of order or the listener throws.
     */
    void deliver(final List<ChangeEvent> events)
    {
        long last = position;
        int seen = 0;
        for (final ChangeEvent event : events)
        {
            if (event.timestamp() <= last && last != position)
            {
                throw new SubscriptionEndedException(
                    "event " + event.timestamp() + " came after event " + last, null);
            }
            if (event.timestamp() <= position)
            {
                // Seen already: a node may begin a little before the position that was asked for.
                seen++;
            }
            else
            {
                last = event.timestamp();
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
