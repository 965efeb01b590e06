package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.suuupra.gateway.metrics.GatewayMetrics;

/**
 * Counts the bytes of a connection on their way past it, behind TLS where that is on, and remembers when a head began.
 */
final class ByteCounter extends ChannelDuplexHandler
{
    private final GatewayMetrics.Protocol metrics;
    private long firstNs;
    private boolean begun;

    ByteCounter(final GatewayMetrics.Protocol metrics)
    {
        this.metrics = metrics;
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message)
    {
        if (message instanceof final ByteBuf bytes)
        {
            metrics.received(bytes.readableBytes());
            if (!begun)
            {
                begun = true;
                firstNs = System.nanoTime();
            }
        }
        ctx.fireChannelRead(message);
    }

    /**
     * @param nowNs value of {@link System#nanoTime()}.
     * @return ns since the first byte came after the last {@link #reset}; 0 = none came.
     */
    long sinceFirstByteNs(final long nowNs)
    {
        return begun ? nowNs - firstNs : 0;
    }

    /** A head is complete, or a response was sent: the next byte begins a head. */
    void reset()
    {
        begun = false;
    }

    @Override
    public void write(final ChannelHandlerContext ctx, final Object message, final ChannelPromise promise)
    {
        if (message instanceof final ByteBuf bytes)
        {
            metrics.sent(bytes.readableBytes());
        }
        final var _ = ctx.write(message, promise);
    }
}
