package io.suuupra.tools.security;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * Connections that waste a node's time: silent ones, of which every tenth does not even begin its handshake, and slow
 * ones, half of which drip the head of a request and half a frame. What the node closes comes back, but not more of
 * them in a second than {@link #REOPENED_PER_S}: silence and slowness are looked at here, not handshakes.
 */
final class Crowd implements AutoCloseable
{
    private static final byte[] HEAD = ("POST /v1/transfers HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Padding: " +
        "x".repeat(2_000)).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FRAME = frame();
    private static final int HALF_OPEN_EVERY = 10;
    private static final int AT_A_TIME = 64;
    private static final long DRIP_MS = 1_000;
    private static final long REOPEN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int REOPENED_PER_S = 50;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory("crowd", true), NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closedByNode = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicLong lastReopenNs = new AtomicLong(System.nanoTime());
    private final TlsNode node;
    private final SslContext tls;
    private volatile boolean closing;

    /** How a connection wastes time. */
    private enum Manner
    {
        /** Not a byte. */
        HALF_OPEN,

        /** A handshake, and then silence. */
        IDLE,

        /** A handshake, then the head of a request, a byte at a time. */
        SLOW_HEAD,

        /** A handshake, then a frame, a byte at a time. */
        SLOW_FRAME;

        boolean isBinary(final int number)
        {
            return this == SLOW_FRAME || this == HALF_OPEN && number % 2 == 0;
        }

        byte[] bytes()
        {
            return this == SLOW_HEAD ? HEAD : this == SLOW_FRAME ? FRAME : new byte[0];
        }
    }

    Crowd(final TlsNode node) throws IOException
    {
        this.node = node;
        try
        {
            tls = SslContextBuilder.forClient().trustManager(node.certificate().toFile()).protocols("TLSv1.3").build();
        }
        catch (final SSLException unusable)
        {
            throw new IOException(unusable.getMessage(), unusable);
        }
    }

    private static byte[] frame()
    {
        // The length of a small frame that is never whole.
        final byte[] bytes = new byte[200];
        bytes[0] = (byte)200;
        return bytes;
    }

    /**
     * Opens all connections and waits until each was open once.
     *
     * @param idle     silent ones.
     * @param slow     slow ones.
     * @param timeoutS to wait at most.
     * @throws IOException if they are not open in time.
     */
    void gather(final int idle, final int slow, final long timeoutS) throws IOException, InterruptedException
    {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutS);
        for (int i = 0; i < idle + slow; i++)
        {
            final Manner manner = i < idle ? i % HALF_OPEN_EVERY == 0 ? Manner.HALF_OPEN : Manner.IDLE :
                i % 2 == 0 ? Manner.SLOW_HEAD : Manner.SLOW_FRAME;
            open(manner, i, true);
            while (i - settled.get() > AT_A_TIME || i == idle + slow - 1 && settled.get() < idle + slow)
            {
                if (System.nanoTime() - endNs > 0)
                {
                    throw new IOException("of " + (idle + slow) + " connections only " + settled.get() +
                        " were open after " + timeoutS + " s");
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    private void open(final Manner manner, final int number, final boolean first)
    {
        final AtomicInteger left = new AtomicInteger(first ? 1 : 0);
        final Bootstrap bootstrap = new Bootstrap().group(loops).channel(NioSocketChannel.class)
            .handler(new ChannelInitializer<SocketChannel>()
            {
                @Override
                protected void initChannel(final SocketChannel channel)
                {
                    if (manner != Manner.HALF_OPEN)
                    {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc(), "127.0.0.1", 0));
                    }
                    channel.pipeline().addLast(new Waster(manner, left));
                }
            });
        bootstrap.connect("127.0.0.1", manner.isBinary(number) ? node.binaryPort() : node.httpPort())
            .addListener((ChannelFuture connected) ->
            {
                if (connected.isSuccess())
                {
                    opened.incrementAndGet();
                    channels.add(connected.channel());
                    if (manner == Manner.HALF_OPEN)
                    {
                        settle(left);
                    }
                }
                connected.channel().closeFuture().addListener(closed -> onClosed(manner, number, left));
            });
    }

    private void onClosed(final Manner manner, final int number, final AtomicInteger left)
    {
        settle(left);
        if (!closing)
        {
            closedByNode.incrementAndGet();
            final long now = System.nanoTime();
            final long at = lastReopenNs.updateAndGet(
                last -> Math.max(now + REOPEN_NS, last + TimeUnit.SECONDS.toNanos(1) / REOPENED_PER_S));
            final var _ = loops.schedule(() -> open(manner, number, false), at - now, TimeUnit.NANOSECONDS);
        }
    }

    private void settle(final AtomicInteger left)
    {
        if (left.getAndSet(0) == 1)
        {
            settled.incrementAndGet();
        }
    }

    /** @return connections open now. */
    int size()
    {
        return channels.size();
    }

    /** @return connections that the node has closed. */
    int closedByNode()
    {
        return closedByNode.get();
    }

    /** @return connections opened, again and again. */
    int opened()
    {
        return opened.get();
    }

    @Override
    public void close()
    {
        closing = true;
        channels.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Sends what its manner is to send, a byte at a time, and reads nothing but to drop it. */
    private final class Waster extends ChannelInboundHandlerAdapter
    {
        private final Manner manner;
        private final AtomicInteger left;
        private int sent;

        Waster(final Manner manner, final AtomicInteger left)
        {
            this.manner = manner;
            this.left = left;
        }

        @Override
        public void userEventTriggered(final ChannelHandlerContext ctx, final Object event)
        {
            if (event instanceof final SslHandshakeCompletionEvent handshake && handshake.isSuccess())
            {
                settle(left);
                drip(ctx.channel());
            }
        }

        private void drip(final Channel channel)
        {
            final byte[] bytes = manner.bytes();
            if (channel.isActive() && sent < bytes.length)
            {
                final var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[]{bytes[sent++]}));
                final var _ = channel.eventLoop().schedule(() -> drip(channel), DRIP_MS, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object message)
        {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause)
        {
            final var _ = ctx.close();
        }
    }
}
