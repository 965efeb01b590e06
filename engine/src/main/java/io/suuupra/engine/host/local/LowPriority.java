package io.suuupra.engine.host.local;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * On Linux each thread has its own nice value: {@code setpriority(2)}. A thread that only follows what others do takes
 * the last one, so it runs where nobody else wants to.
 */
final class LowPriority
{
    private static final int PRIO_PROCESS = 0;
    private static final int CALLER = 0;
    private static final int NICEST = 19;
    private static final MethodHandle SETPRIORITY =
        System.getProperty("os.name").equals("Linux") ? setpriority() : null;

    private LowPriority()
    {
    }

    @SuppressWarnings("restricted") // Declared as its manual page has it.
    private static MethodHandle setpriority()
    {
        final FunctionDescriptor descriptor = FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        return Linker.nativeLinker().defaultLookup().find("setpriority")
            .map(symbol -> Linker.nativeLinker().downcallHandle(symbol, descriptor)).orElse(null);
    }

    /**
     * Takes it, for the thread that calls.
     *
     * @return false if this system has none.
     */
    static boolean take()
    {
        if (SETPRIORITY == null)
        {
            return false;
        }
        try
        {
            return (int)SETPRIORITY.invokeExact(PRIO_PROCESS, CALLER, NICEST) == 0;
        }
        catch (final Throwable e)
        {
            throw new IllegalStateException("setpriority cannot be called", e);
        }
    }
}
