package io.suuupra.gateway.wire;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.ChangeFeed;
import org.agrona.MutableDirectBuffer;

/** Change events behind a position. The place is looked up by the first reader thread, not by an event loop. */
final class ChangeSource implements Subscription.Source
{
    private static final int EVENTS_MAX = 1_000;

    private final ChangeFeed feed;
    private final Principal principal;
    private final long position;
    private ChangeFeed.Cursor cursor;

    ChangeSource(final ChangeFeed feed, final Principal principal, final long position)
    {
        this.feed = feed;
        this.principal = principal;
        this.position = position;
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset)
    {
        if (cursor == null)
        {
            cursor = feed.open(principal, position);
        }
        return cursor.next(buffer, offset, EVENTS_MAX);
    }

    @Override
    public boolean hasMore()
    {
        return false;
    }

    @Override
    public Malformed reason()
    {
        throw new IllegalStateException("change events do not end");
    }

    @Override
    public void close()
    {
        // Nothing is held.
    }
}
