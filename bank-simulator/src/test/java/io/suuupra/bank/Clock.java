package io.suuupra.bank;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, and lets the time of a sandbox pass meanwhile. */
final class Clock
{
    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private Clock()
    {
    }

    static void until(final BooleanSupplier condition)
    {
        final long giveUpNs = System.nanoTime() + GIVE_UP_NS;
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - giveUpNs > 0)
            {
                throw new AssertionError("it did not come in time");
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    /** Passes a second of the sandbox at each look, until it is done. */
    static void until(final Town town, final CompletableFuture<?> done)
    {
        until(() ->
        {
            town.pass(done.isDone() ? 0 : 1);
            return done.isDone();
        });
    }
}
