package io.suuupra.tools.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A piece of code that can stop in the middle and go on later, on the same thread: what virtual threads are made of in
 * this JDK. It has no public name there, so the process needs
 * {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
final class Coroutine
{
    private static final Object SCOPE;
    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;
    private static final MethodHandle IS_DONE;

    static
    {
        try
        {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            final Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
            final Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
            SCOPE = lookup.findConstructor(scope, MethodType.methodType(void.class, String.class)).invoke("simulation");
            NEW = lookup.findConstructor(continuation, MethodType.methodType(void.class, scope, Runnable.class))
                .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
            RUN = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                .asType(MethodType.methodType(void.class, Object.class));
            YIELD = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scope))
                .asType(MethodType.methodType(boolean.class, Object.class));
            IS_DONE = lookup.findVirtual(continuation, "isDone", MethodType.methodType(boolean.class))
                .asType(MethodType.methodType(boolean.class, Object.class));
        }
        catch (final Throwable missing)
        {
            throw new ExceptionInInitializerError(missing);
        }
    }

    private final Object continuation;

    Coroutine(final Runnable body)
    {
        try
        {
            continuation = (Object)NEW.invokeExact(SCOPE, body);
        }
        catch (final Throwable failed)
        {
            throw new IllegalStateException("no coroutine can be made", failed);
        }
    }

    /** Runs until the code pauses or ends. */
    void resume()
    {
        try
        {
            RUN.invokeExact(continuation);
        }
        catch (final RuntimeException | Error thrown)
        {
            throw thrown;
        }
        catch (final Throwable failed)
        {
            throw new IllegalStateException("a coroutine cannot be resumed", failed);
        }
    }

    /** Called by the code inside: goes back to who resumed it. */
    static void pause()
    {
        try
        {
            final boolean _ = (boolean)YIELD.invokeExact(SCOPE);
        }
        catch (final RuntimeException | Error thrown)
        {
            throw thrown;
        }
        catch (final Throwable failed)
        {
            throw new IllegalStateException("a coroutine cannot be paused", failed);
        }
    }

    boolean isDone()
    {
        try
        {
            return (boolean)IS_DONE.invokeExact(continuation);
        }
        catch (final Throwable failed)
        {
            throw new IllegalStateException("a coroutine cannot be asked", failed);
        }
    }
}
