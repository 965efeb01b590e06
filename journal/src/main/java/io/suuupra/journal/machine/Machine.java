package io.suuupra.journal.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The machine that a node runs on: where its threads come from, how they wait, and what time it is. All that decides
 * what a node does goes through here; what is only measured, to be shown, may read the system's clock itself.
 *
 * <p>A thread must not wait for another one in any other way, nor while it holds a lock: on a simulated machine there
 * is only one thread, and what waits gives it to the others.
 */
public class Machine
{
    /** The real one. */
    public static final Machine SYSTEM = new Machine();

    private static final long POLL_NS = 100_000;

    private final FreeMemory memory = new FreeMemory(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));

    /** Only for the real one and for those that are simulated. */
    protected Machine()
    {
    }

    /** Something that was started and runs beside whoever started it. */
    public interface Work
    {
        /** @return whether it has not ended yet. */
        boolean isAlive();
    }

    /**
     * Starts a thread.
     *
     * @param name   of the thread.
     * @param daemon whether the process may end while it runs.
     * @param body   what it does.
     * @return the thread.
     */
    public Work start(final String name, final boolean daemon, final Runnable body)
    {
        return new Started(Thread.ofPlatform().name(name).daemon(daemon).start(body));
    }

    /**
     * Makes threads that take up tasks one after the other, in the order in which they were given.
     *
     * @param name       of the threads.
     * @param threads    how many.
     * @param waitingMax tasks that may wait; one more is rejected. 0 = as many as there are.
     * @return them. Closing it waits until all tasks are done.
     */
    public ExecutorService workers(final String name, final int threads, final int waitingMax)
    {
        final BlockingQueue<Runnable> waiting =
            waitingMax == 0 ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(waitingMax);
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, waiting,
            (threads == 1 ? Thread.ofPlatform().name(name) : Thread.ofPlatform().name(name + "-", 0))
                .daemon(true).factory());
    }

    /**
     * Waits until something has ended. An interrupt is kept for later.
     *
     * @param work that was started here.
     */
    public void join(final Work work)
    {
        boolean interrupted = false;
        while (work.isAlive())
        {
            try
            {
                ((Started)work).thread().join();
            }
            catch (final InterruptedException again)
            {
                interrupted = true;
            }
        }
        if (interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for a result.
     *
     * @param result that one of the {@link #workers} will give.
     * @param <T>    of the result.
     * @return it; a failure is thrown as {@link CompletableFuture#join()} does.
     */
    public <T> T join(final CompletableFuture<T> result)
    {
        return result.join();
    }

    /**
     * Waits until something holds, and looks for it about ten times a ms.
     *
     * @param holds     asked by the thread that waits.
     * @param timeoutNs after which it gives up.
     * @return whether it holds; false, too, if the thread was interrupted, which it then still is.
     */
    public boolean await(final BooleanSupplier holds, final long timeoutNs)
    {
        final long deadline = nanoTime() + timeoutNs;
        while (!holds.getAsBoolean())
        {
            if (nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted())
            {
                return false;
            }
            park(POLL_NS);
        }
        return true;
    }

    /**
     * Waits for about so long; it may be shorter.
     *
     * @param ns nanoseconds.
     */
    public void park(final long ns)
    {
        LockSupport.parkNanos(ns);
    }

    /** @return the thread that calls. */
    public Work self()
    {
        return new Started(Thread.currentThread());
    }

    /**
     * Ends the wait of a thread that is parked; one that is not does not park the next time.
     *
     * @param work that is to go on.
     */
    public void wake(final Work work)
    {
        LockSupport.unpark(((Started)work).thread());
    }

    /** @return a source of bytes that nobody can guess, for keys. */
    public SecureRandom random()
    {
        return new SecureRandom();
    }

    /** @return ns of a clock that only goes forward and has no beginning. */
    public long nanoTime()
    {
        return System.nanoTime();
    }

    /** @return ns since 1970-01-01T00:00Z, as the system's clock says it. */
    public long wallNs()
    {
        final Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** @return threads that can be at work at the same time; 1 = who starts one and waits for it gains nothing. */
    public int parallelism()
    {
        return Runtime.getRuntime().availableProcessors();
    }

    /** @return whether a thread that spins waits for something: another one must be at work meanwhile. */
    public boolean hasThreads()
    {
        return true;
    }

    /**
     * @return bytes of memory that can be taken before the system kills the process; {@link Long#MAX_VALUE} where it
     *     does not tell.
     * @throws IOException if what the system tells cannot be read.
     */
    public long freeMemory() throws IOException
    {
        return memory.bytes();
    }

    /** @return percent of the Java heap that the last collection left in use for long; 0 before the first. */
    public long heapPercent()
    {
        long percent = 0;
        for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
        {
            final MemoryUsage usage = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && usage != null && usage.getMax() > 0 &&
                (pool.getName().contains("Old") || pool.getName().contains("Tenured")))
            {
                percent = Math.max(percent, usage.getUsed() * 100 / usage.getMax());
            }
        }
        return percent;
    }

    private record Started(Thread thread) implements Work
    {
        @Override
        public boolean isAlive()
        {
            return thread.isAlive();
        }
    }
}
