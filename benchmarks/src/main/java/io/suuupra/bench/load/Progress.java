package io.suuupra.bench.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits for the threads of a run and says each second how far they are. */
final class Progress
{
    private Progress()
    {
    }

    /**
     * @param threads  that end by themselves.
     * @param pace     of the run.
     * @param tally    of the run.
     * @param progress gets a line each second.
     * @param watch    asked each second, and at the end.
     * @throws IOException          if the watch says that the run cannot go on.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    static void await(
        final ExecutorService threads,
        final Pace pace,
        final Tally tally,
        final PrintWriter progress,
        final LoadRun.Watch watch) throws IOException, InterruptedException
    {
        long createdBefore = 0;
        long beforeNs = RigClock.SYSTEM.nowNs();
        while (!threads.awaitTermination(1, TimeUnit.SECONDS))
        {
            watch.check();
            final long nowNs = RigClock.SYSTEM.nowNs();
            final long created = tally.createdEver();
            final String phase = nowNs < pace.measuredFromNs() ? "warm-up" :
                nowNs < pace.endNs() ? "measuring" : "last answers";
            progress.printf(Locale.ROOT, "%4d s  %-12s  %,11.0f/s  %,13d created  %,d errors%n",
                Math.max(0, nowNs - pace.measuredFromNs()) / Pace.SECOND_NS,
                phase,
                (double)(created - createdBefore) * Pace.SECOND_NS / (nowNs - beforeNs),
                created,
                tally.errors());
            progress.flush();
            createdBefore = created;
            beforeNs = nowNs;
        }
        watch.check();
    }
}
