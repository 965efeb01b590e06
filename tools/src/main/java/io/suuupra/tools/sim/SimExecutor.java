package io.suuupra.tools.sim;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A thread of a simulated client, with its timers: it takes up what it is given a little later, in order. */
final class SimExecutor extends AbstractScheduledEventExecutor
{
    private static final long WAKE_NS = 50_000;

    private final SimMachine machine;
    private final SplittableRandom random;
    private final Ticker ticker;
    private final Runnable behind;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Promise<Void> terminated = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);
    private final SimTimer timer;
    private boolean shutdown;

    /**
     * @param machine that it runs on.
     * @param random  decides how much later.
     * @param behind  runs each time that it has worked.
     */
    SimExecutor(final SimMachine machine, final SplittableRandom random, final Runnable behind)
    {
        this.machine = machine;
        this.random = random;
        this.behind = behind;
        ticker = new SimTicker(machine);
        timer = new SimTimer(machine, this::work);
    }

    @Override
    public Ticker ticker()
    {
        return ticker;
    }

    @Override
    public void execute(final Runnable task)
    {
        if (shutdown)
        {
            throw new RejectedExecutionException("the client is closed");
        }
        tasks.add(task);
        machine.after(random.nextLong(WAKE_NS), this::work);
    }

    private void work()
    {
        Runnable task;
        while ((task = tasks.poll()) != null || (task = pollScheduledTask(machine.nanoTime())) != null)
        {
            task.run();
        }
        behind.run();
        arm();
    }

    private void arm()
    {
        if (!shutdown)
        {
            timer.within(nextScheduledTaskNano());
        }
    }

    @Override
    public ScheduledFuture<?> schedule(final Runnable command, final long delay, final TimeUnit unit)
    {
        final ScheduledFuture<?> scheduled = super.schedule(command, delay, unit);
        arm();
        return scheduled;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(final Callable<V> callable, final long delay, final TimeUnit unit)
    {
        final ScheduledFuture<V> scheduled = super.schedule(callable, delay, unit);
        arm();
        return scheduled;
    }

    /** There is one thread only. */
    @Override
    public boolean inEventLoop(final Thread thread)
    {
        return true;
    }

    @Override
    public Future<?> shutdownGracefully(final long quietPeriod, final long timeout, final TimeUnit unit)
    {
        if (!shutdown)
        {
            work();
            shutdown = true;
            cancelScheduledTasks();
            terminated.setSuccess(null);
        }
        return terminated;
    }

    @Override
    @Deprecated
    public void shutdown()
    {
        final var _ = shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Override
    public Future<?> terminationFuture()
    {
        return terminated;
    }

    @Override
    public boolean isShuttingDown()
    {
        return shutdown;
    }

    @Override
    public boolean isShutdown()
    {
        return shutdown;
    }

    @Override
    public boolean isTerminated()
    {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(final long timeout, final TimeUnit unit)
    {
        return shutdown;
    }
}
