package io.suuupra.gateway.rest;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

/**
 * Puts the HTTP codec and a {@link RestConnection} on every connection that is accepted.
 */
public final class RestInitializer extends ChannelInitializer<SocketChannel>
{
    private static final int LINE_MAX = 4 * 1024;
    private static final int HEADERS_MAX = 16 * 1024;
    private static final int CHUNK_MAX = 64 * 1024;

    /**
     * More than one read of the socket can hold: 64 KiB of requests, each with a request line and its end. The next
     * read waits until all of them are answered, so that this limit is never what ends a connection.
     */
    private static final int PIPELINED_MAX = 64 * 1024 / "GET / HTTP/1.1\r\n\r\n".length() + 1;

    private final RestContext context;
    private final Router router;
    private final Pages pages;

    /**
     * @param context that the connections share.
     */
    public RestInitializer(final RestContext context)
    {
        this.context = context;
        router = new Router(context.settings().sandbox());
        pages = new Pages(context);
    }

    @Override
    protected void initChannel(final SocketChannel channel)
    {
        if (!context.door().admit(channel))
        {
            return;
        }
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        addTo(channel.pipeline());
    }

    /** Adds all that a connection's bytes pass behind the door. */
    void addTo(final ChannelPipeline pipeline)
    {
        final ByteCounter counter = new ByteCounter(context.metrics().rest());
        pipeline
            .addLast(counter)
            .addLast(new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE_MAX)
                .setMaxHeaderSize(HEADERS_MAX)
                .setMaxChunkSize(CHUNK_MAX), PIPELINED_MAX))
            .addLast(new RestConnection(context, new Admission(context, router), pages, counter));
    }

    /**
     * Has a connection answer what it took and then end.
     *
     * @param channel with a connection on it; any thread may call.
     */
    public static void finish(final Channel channel)
    {
        channel.eventLoop().execute(() ->
        {
            final RestConnection connection = channel.pipeline().get(RestConnection.class);
            if (connection != null)
            {
                connection.finish();
            }
        });
    }
}
