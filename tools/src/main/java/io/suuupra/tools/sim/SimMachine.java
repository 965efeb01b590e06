package io.suuupra.tools.sim;

import io.suuupra.journal.machine.Machine;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A machine whose threads are coroutines of one real thread, and whose time passes only when all of them wait. What
 * happens next is always the earliest thing that is due; between things that are due at the same time a seeded random
 * source decides. So a seed always gives the same run.
 */
final class SimMachine extends Machine
{
    /** Where the wall clock stands at the start: 2026-01-01T00:00Z. */
    static final long WALL_START_NS = 1_767_225_600_000_000_000L;

    private static final long JOIN_POLL_NS = 200_000;
    private static final long NEAR_NS = 20_000_000;
    private static final int UNWIND_MAX = 1_000_000;

    /** Something that is due at a time. */
    private static final class Event
    {
        private final long at;
        private final long tie;
        private Runnable action;

        private Event(final long at, final long tie, final Runnable action)
        {
            this.at = at;
            this.tie = tie;
            this.action = action;
        }
    }

    /** Ends a task where it stands, as the end of its process would. */
    static final class Killed extends Error
    {
        private static final long serialVersionUID = 1L;

        Killed()
        {
            super("killed", null, false, false);
        }
    }

    /** Gives the same keys for the same seed: of no use but here. */
    private static final class SeededRandom extends SecureRandom
    {
        private static final long serialVersionUID = 1L;

        private final transient SplittableRandom source;

        private SeededRandom(final SplittableRandom source)
        {
            this.source = source;
        }

        @Override
        public void nextBytes(final byte[] bytes)
        {
            source.nextBytes(bytes);
        }
    }

    private final class Task implements Work
    {
        private final String name;
        private final boolean finishes;
        private final Coroutine coroutine;
        private Event wake;
        private boolean woken;
        private boolean killed;
        private boolean thrown;
        private boolean done;

        private Task(final String name, final boolean finishes, final Runnable body)
        {
            this.name = name;
            this.finishes = finishes;
            coroutine = new Coroutine(() -> run(body));
        }

        private void run(final Runnable body)
        {
            try
            {
                if (killed)
                {
                    thrown = true;
                }
                if (!killed || finishes)
                {
                    body.run();
                }
            }
            catch (final Killed end)
            {
                // Just as wanted.
            }
            catch (final RuntimeException | Error thrownOut)
            {
                if (!killed)
                {
                    deaths.add(new Death(name, thrownOut));
                }
            }
        }

        @Override
        public boolean isAlive()
        {
            return !done;
        }
    }

    /** A task that ended by an exception that it did not catch. */
    record Death(String task, Throwable cause)
    {
    }

    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>((one, two) ->
        one.at == two.at ? Long.compare(one.tie, two.tie) : Long.compare(one.at, two.at));
    private final List<Task> tasks = new ArrayList<>();
    private final List<Death> deaths = new ArrayList<>();
    private final int slowness;
    private Task current;
    private boolean killing;
    private long now;
    private long wallOffset;
    private long boundary = Long.MAX_VALUE;
    private long steps;
    private long trace;

    /**
     * @param random   decides what happens first, and how much later than asked for.
     * @param slowness how many times longer a wait of a thread may take than it was asked for, at most; at least 1.
     */
    SimMachine(final SplittableRandom random, final int slowness)
    {
        this.random = random;
        this.slowness = slowness;
    }

    /** Has something happen later. */
    void after(final long ns, final Runnable action)
    {
        at(now + ns, action);
    }

    private Event at(final long time, final Runnable action)
    {
        final Event event = new Event(time, random.nextLong(), action);
        events.add(event);
        return event;
    }

    /**
     * Lets the next thing happen.
     *
     * @param untilNs but not what is due behind that time.
     * @return false if nothing is due until then; it is that time now.
     */
    boolean step(final long untilNs)
    {
        while (!events.isEmpty() && events.peek().action == null)
        {
            events.poll();
        }
        if (events.isEmpty() || events.peek().at > untilNs)
        {
            now = Math.max(now, untilNs);
            return false;
        }
        final Event next = events.poll();
        now = Math.max(now, next.at);
        steps++;
        trace = Long.rotateLeft(trace, 7) * 0x9E37_79B9_7F4A_7C15L ^ next.tie ^ now;
        next.action.run();
        return true;
    }

    /** Mixes something that was seen into what tells two runs apart. */
    void note(final long seen)
    {
        trace = Long.rotateLeft(trace, 11) * 0x9E37_79B9_7F4A_7C15L ^ seen;
    }

    long now()
    {
        return now;
    }

    long steps()
    {
        return steps;
    }

    /** @return a number that differs between two runs in which not the same has happened. */
    long trace()
    {
        return trace;
    }

