package io.suuupra.gateway.support;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.ChangeFeed;
import io.suuupra.engine.host.RequestFeed;
import org.agrona.MutableDirectBuffer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A feed of events whose only content is their position: 1, 2, 3, ... */
public final class FakeFeed implements ChangeFeed
{
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger cursors = new AtomicInteger();
    private volatile long durable;
    private volatile Principal lastPrincipal;
    private volatile RuntimeException fault;

    @Override
    public RequestFeed requests()
    {
        return RequestFeed.NONE;
    }

    @Override
    public Cursor open(final Principal principal, final long position)
    {
        lastPrincipal = principal;
        cursors.incrementAndGet();
        return new Cursor()
        {
            private long at = position;

            @Override
            public int next(final MutableDirectBuffer buffer, final int offset, final int eventsMax)
            {
                if (fault != null)
                {
                    throw fault;
                }
                final int count = (int)Math.min(eventsMax, durable - at);
                if (count <= 0)
                {
                    return 0;
                }
                final byte[] message = Messages.changeEvents(at + 1, count);
                buffer.putBytes(offset, message);
                at += count;
                return message.length;
            }

            @Override
            public long position()
            {
                return at;
            }
        };
    }

    @Override
    public void addListener(final Runnable listener)
    {
        listeners.add(listener);
    }

    @Override
    public void removeListener(final Runnable listener)
    {
        listeners.remove(listener);
    }

    /**
     * @param position of the last event that can be read from now on.
     */
    public void durable(final long position)
    {
        durable = position;
        listeners.forEach(Runnable::run);
    }

    public void fault(final RuntimeException next)
    {
        fault = next;
        listeners.forEach(Runnable::run);
    }

    public int cursors()
    {
        return cursors.get();
    }

    public int listeners()
    {
        return listeners.size();
    }

    public Principal lastPrincipal()
    {
        return lastPrincipal;
    }
}
