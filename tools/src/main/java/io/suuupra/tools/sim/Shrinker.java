package io.suuupra.tools.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Looks for a shorter run that still goes wrong: with fewer faults, and with an earlier end.
 */
final class Shrinker
{
    /** Runs a plan. */
    interface Runner
    {
        Result run(Plan plan) throws IOException;
    }

    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Runner runner;
    private int runsLeft;

    /**
     * @param runner  that runs a plan.
     * @param runsMax runs to try.
     */
    Shrinker(final Runner runner, final int runsMax)
    {
        this.runner = runner;
        runsLeft = runsMax;
    }

    /**
     * @param failed that went wrong.
     * @return the shortest that was found to go wrong, or the same.
     * @throws IOException if a run cannot be made.
     */
    Result shrink(final Result failed) throws IOException
    {
        Result best = shorter(failed);
        boolean found = true;
        while (found && runsLeft > 0)
        {
            found = false;
            for (int i = 0; i < best.plan().faults().size() && runsLeft > 0; i++)
            {
                final List<Fault> fewer = new ArrayList<>(best.plan().faults());
                fewer.remove(i);
                final Result tried = tried(best.plan().with(fewer, best.plan().durationNs()));
                if (tried.violation() != null)
                {
                    best = shorter(tried);
                    found = true;
                    break;
                }
            }
        }
        return best;
    }

    /** Ends the run where it went wrong. */
    private Result shorter(final Result failed) throws IOException
    {
        final long end = (failed.simulatedNs() / STEP_NS + 1) * STEP_NS;
        if (end >= failed.plan().durationNs())
        {
            return failed;
        }
        final List<Fault> before = failed.plan().faults().stream().filter(fault -> fault.atNs() < end).toList();
        final Result tried = tried(failed.plan().with(before, end));
        return tried.violation() == null ? failed : tried;
    }

    private Result tried(final Plan plan) throws IOException
    {
        runsLeft--;
        return runner.run(plan);
    }
}
