package io.suuupra.tools.sim;

import io.netty.util.concurrent.Ticker;

import java.util.concurrent.TimeUnit;

/**
 * The clock of Netty's channels and timers on a simulated machine.
 *
 * @param machine whose time it is.
 */
record SimTicker(SimMachine machine) implements Ticker
{
    @Override
    public long initialNanoTime()
    {
        return 0;
    }

    @Override
    public long nanoTime()
    {
        return machine.nanoTime();
    }

    @Override
    public void sleep(final long delay, final TimeUnit unit)
    {
        machine.park(unit.toNanos(delay));
    }
}
