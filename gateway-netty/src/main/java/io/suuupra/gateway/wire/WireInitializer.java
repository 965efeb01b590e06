package io.suuupra.gateway.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Puts a session on every connection that is accepted.
 */
public final class WireInitializer extends ChannelInitializer<SocketChannel>
{
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(512 * 1024, 2 * 1024 * 1024);

    /**
     * Bytes that the system keeps for a session that is not read. What waits there can be answered by nobody, not even
     * with BUSY: left alone, systems keep tens of MiB.
     */
    private static final int SOCKET_BUFFER = 128 * 1024;

    private final WireContext context;

    /**
     * @param context that the sessions share.
     */
    public WireInitializer(final WireContext context)
    {
        this.context = context;
    }

    @Override
    protected void initChannel(final SocketChannel channel)
    {
        if (!context.door().admit(channel))
        {
            return;
        }
        final ReceiveBuffer received = new ReceiveBuffer();
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setOption(ChannelOption.SO_RCVBUF, SOCKET_BUFFER);
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        if (channel.pipeline().get(SslHandler.class) == null)
        {
            channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, received);
        }
        channel.pipeline().addLast(new WireSession(context, received));
    }

    /**
     * Puts a session on a channel that is no socket.
     *
     * @param channel that bytes come from; not active yet.
     * @param context that the sessions share.
     */
    public static void open(final Channel channel, final WireContext context)
    {
        channel.pipeline().addLast(new WireSession(context, new ReceiveBuffer()));
    }

    /**
     * Has a session answer what it took and then end.
     *
     * @param channel with a session on it; any thread may call.
     */
    public static void finish(final Channel channel)
    {
        channel.eventLoop().execute(() ->
        {
            final WireSession session = channel.pipeline().get(WireSession.class);
            if (session != null)
            {
                session.finish();
            }
        });
    }
}
