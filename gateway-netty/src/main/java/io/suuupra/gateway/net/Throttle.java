package io.suuupra.gateway.net;

import io.netty.channel.Channel;

import java.util.concurrent.TimeUnit;

/**
 * Leaves a connection unread for a while, so that whoever sends more than it may fills its own buffers and takes no
 * time from others. Confined to the channel's event loop.
 */
public final class Throttle
{
    private static final long PAUSE_MIN_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAUSE_MAX_NS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final Runnable resume;
    private boolean paused;

    /**
     * @param channel of the connection.
     * @param resume  run when a pause has ended and the channel is still open.
     */
    public Throttle(final Channel channel, final Runnable resume)
    {
        this.channel = channel;
        this.resume = resume;
    }

    /**
     * Begins a pause; one that goes on already is left as it is.
     *
     * @param ns how long; at least 10 ms and at most a second is taken of it.
     */
    public void pause(final long ns)
    {
        if (paused)
        {
            return;
        }
        paused = true;
        final var _ = channel.eventLoop().schedule(
            this::end, Math.clamp(ns, PAUSE_MIN_NS, PAUSE_MAX_NS), TimeUnit.NANOSECONDS);
    }

    /**
     * @return true while nothing is to be read.
     */
    public boolean isPaused()
    {
        return paused;
    }

    private void end()
    {
        paused = false;
        if (channel.isActive())
        {
            resume.run();
        }
    }
}
