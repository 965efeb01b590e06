package io.suuupra.bench.table;

import java.io.IOException;
import java.util.List;

/**
 * A row of the table.
 *
 * @param id    a number, and a letter where several rows share it.
 * @param title what is done.
 * @param loop  what its latency counts from: open or closed; empty where it has none.
 * @param goals that its figures are held against.
 * @param needs the row that has to run before it; empty if none.
 * @param work  that measures.
 */
record Row(String id, String title, String loop, List<Goal> goals, String needs, Work work)
{
    /** Measures. */
    @FunctionalInterface
    interface Work
    {
        /**
         * @param bench that it runs in.
         * @return what it came to.
         * @throws IOException          if the node or the rig fails.
         * @throws InterruptedException if the calling thread is interrupted.
         */
        Outcome run(Bench bench) throws IOException, InterruptedException;
    }

    /** @return the number without its letter. */
    String number()
    {
        return id.replaceAll("[^0-9]", "");
    }

    /**
     * @param metric of the row.
     * @return what it has to be; null if nothing is asked of it.
     */
    Goal goal(final Metric metric)
    {
        return goals.stream().filter(goal -> goal.metric() == metric).findFirst().orElse(null);
    }
}
