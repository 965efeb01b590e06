package io.suuupra.bank;

import java.util.concurrent.TimeUnit;

/** Pauses between attempts that grow with each one in vain. Confined to one thread. */
final class Backoff
{
    private static final long FIRST_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LAST_NS = TimeUnit.SECONDS.toNanos(2);

    private long pauseNs = FIRST_NS;
    private long beganNs = System.nanoTime() - FIRST_NS;

    boolean isOver()
    {
        return System.nanoTime() - beganNs >= pauseNs;
    }

    void next()
    {
        beganNs = System.nanoTime();
        pauseNs = Math.min(2 * pauseNs, LAST_NS);
    }

    void reset()
    {
        pauseNs = FIRST_NS;
    }
}
