package io.suuupra.bench.table;

import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.Trace;
import io.suuupra.bench.profile.Profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of a row came to. Written by one thread, then only read.
 */
final class Outcome
{
    private static final double NS_PER_MS = 1_000_000;

    private final Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    private final List<String> notes = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<NodeMetrics.Stage> stages = new ArrayList<>();
    private Trace trace = Trace.NONE;
    private Profile profile;

    /**
     * @param why nothing was measured.
     * @return an outcome without figures.
     */
    static Outcome notMeasured(final String why)
    {
        return new Outcome().note("not measured: " + why);
    }

    /**
     * @param run of a load.
     * @return its throughput, its latency, its course, and its errors.
     */
    static Outcome of(final LoadFigures run)
    {
        final Outcome outcome = new Outcome()
            .put(Metric.PER_SECOND, run.perSecond())
            .put(Metric.P50, run.latency().p50() / NS_PER_MS)
            .put(Metric.P99, run.latency().p99() / NS_PER_MS);
        outcome.trace = run.trace();
        if (!run.refused().isEmpty() || !run.failed().isEmpty())
        {
            outcome.error(run.errors());
        }
        else if (!run.isClean())
        {
            // The rate was too much: that misses the target, but nothing went wrong.
            outcome.note(run.errors());
        }
        return outcome;
    }

    Outcome put(final Metric metric, final double value)
    {
        figures.put(metric, value);
        return this;
    }

    Outcome note(final String note)
    {
        notes.add(note);
        return this;
    }

    Outcome error(final String error)
    {
        errors.add(error);
        return this;
    }

    Outcome stages(final List<NodeMetrics.Stage> found)
    {
        stages.addAll(found);
        return this;
    }

    Outcome trace(final Trace drawn)
    {
        trace = drawn;
        return this;
    }

    Outcome profile(final Profile made)
    {
        profile = made;
        return this;
    }

    Map<Metric, Double> figures()
    {
        return figures;
    }

    List<String> notes()
    {
        return notes;
    }

    List<String> errors()
    {
        return errors;
    }

    List<NodeMetrics.Stage> stages()
    {
        return stages;
    }

    Trace trace()
    {
        return trace;
    }

    /** @return where the process of the row was; null if it was not profiled. */
    Profile profile()
    {
        return profile;
    }
}
