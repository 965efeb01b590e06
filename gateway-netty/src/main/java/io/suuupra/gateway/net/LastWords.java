package io.suuupra.gateway.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;

import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that the peer can read the last message: output is shut, input is read and dropped for a while.
 * To close at once while input waits unread would reset the connection and take the message back.
 */
public final class LastWords
{
    private static final long LINGER_MS = 1_000;
    private static final long WRITE_MS = 30_000;

    private LastWords()
    {
    }

    /**
     * Writes the message, then ends the connection. The caller must drop whatever comes in from now on.
     *
     * @param channel whose event loop calls.
     * @param message to send.
     */
    public static void send(final Channel channel, final Object message)
    {
        closeIn(channel, WRITE_MS);
        channel.writeAndFlush(message).addListener((ChannelFutureListener)written ->
        {
            if (written.isSuccess() && channel instanceof final DuplexChannel duplex && duplex.isActive())
            {
                closeOutput(duplex);
                closeIn(channel, LINGER_MS);
            }
            else
            {
                final var _ = channel.close();
            }
        });
        channel.config().setAutoRead(true);
    }

    // TLS says its own goodbye first, without which the peer must take the end for an attack (RFC 8446, 6.1).
    private static void closeOutput(final DuplexChannel channel)
    {
        final SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null)
        {
            final var _ = channel.shutdownOutput();
            return;
        }
        tls.closeOutbound().addListener(said ->
        {
            final var _ = channel.shutdownOutput();
        });
    }

    private static void closeIn(final Channel channel, final long delayMs)
    {
        final ScheduledFuture<?> closing = channel.eventLoop().schedule(
            () ->
            {
                final var _ = channel.close();
            },
            delayMs,
            TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> closing.cancel(false));
    }
}
