package io.suuupra.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The system's thread, clock and TCP, with TLS where it is wanted. */
final class NioTransport implements Transport
{
    private static final long CLOSE_TIMEOUT_S = 10;
    private static final int READ_LEAST = 4 * 1024;
    private static final int READ_FIRST = 64 * 1024;
    private static final int READ_MAX = 512 * 1024;

    private final ClientOptions options;
    private final ByteBufAllocator allocator;
    private final IoEventLoopGroup group;
    private final EventLoop loop;
    private final SecureRandom random = new SecureRandom();

    NioTransport(final ClientOptions options, final ByteBufAllocator allocator)
    {
        this.options = options;
        this.allocator = allocator;
        group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("suuupra-client", true), NioIoHandler.newFactory());
        loop = group.next();
    }

    @Override
    public EventExecutor executor()
    {
        return loop;
    }

    @Override
    public long nanoTime()
    {
        return System.nanoTime();
    }

    @Override
    public SecureRandom random()
    {
        return random;
    }

    @Override
    public void connect(final ChannelHandler connection, final Consumer<Throwable> failed)
    {
        final SslContext tls;
        try
        {
            tls = options.tls() == null ? null : options.tls().context();
        }
        catch (final ConnectionFailedException unusable)
        {
            failed.accept(unusable);
            return;
        }
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, allocator)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)options.connectTimeout().toMillis())
            .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(READ_LEAST, READ_FIRST, READ_MAX))
            .handler(tls == null ? connection : withTls(tls, connection))
            .connect(options.host(), options.port())
            .addListener((ChannelFuture connected) ->
            {
                if (!connected.isSuccess())
                {
                    failed.accept(connected.cause());
                }
            });
    }

    private ChannelHandler withTls(final SslContext tls, final ChannelHandler connection)
    {
        return new ChannelInitializer<SocketChannel>()
        {
            @Override
            protected void initChannel(final SocketChannel channel)
            {
                channel.pipeline()
                    .addLast(tls.newHandler(channel.alloc(), options.host(), options.port()))
                    .addLast(connection);
            }
        };
    }

    @Override
    public Future<?> close()
    {
        return group.shutdownGracefully(0, CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
    }
}
