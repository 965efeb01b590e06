package io.suuupra.gateway.net;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.suuupra.gateway.metrics.GatewayMetrics;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open connections of one server, of which there is a limited number, in all and from each address. Of an IPv6
 * address the first 64 bits count, for whoever has one of a network has all of them. Any thread may use it.
 */
public final class OpenConnections
{
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<Object, Integer> byAddress = new ConcurrentHashMap<>();
    private final int max;
    private final int maxPerAddress;
    private final GatewayMetrics.Protocol metrics;

    /**
     * @param max           of connections open at a time.
     * @param maxPerAddress of them from one address.
     * @param metrics       counts them.
     */
    public OpenConnections(final int max, final int maxPerAddress, final GatewayMetrics.Protocol metrics)
    {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
        this.metrics = metrics;
    }

    /**
     * @param channel that was just accepted.
     * @return empty if there is room for it, and it counts until it is closed; else which bound was reached.
     */
    String admit(final Channel channel)
    {
        if (count.incrementAndGet() > max)
        {
            count.decrementAndGet();
            metrics.turnedAway();
            return "there are at most " + max + " connections";
        }
        final Object address = addressOf(channel);
        if (address != null && byAddress.merge(address, 1, Integer::sum) > maxPerAddress)
        {
            count.decrementAndGet();
            leave(address);
            metrics.turnedAway();
            return "there are at most " + maxPerAddress + " connections from one address";
        }
        metrics.opened();
        channels.add(channel);
        channel.closeFuture().addListener(closed ->
        {
            count.decrementAndGet();
            leave(address);
            metrics.closed();
        });
        return "";
    }

    private void leave(final Object address)
    {
        if (address != null)
        {
            byAddress.computeIfPresent(address, (same, open) -> open == 1 ? null : open - 1);
        }
    }

    // A peer that is gone already has no address.
    private static Object addressOf(final Channel channel)
    {
        final InetAddress address =
            channel.remoteAddress() instanceof final InetSocketAddress remote ? remote.getAddress() : null;
        return address instanceof Inet6Address ? ByteBuffer.wrap(address.getAddress()).getLong() : address;
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
