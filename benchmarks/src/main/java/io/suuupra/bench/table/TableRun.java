package io.suuupra.bench.table;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.ForcedWrites;
import io.suuupra.bench.load.Percentiles;
import io.suuupra.bench.profile.Profiler;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs rows, one after the other, as often as asked: all of them once, then all of them again, so that what the machine
 * does over time falls on every row alike.
 *
 * @param rows     to be run.
 * @param runs     of each, 1 or more.
 * @param sizes    of them.
 * @param quick    whether the figures are to mean little.
 * @param profile  whether each process that a row starts is profiled.
 * @param folder   in which nodes are made.
 * @param progress gets a line for each step.
 */
record TableRun(
    List<Row> rows, int runs, Sizes sizes, boolean quick, boolean profile, Path folder, PrintWriter progress)
{
    /**
     * @return the table.
     * @throws IOException          if the folder cannot be worked in; a row that fails only says so in its place.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    TableResult run() throws IOException, InterruptedException
    {
        final Conditions conditions = Conditions.ofThisProcess();
        final Percentiles baseline = ForcedWrites.measure(folder);
        final Profiling profiling =
            profile ? Profiling.of(Profiler.find(), line -> say("%s", line)) : Profiling.NONE;
        final List<RowResult> results = rows.stream().map(RowResult::new).toList();
        boolean settled = true;
        for (int run = 1; run <= runs; run++)
        {
            try (Bench bench = new Bench(folder, sizes, profiling, progress))
            {
                for (final RowResult result : results)
                {
                    say("run %d of %d, row %s: %s", run, runs, result.row().id(), result.row().title());
                    settled &= settle();
                    result.runs().add(outcome(result.row(), bench));
                }
            }
        }
        conditions.add("nodes", "a fresh one for each row: a process of its own, default options, the same JVM flags");
        conditions.add("machine", "client and nodes share it, over loopback");
        conditions.add("file system", Conditions.fileSystem(folder));
        conditions.add("before each row", settled ? "sync, so that no row waits for what others wrote" : "no sync");
        conditions.add("durability", "a reply leaves the node after fdatasync of the command");
        conditions.add("runs", Integer.toString(runs) + (runs == 1 ? "" : "; figures are their medians"));
        conditions.add("sizes", quick ?
            "quick: the figures mean little" : String.format(Locale.ROOT,
                "%d s of warm-up; %d s, or until %,d transfers were created; sustained %d s; full store %,d transfers",
                sizes.warmup(), sizes.seconds(), sizes.volume(), sizes.sustained(), sizes.stored()));
        if (profile)
        {
            conditions.add("profiler", profiling.condition());
        }
        return new TableResult(results, baseline, conditions);
    }

    /** Nodes leave some GiB behind that the system writes, or forgets, while the next row runs. */
    private boolean settle() throws InterruptedException
    {
        try
        {
            return new ProcessBuilder("sync").inheritIO().start().waitFor() == 0;
        }
        catch (final IOException none)
        {
            say("the disk may still be busy with the last row: %s", none.getMessage());
            return false;
        }
    }

    private Outcome outcome(final Row row, final Bench bench) throws InterruptedException
    {
        try
        {
            return row.work().run(bench);
        }
        catch (final IOException failure)
        {
            say("row %s failed: %s", row.id(), failure.getMessage());
            return new Outcome().error("failed: " + failure.getMessage());
        }
    }

    private void say(final String format, final Object... arguments)
    {
        progress.printf(Locale.ROOT, format + "%n", arguments);
        progress.flush();
    }
}
