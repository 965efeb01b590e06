package io.suuupra.fuzz;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * Holds an execution to what it may allocate: on the heap, counted by the JVM for this thread, and outside of it
 * ({@code ByteBuffer}s and arenas). Confined to one thread.
 */
public final class Bound
{
    private static final com.sun.management.ThreadMXBean THREADS =
        (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();
    private static final BufferPoolMXBean DIRECT =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow();

    private Bound()
    {
    }

    /** What is held to a bound. */
    public interface Execution
    {
        /**
         * Runs the code under test; catches what it declares.
         *
         * @throws Exception that it does not declare: a finding.
         */
        void run() throws Exception;
    }

    /**
     * @param heapBytesMax   on the heap, at most.
     * @param directBytesMax outside of the heap and not given back, at most.
     * @param execution      to run; run again if it took more, for what is loaded once counts only the first time.
     */
    public static void within(final long heapBytesMax, final long directBytesMax, final Execution execution)
    {
        if (measure(execution).isWithin(heapBytesMax, directBytesMax))
        {
            return;
        }
        final Allocated again = measure(execution);
        if (!again.isWithin(heapBytesMax, directBytesMax))
        {
            throw new IllegalStateException("allocated " + again.heap() + " bytes, allowed are " + heapBytesMax +
                "; outside of the heap " + again.direct() + ", allowed are " + directBytesMax);
        }
    }

    private record Allocated(long heap, long direct)
    {
        boolean isWithin(final long heapBytesMax, final long directBytesMax)
        {
            return heap <= heapBytesMax && direct <= directBytesMax;
        }
    }

    private static Allocated measure(final Execution execution)
    {
        final long directBefore = DIRECT.getMemoryUsed();
        final long heapBefore = THREADS.getCurrentThreadAllocatedBytes();
        try
        {
            execution.run();
        }
        catch (final RuntimeException undeclared)
        {
            throw undeclared;
        }
        catch (final Exception undeclared)
        {
            throw new IllegalStateException("not declared: " + undeclared, undeclared);
        }
        return new Allocated(
            THREADS.getCurrentThreadAllocatedBytes() - heapBefore, DIRECT.getMemoryUsed() - directBefore);
    }
}
