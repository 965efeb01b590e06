package io.suuupra.client;

import io.netty.util.concurrent.ScheduledFuture;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one connection to the node: makes it, hands it to the pipeline, and makes it again when it is lost. Confined
 * to the client's thread.
 */
final class Link implements Connection.Owner
{
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final ClientOptions options;
    private final Transport transport;
    private final Handshake handshake;
    private final Pipeline pipeline;
    private final CompletableFuture<Void> firstOpen = new CompletableFuture<>();
    private Connection connection;
    private ScheduledFuture<?> timer;
    private long backoffNs;
    private boolean closed;

    Link(
        final ClientOptions options,
        final Transport transport,
        final Handshake handshake,
        final Pipeline pipeline)
    {
        this.options = options;
        this.transport = transport;
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
        final Connection attempt =
            new Connection(this, transport::nanoTime, handshake, pipeline.writer(), pipeline.failures());
        connection = attempt;
        final long timeoutMs = options.connectTimeout().toMillis();
        timer = transport.executor().schedule(
            () -> attempt.onHandshakeTimeout(timeoutMs), timeoutMs, TimeUnit.MILLISECONDS);
        transport.connect(attempt, cause -> attempt.end(cause instanceof final ConnectionFailedException known ? known :
            new ConnectionFailedException("cannot connect to " + address() + ": " + cause.getMessage(), cause)));
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
        final long pauseNs = backoffNs / 2 + transport.random().nextLong(backoffNs / 2 + 1);
        LOG.info("{}: {}; connecting again in {} ms", address(), reason.getMessage(), pauseNs / 1_000_000);
        backoffNs = Math.min(backoffNs * 2, options.reconnectMax().toNanos());
        timer = transport.executor().schedule(this::connect, pauseNs, TimeUnit.NANOSECONDS);
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
