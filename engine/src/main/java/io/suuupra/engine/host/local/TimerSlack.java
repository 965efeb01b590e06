package io.suuupra.engine.host.local;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Linux lets a thread that sleeps for microseconds sleep up to 50 longer, to wake several at once: {@code prctl(2)},
 * {@code PR_SET_TIMERSLACK}. The ring's threads ask for one microsecond: their sleeps are part of every reply's time.
 */
final class TimerSlack
{
    private static final int PR_SET_TIMERSLACK = 29;
    private static final long SLACK_NS = 1_000;
    private static final MethodHandle PRCTL = System.getProperty("os.name").equals("Linux") ? prctl() : null;

    private TimerSlack()
    {
    }

    @SuppressWarnings("restricted") // Declared as its manual page has it.
    private static MethodHandle prctl()
    {
        final FunctionDescriptor descriptor =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        return Linker.nativeLinker().defaultLookup().find("prctl")
            .map(symbol -> Linker.nativeLinker().downcallHandle(
                symbol, descriptor, Linker.Option.firstVariadicArg(1)))
            .orElse(null);
    }

    /**
     * Asks for it, for the thread that calls.
     *
     * @return false if this system cannot: sleeps are longer then, and nothing else changes.
     */
    static boolean tighten()
    {
        if (PRCTL == null)
        {
            return false;
        }
        try
        {
            return (int)PRCTL.invokeExact(PR_SET_TIMERSLACK, SLACK_NS) == 0;
        }
        catch (final Throwable e)
        {
            throw new IllegalStateException("prctl cannot be called", e);
        }
    }
}
