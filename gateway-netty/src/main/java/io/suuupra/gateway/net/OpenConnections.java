package io.suuupra.gateway.net;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.suuupra.gateway.metrics.GatewayMetrics;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open connections of one server, of which there is a limited number. Any thread may use it.
 */
public final class OpenConnections
{
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger count = new AtomicInteger();
    private final int max;
    private final GatewayMetrics.Protocol metrics;

    /**
     * @param max     of connections open at a time.
     * @param metrics counts them.
     */
    public OpenConnections(final int max, final GatewayMetrics.Protocol metrics)
    {
        this.max = max;
        this.metrics = metrics;
    }

    /**
     * @param channel that was just accepted.
     * @return true if there is room for it; it counts until it is closed.
     */
    public boolean admit(final Channel channel)
    {
        if (count.incrementAndGet() > max)
        {
            count.decrementAndGet();
            metrics.turnedAway();
            return false;
        }
        metrics.opened();
        channels.add(channel);
        channel.closeFuture().addListener(closed ->
        {
            count.decrementAndGet();
            metrics.closed();
        });
        return true;
    }

    /**
     * Waits until no connection is open.
     *
     * @param timeoutMs at most so long.
     * @return true if none is open.
     */
    public boolean awaitNone(final long timeoutMs)
    {
        return channels.newCloseFuture().awaitUninterruptibly(timeoutMs);
    }

    /**
     * @return the open channels.
     */
    public ChannelGroup channels()
    {
        return channels;
    }
}
