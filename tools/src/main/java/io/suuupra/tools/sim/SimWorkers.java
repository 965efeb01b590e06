package io.suuupra.tools.sim;

import io.suuupra.journal.machine.Machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Threads of a simulated machine that take up tasks.
 */
final class SimWorkers extends AbstractExecutorService
{
    private final SimMachine machine;
    private final String name;
    private final int threads;
    private final int waitingMax;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Machine.Work> working = new ArrayList<>();
    private boolean shutdown;

    SimWorkers(final SimMachine machine, final String name, final int threads, final int waitingMax)
    {
        this.machine = machine;
        this.name = name;
        this.threads = threads;
        this.waitingMax = waitingMax == 0 ? Integer.MAX_VALUE : waitingMax;
    }

    @Override
    public void execute(final Runnable task)
    {
        working.removeIf(work -> !work.isAlive());
        if (shutdown || working.size() == threads && waiting.size() >= waitingMax)
        {
            throw new RejectedExecutionException(shutdown ? name + " has ended" : name + " has too much to do");
        }
        waiting.add(task);
        if (working.size() < threads)
        {
            working.add(machine.start(name, this::work, true));
        }
    }

    private void work()
    {
        Runnable next;
        while ((next = waiting.poll()) != null)
        {
            try
            {
                next.run();
            }
            catch (final SimMachine.Killed end)
            {
                // The others end the same way.
            }
        }
    }

    @Override
    public void shutdown()
    {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow()
    {
        shutdown = true;
        final List<Runnable> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }

    @Override
    public boolean isShutdown()
    {
        return shutdown;
    }

    @Override
    public boolean isTerminated()
    {
        return shutdown && working.stream().noneMatch(Machine.Work::isAlive);
    }

    @Override
    public boolean awaitTermination(final long timeout, final TimeUnit unit)
    {
        return machine.await(this::isTerminated, unit.toNanos(timeout));
    }
}
