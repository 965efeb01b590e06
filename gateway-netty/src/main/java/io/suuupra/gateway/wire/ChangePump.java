package io.suuupra.gateway.wire;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.engine.host.ChangeFeed;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reads the change feed for all subscriptions on a few threads of its own, so that neither event loops nor host threads
 * wait for the disk.
 */
public final class ChangePump implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(ChangePump.class);
    private static final long CLOSE_SECONDS = 5;

    private final ChangeFeed feed;
    private final Consumer<Throwable> onFault;
    private final ExecutorService readers;
    private final Set<FeedTask> tasks = ConcurrentHashMap.newKeySet();
    private final Runnable listener = this::wakeAll;
    private final ThreadLocal<UnsafeBuffer> scratch =
        ThreadLocal.withInitial(() -> new UnsafeBuffer(ByteBuffer.allocateDirect(Limits.FRAME_MAX)));

    /**
     * @param feed    to read from.
     * @param threads that read.
     * @param onFault told of every failure to read the feed; it decides what becomes of the node.
     */
    public ChangePump(final ChangeFeed feed, final int threads, final Consumer<Throwable> onFault)
    {
        this.feed = feed;
        this.onFault = onFault;
        final AtomicInteger number = new AtomicInteger();
        readers = Executors.newFixedThreadPool(threads, task ->
        {
            final Thread thread = new Thread(task, "suuupra-changes-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        feed.addListener(listener);
    }

    ChangeFeed feed()
    {
        return feed;
    }

    UnsafeBuffer scratch()
    {
        return scratch.get();
    }

    void add(final FeedTask task)
    {
        tasks.add(task);
        task.wake();
    }

    void remove(final FeedTask task)
    {
        tasks.remove(task);
    }

    void execute(final Runnable task)
    {
        try
        {
            readers.execute(task);
        }
        catch (final RejectedExecutionException closed)
        {
            LOG.debug("a subscription is not served any more: the gateway is closing");
        }
    }

    void failed(final Throwable fault)
    {
        LOG.error("the change feed cannot be read", fault);
        onFault.accept(fault);
    }

    private void wakeAll()
    {
        for (final FeedTask task : tasks)
        {
            task.wake();
        }
    }

    /** Ends the reading; subscriptions get nothing more. */
    @Override
    public void close()
    {
        feed.removeListener(listener);
        readers.shutdown();
        try
        {
            if (!readers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS))
            {
                LOG.warn("readers of the change feed did not end within {} s", CLOSE_SECONDS);
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
