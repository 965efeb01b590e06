package io.suuupra.engine.host.local;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * On Linux each thread has its own scheduling policy: {@code sched(7)}. A thread that only follows what others do takes
 * {@code SCHED_IDLE}: it runs where nobody else wants to, whoever wakes up takes its core at once, and a core that
 * only runs it counts as a free one. The last nice value would do none of the latter two.
 */
final class LowPriority
{
    private static final int SCHED_IDLE = 5;
    private static final int CALLER = 0;
    private static final MethodHandle SCHED_SETSCHEDULER =
        System.getProperty("os.name").equals("Linux") ? schedSetscheduler() : null;

    private LowPriority()
    {
    }

    @SuppressWarnings("restricted") // Declared as its manual page has it.
    private static MethodHandle schedSetscheduler()
    {
        final FunctionDescriptor descriptor = FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        return Linker.nativeLinker().defaultLookup().find("sched_setscheduler")
            .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, descriptor)).orElse(null);
    }

    /**
     * Takes it, for the thread that calls.
     *
     * @return false if this system has none, or does not let this process.
     */
    static boolean take()
    {
        if (SCHED_SETSCHEDULER == null)
        {
            return false;
        }
        try (Arena arena = Arena.ofConfined())
        {
            final MemorySegment noPriority = arena.allocateFrom(ValueLayout.JAVA_INT, 0);
            return (int)SCHED_SETSCHEDULER.invokeExact(CALLER, SCHED_IDLE, noPriority) == 0;
        }
        catch (final Throwable e)
        {
            throw new IllegalStateException("sched_setscheduler cannot be called", e);
        }
    }
}
