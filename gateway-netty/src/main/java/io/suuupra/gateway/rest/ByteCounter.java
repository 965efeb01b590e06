package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.suuupra.gateway.metrics.GatewayMetrics;

/**
 * Counts the bytes of a connection on their way past it.
 */
final class ByteCounter extends ChannelDuplexHandler
{
    private final GatewayMetrics.Protocol metrics;

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
        }
        ctx.fireChannelRead(message);
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
