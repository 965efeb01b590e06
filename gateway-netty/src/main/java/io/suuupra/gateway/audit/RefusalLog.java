package io.suuupra.gateway.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes one line of JSON for each refusal, on a thread of its own. A flood neither fills the disk nor slows the node:
 * there are so many lines a second, fewer from one address, and the rest is counted and logged as a number. Any thread
 * may hand refusals in; none of them waits.
 */
public final class RefusalLog implements AutoCloseable
{
    /** Lines a second. */
    public static final int LINES_PER_SECOND = 200;

    /** Lines a second from one address; a few addresses share the number. */
    public static final int LINES_PER_ADDRESS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final int QUEUE = 1_024;
    private static final int SLOTS = 256;
    private static final long CLOSE_MS = 5_000;
    private static final Line END = new Line(null, 0);

    private final RefusalFile file;
    private final Thread writer;
    private final ArrayBlockingQueue<Line> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicIntegerArray used = new AtomicIntegerArray(SLOTS + 1);
    private final LongAdder written = new LongAdder();
    private final LongAdder suppressed = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile boolean closed;

    /** A refusal and when it was; without a refusal, the end. */
    private record Line(Refusal refusal, long atMs)
    {
    }

    private RefusalLog(final RefusalFile file)
    {
        this.file = file;
        writer = Thread.ofPlatform().name("suuupra-audit").daemon(true).unstarted(this::run);
    }

    /**
     * @param folder that the log is kept in, made if it is not there; null = nothing is written, only counted.
     * @return the log, open.
     * @throws IOException if the folder or the file cannot be made.
     */
    public static RefusalLog open(final Path folder) throws IOException
    {
        final RefusalLog log = new RefusalLog(
            folder == null ? null : new RefusalFile(folder, RefusalFile.BYTES_MAX, RefusalFile.FILES));
        if (folder != null)
        {
            log.writer.start();
        }
        return log;
    }

    /**
     * @param refusal to log.
     */
    public void add(final Refusal refusal)
    {
        if (file == null || closed)
        {
            return;
        }
        if (!hasRoom(refusal.peer()) || !queue.offer(new Line(refusal, System.currentTimeMillis())))
        {
            suppressed.increment();
        }
    }

    /**
     * @return lines written since the start.
     */
    public long written()
    {
        return written.sum();
    }

    /**
     * @return refusals that were counted only, because there were too many.
     */
    public long suppressed()
    {
        return suppressed.sum();
    }

    /**
     * @return lines that could not be written.
     */
    public long failures()
    {
        return failures.sum();
    }

    // The last slot counts all lines of the second, each of the others those of the addresses that share it.
    private boolean hasRoom(final SocketAddress peer)
    {
        final int slot = peer instanceof final InetSocketAddress address && address.getAddress() != null ?
            (address.getAddress().hashCode() & 0x7FFF_FFFF) % SLOTS : 0;
        return used.get(slot) < LINES_PER_ADDRESS && used.get(SLOTS) < LINES_PER_SECOND &&
            used.incrementAndGet(slot) <= LINES_PER_ADDRESS && used.incrementAndGet(SLOTS) <= LINES_PER_SECOND;
    }

    private void run()
    {
        long told = 0;
        long nextNs = System.nanoTime();
        while (true)
        {
            final Line line = take();
            final boolean isEnd = line != null && line.refusal == null;
            if (line != null && !isEnd)
            {
                write(line.refusal, Instant.ofEpochMilli(line.atMs), 0);
            }
            final long now = System.nanoTime();
            if (now - nextNs >= 0 || isEnd)
            {
                nextNs = now + TimeUnit.SECONDS.toNanos(1);
                for (int i = 0; i <= SLOTS; i++)
                {
                    used.set(i, 0);
                }
                final long sum = suppressed.sum();
                if (sum != told)
                {
                    write(null, Instant.now(), sum - told);
                    told = sum;
                }
            }
            if (isEnd)
            {
                return;
            }
        }
    }

    private Line take()
    {
        try
        {
            return queue.poll(1, TimeUnit.SECONDS);
        }
        catch (final InterruptedException interrupted)
        {
            return END;
        }
    }

    private void write(final Refusal refusal, final Instant at, final long count)
    {
        try
        {
            file.write(refusal, at, count);
            written.increment();
        }
        catch (final IOException unwritable)
        {
            // The node serves on: whoever fills the disk must not also stop the ledger. The metric tells.
            if (failures.sum() == 0)
            {
                LOG.error("refusals cannot be logged", unwritable);
            }
            failures.increment();
        }
    }

    /** Writes what was handed in, and ends. */
    @Override
    public void close()
    {
        if (file == null || closed)
        {
            return;
        }
        closed = true;
        try
        {
            if (!queue.offer(END, CLOSE_MS, TimeUnit.MILLISECONDS) || !writer.join(Duration.ofMillis(CLOSE_MS)))
            {
                LOG.warn("the log of refusals did not end within {} ms", CLOSE_MS);
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        try
        {
            file.close();
        }
        catch (final IOException unwritable)
        {
            LOG.error("the log of refusals cannot be closed", unwritable);
        }
    }
}
