package io.suuupra.bench.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A closed loop of calls that wait for their answers: one thread for each caller, which makes its next call when the
 * one before it is answered.
 *
 * @param callers  one for each connection.
 * @param batch    transfers of each call.
 * @param warmup   seconds that do not count.
 * @param seconds  that count.
 * @param progress gets a line each second.
 */
public record ClosedLoop(List<Caller> callers, int batch, int warmup, int seconds, PrintWriter progress)
{
    /** One connection. Confined to one thread. */
    @FunctionalInterface
    public interface Caller
    {
        /**
         * Makes one call and waits for its answer.
         *
         * @return transfers of it that were created.
         * @throws Exception if there is no answer; the run ends then.
         */
        int call() throws Exception;
    }

    /**
     * @return what it came to.
     * @throws IOException          if a call fails.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public LoadFigures run() throws IOException, InterruptedException
    {
        final Pace pace = new Pace.Saturation(
            RigClock.SYSTEM.nowNs(), warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS);
        final Tally tally = new Tally(pace);
        final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("load-caller-", 0).factory());
        try
        {
            final List<Future<Void>> loops = new ArrayList<>();
            for (final Caller caller : callers)
            {
                loops.add(threads.submit(() -> loop(caller, pace, tally)));
            }
            threads.shutdown();
            Progress.await(threads, pace, tally, progress, () -> check(loops));
            return tally.figures();
        }
        finally
        {
            threads.shutdownNow();
        }
    }

    private Void loop(final Caller caller, final Pace pace, final Tally tally) throws Exception
    {
        long startNs = RigClock.SYSTEM.nowNs();
        while (!pace.isOver(0, startNs))
        {
            tally.sent(startNs, startNs, batch);
            final int created = caller.call();
            final long nowNs = RigClock.SYSTEM.nowNs();
            tally.answered(startNs, nowNs, created);
            if (created < batch)
            {
                tally.failed(batch - created, "not created");
            }
            startNs = nowNs;
        }
        return null;
    }

    /**
     * @param loops that run or have ended.
     * @throws IOException if one has failed.
     */
    static void check(final List<Future<Void>> loops) throws IOException
    {
        for (final Future<Void> loop : loops)
        {
            if (loop.isDone())
            {
                try
                {
                    loop.get();
                }
                catch (final ExecutionException failure)
                {
                    throw new IOException("the rig failed: " + failure.getCause(), failure.getCause());
                }
                catch (final InterruptedException interrupted)
                {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", interrupted);
                }
            }
        }
    }
}
