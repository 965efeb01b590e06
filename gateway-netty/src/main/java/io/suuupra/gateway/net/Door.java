package io.suuupra.gateway.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.suuupra.gateway.audit.Refusal;
import io.suuupra.gateway.audit.RefusalLog;
import io.suuupra.gateway.metrics.GatewayMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;

/**
 * What every connection of one server passes first: the bounds on how many there are, then TLS where it is on. Any
 * thread may use it.
 */
public final class Door
{
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final String protocol;
    private final OpenConnections connections;
    private final ServerTls tls;
    private final GatewayMetrics metrics;
    private final RefusalLog refusals;

    /**
     * @param protocol    {@code rest} or {@code binary}.
     * @param connections that are open.
     * @param tls         null = plain text.
     * @param metrics     counters.
     * @param refusals    log of them.
     */
    public Door(
        final String protocol,
        final OpenConnections connections,
        final ServerTls tls,
        final GatewayMetrics metrics,
        final RefusalLog refusals)
    {
        this.protocol = protocol;
        this.connections = connections;
        this.tls = tls;
        this.metrics = metrics;
        this.refusals = refusals;
    }

    /**
     * Lets a connection in, or closes it.
     *
     * @param channel that was just accepted.
     * @return false if it is closed.
     */
    public boolean admit(final Channel channel)
    {
        final String full = connections.admit(channel);
        if (!full.isEmpty())
        {
            refused(channel.remoteAddress(), 0, "connection", "", "busy", "", full);
            final var _ = channel.close();
            return false;
        }
        if (tls != null)
        {
            channel.pipeline().addLast(tls.handler(channel)).addLast(new HandshakeWatch());
        }
        return true;
    }

    /**
     * Logs a refusal.
     *
     * @param peer    that asked.
     * @param key     id of the key that was proved; 0 = none was.
     * @param request route or kind of request.
     * @param object  kind of thing; empty where none is meant.
     * @param code    class of the refusal, in small letters.
     * @param field   that broke the rule; empty where none is meant.
     * @param rule    that was broken.
     */
    public void refused(
        final SocketAddress peer,
        final long key,
        final String request,
        final String object,
        final String code,
        final String field,
        final String rule)
    {
        refusals.add(new Refusal(protocol, peer, key, request, object, code, field, rule));
    }

    /** Ends connections whose handshake fails: nothing behind it has seen a byte of them. */
    private final class HandshakeWatch extends ChannelInboundHandlerAdapter
    {
        @Override
        public void userEventTriggered(final ChannelHandlerContext ctx, final Object event)
        {
            if (event instanceof final SslHandshakeCompletionEvent handshake && !handshake.isSuccess())
            {
                metrics.tlsFailed();
                LOG.debug("no TLS with {}", ctx.channel(), handshake.cause());
                refused(ctx.channel().remoteAddress(), 0, "handshake", "", "unauthenticated", "",
                    "the TLS handshake failed: " + handshake.cause().getClass().getSimpleName());
                final var _ = ctx.close();
                return;
            }
            ctx.fireUserEventTriggered(event);
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause)
        {
            if (cause instanceof DecoderException)
            {
                LOG.debug("TLS with {} broke", ctx.channel(), cause);
                final var _ = ctx.close();
                return;
            }
            ctx.fireExceptionCaught(cause);
        }
    }
}