    /** Moves the wall clock, as an operator or a time server would. */
    void moveWallClock(final long ns)
    {
        wallOffset += ns;
    }

    /**
     * Names a moment at which something changes: threads that wake about then rather wake just then, so that what
     * counts the last nanosecond wrong is found.
     *
     * @param wallNs what the wall clock shows then.
     */
    void boundary(final long wallNs)
    {
        boundary = wallNs == Long.MAX_VALUE ? Long.MAX_VALUE : wallNs - WALL_START_NS - wallOffset;
    }

    /** @return tasks that died by an exception since the last call. */
    List<Death> deaths()
    {
        final List<Death> found = List.copyOf(deaths);
        deaths.clear();
        return found;
    }

    /** @return whether the caller runs in a task, and so may wait. */
    boolean isInTask()
    {
        return current != null;
    }

    @Override
    public Work start(final String name, final boolean daemon, final Runnable body)
    {
        return start(name, body, false);
    }

    /**
     * @param finishes whether it runs even if it is killed before it has begun: it ends by itself, and somebody waits
     *                 for what comes of it.
     */
    Work start(final String name, final Runnable body, final boolean finishes)
    {
        final Task task = new Task(name, finishes, body);
        task.killed = killing;
        tasks.add(task);
        wakeAt(task, now + random.nextLong(20_000));
        return task;
    }

    private void wakeAt(final Task task, final long time)
    {
        task.wake = at(time, () ->
        {
            task.wake = null;
            resume(task);
        });
    }

    private void resume(final Task task)
    {
        final Task before = current;
        current = task;
        try
        {
            task.coroutine.resume();
        }
        finally
        {
            current = before;
        }
        if (task.coroutine.isDone())
        {
            task.done = true;
            tasks.remove(task);
        }
    }

    @Override
    public void park(final long ns)
    {
        final Task task = current;
        if (task == null)
        {
            throw new IllegalStateException("nobody would wait but the simulation itself");
        }
        if (task.thrown)
        {
            // It cleans up behind the end of its process: the others have to do that, too.
            Coroutine.pause();
            return;
        }
        if (task.woken)
        {
            task.woken = false;
        }
        else
        {
            final long asked = Math.max(0, ns);
            wakeAt(task, near(now + asked + random.nextLong(asked / 8 * (slowness - 1) + 1_000)));
            Coroutine.pause();
        }
        if (task.killed)
        {
            task.thrown = true;
            throw new Killed();
        }
    }

    private long near(final long time)
    {
        return boundary > time && boundary - time < NEAR_NS ? boundary : time;
    }

    @Override
    public Work self()
    {
        return current;
    }

    @Override
    public void wake(final Work work)
    {
        final Task task = (Task)work;
        if (task.wake != null)
        {
            task.wake.action = null;
            wakeAt(task, now + random.nextLong(2_000));
        }
        else if (task != current)
        {
            task.woken = true;
        }
    }

    /**
     * Ends all tasks as the end of their process would: each at the place where it waits. What they do on their way out
     * happens without time, and must have no effect.
     */
    void killAll()
    {
        tasks.forEach(task -> task.killed = true);
        killing = true;
        int left = UNWIND_MAX;
        while (!tasks.isEmpty())
        {
            for (final Task task : List.copyOf(tasks))
            {
                if (task.wake != null)
                {
                    task.wake.action = null;
                    task.wake = null;
                }
                resume(task);
                left--;
            }
            if (left < 0)
            {
                throw new IllegalStateException("tasks that do not end: " + tasks.stream().map(t -> t.name).toList());
            }
        }
        killing = false;
    }

    @Override
    public void join(final Work work)
    {
        while (work.isAlive())
        {
            park(JOIN_POLL_NS);
        }
    }

    @Override
    public <T> T join(final CompletableFuture<T> result)
    {
        while (!result.isDone())
        {
            park(JOIN_POLL_NS);
        }
        return result.join();
    }

    @Override
    public ExecutorService workers(final String name, final int threads, final int waitingMax)
    {
        return new SimWorkers(this, name, threads, waitingMax);
    }

    @Override
    public long nanoTime()
    {
        return now;
    }

    @Override
    public long wallNs()
    {
        return WALL_START_NS + now + wallOffset;
    }

    @Override
    public SecureRandom random()
    {
        return new SeededRandom(random.split());
    }

    @Override
    public int parallelism()
    {
        return 1;
    }

    @Override
    public boolean hasThreads()
    {
        return false;
    }

    @Override
    public long freeMemory()
    {
        return Long.MAX_VALUE;
    }

    @Override
    public long heapPercent()
    {
        return 0;
    }

    @Override
    public String toString()
    {
        return "at %.6f s".formatted((double)now / TimeUnit.SECONDS.toNanos(1));
    }
}
