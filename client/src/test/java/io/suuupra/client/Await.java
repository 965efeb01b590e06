package io.suuupra.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, with a deadline. */
final class Await
{
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Await()
    {
    }

    static void until(final String what, final BooleanSupplier condition)
    {
        final long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - end > 0)
            {
                throw new AssertionError("not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    static <T> T get(final CompletableFuture<T> future)
    {
        try
        {
            return future.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (final ExecutionException ex)
        {
            throw new AssertionError("failed: " + ex.getCause(), ex.getCause());
        }
        catch (final InterruptedException | TimeoutException ex)
        {
            throw new AssertionError("no answer within " + DEADLINE, ex);
        }
    }

    static <E extends Throwable> E failure(final Class<E> kind, final CompletableFuture<?> future)
    {
        try
        {
            final Object answer = future.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("answered " + answer + " instead of failing");
        }
        catch (final ExecutionException ex)
        {
            if (kind.isInstance(ex.getCause()))
            {
                return kind.cast(ex.getCause());
            }
            throw new AssertionError("failed otherwise: " + ex.getCause(), ex.getCause());
        }
        catch (final InterruptedException | TimeoutException ex)
        {
            throw new AssertionError("no end within " + DEADLINE, ex);
        }
    }
}
