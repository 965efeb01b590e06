package io.suuupra.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ScheduledFuture;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one connection to the node: makes it, hands it to the pipeline, and makes it again when it is lost. Confined
 * to the client's thread.
 */
final class Link implements Connection.Owner
{
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int READ_LEAST = 4 * 1024;
    private static final int READ_FIRST = 64 * 1024;
    private static final int READ_MAX = 512 * 1024;

    private final ClientOptions options;
    private final EventLoop loop;
    private final ByteBufAllocator allocator;
    private final Handshake handshake;
    private final Pipeline pipeline;
    private final CompletableFuture<Void> firstOpen = new CompletableFuture<>();
    private Connection connection;
    private ScheduledFuture<?> timer;
    private long backoffNs;
    private boolean closed;

    Link(
        final ClientOptions options,
        final EventLoop loop,
        final ByteBufAllocator allocator,
        final Handshake handshake,
        final Pipeline pipeline)
    {
        this.options = options;
        this.loop = loop;
        this.allocator = allocator;
        this.handshake = handshake;
        this.pipeline = pipeline;
        this.backoffNs = options.reconnectMin().toNanos();
    }

    /**
     * @return completed when the first attempt has succeeded or failed; any thread.
     */
    CompletableFuture<Void> firstOpen()
    {
        return firstOpen;
    }

    /** Makes a connection. */
    void connect()
    {
        if (closed)
        {
            return;
        }
        final Connection attempt = new Connection(this, handshake, pipeline.writer(), pipeline.failures());
        connection = attempt;
        final long timeoutMs = options.connectTimeout().toMillis();
        timer = loop.schedule(() -> attempt.onHandshakeTimeout(timeoutMs), timeoutMs, TimeUnit.MILLISECONDS);
        final SslContext tls;
        try
        {
            tls = options.tls() == null ? null : options.tls().context();
        }
        catch (final ConnectionFailedException unusable)
        {
            attempt.end(unusable);
            return;
        }
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, allocator)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)timeoutMs)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(READ_LEAST, READ_FIRST, READ_MAX))
            .handler(tls == null ? attempt : withTls(tls, attempt))
            .connect(options.host(), options.port())
            .addListener((ChannelFuture connected) ->
            {
                if (!connected.isSuccess())
                {
                    attempt.end(new ConnectionFailedException("cannot connect to " + address() + ": " +
                        connected.cause().getMessage(), connected.cause()));
                }
            });
    }

    private ChannelHandler withTls(final SslContext tls, final Connection attempt)
    {
        return new ChannelInitializer<SocketChannel>()
        {
            @Override
            protected void initChannel(final SocketChannel channel)
            {
                channel.pipeline()
                    .addLast(tls.newHandler(channel.alloc(), options.host(), options.port()))
                    .addLast(attempt);
            }
        };
    }

    /** Ends the connection and makes no other. */
    void close()
    {
        closed = true;
        cancelTimer();
        if (connection != null)
        {
            connection.end(new ConnectionFailedException("the client was closed"));
        }
    }

    @Override
    public void onOpen(final Connection opened, final Terms terms)
    {
        cancelTimer();
        LOG.debug("connected to {}", address());
        pipeline.onOpen(opened, terms);
        firstOpen.complete(null);
    }

    @Override
    public void onReply(final long request, final DirectBuffer buffer, final int offset)
    {
        if (pipeline.onReply(request, buffer, offset))
        {
            backoffNs = options.reconnectMin().toNanos();
        }
    }

    @Override
    public void onRead()
    {
        pipeline.pump();
    }

    @Override
    public void onEnd(final Connection ended, final ConnectionFailedException reason)
    {
        cancelTimer();
        connection = null;
        pipeline.onLost(reason);
        if (closed)
        {
            return;
        }
        if (!firstOpen.isDone())
        {
            closed = true;
            firstOpen.completeExceptionally(reason);
            return;
        }
        final long pauseNs = backoffNs / 2 + ThreadLocalRandom.current().nextLong(backoffNs / 2 + 1);
        LOG.info("{}: {}; connecting again in {} ms", address(), reason.getMessage(), pauseNs / 1_000_000);
        backoffNs = Math.min(backoffNs * 2, options.reconnectMax().toNanos());
        timer = loop.schedule(this::connect, pauseNs, TimeUnit.NANOSECONDS);
    }

    private void cancelTimer()
    {
        if (timer != null)
        {
            timer.cancel(false);
            timer = null;
        }
    }

    private String address()
    {
        return options.host() + ":" + options.port();
    }
}
