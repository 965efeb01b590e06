package io.suuupra.bench.table;

import io.suuupra.bench.profile.Profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row with all of its runs.
 *
 * @param row  of the table.
 * @param runs in the order in which they were made; may grow until the table is complete.
 */
record RowResult(Row row, List<Outcome> runs)
{
    RowResult(final Row row)
    {
        this(row, new ArrayList<>());
    }

    /** @return the median of the runs for each metric that any of them has. */
    Map<Metric, Double> figures()
    {
        final Map<Metric, Double> medians = new EnumMap<>(Metric.class);
        for (final Metric metric : Metric.values())
        {
            final double[] values = values(metric);
            if (values.length > 0)
            {
                medians.put(metric, median(values));
            }
        }
        return medians;
    }

    /**
     * @param metric of the row.
     * @return its values in the order of the runs.
     */
    double[] values(final Metric metric)
    {
        return runs.stream().filter(run -> run.figures().containsKey(metric))
            .mapToDouble(run -> run.figures().get(metric)).toArray();
    }

    /** @return notes of all runs, each once. */
    Set<String> notes()
    {
        final Set<String> notes = new LinkedHashSet<>();
        runs.forEach(run -> notes.addAll(run.notes()));
        return notes;
    }

    /** @return errors of all runs, each once. */
    Set<String> errors()
    {
        final Set<String> errors = new LinkedHashSet<>();
        runs.forEach(run -> errors.addAll(run.errors()));
        return errors;
    }

    /**
     * @return the run to be drawn: of those with a course, the one whose first figure is the median, or next to it; an
     *         empty outcome if there is none.
     */
    Outcome drawn()
    {
        final List<Outcome> drawable = new ArrayList<>(
            runs.stream().filter(run -> !run.trace().curve().isEmpty() && !run.figures().isEmpty()).toList());
        drawable.sort((a, b) -> Double.compare(first(a), first(b)));
        return drawable.isEmpty() ? new Outcome() : drawable.get((drawable.size() - 1) / 2);
    }

    /** @return the profile of the run that is drawn, or else of the last one that has any; null if none has. */
    Profile profile()
    {
        Profile profile = drawn().profile();
        for (int i = runs.size() - 1; i >= 0 && profile == null; i--)
        {
            profile = runs.get(i).profile();
        }
        return profile;
    }

    private static double first(final Outcome run)
    {
        return run.figures().values().iterator().next();
    }

    /**
     * @param values at least one.
     * @return their median: the mean of the two in the middle if their number is even.
     */
    static double median(final double... values)
    {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * @param metric of the row.
     * @param figure of it.
     * @return how the figure stands to its goal; {@link Verdict#NONE} where there is none.
     */
    Verdict verdict(final Metric metric, final double figure)
    {
        final Goal goal = row.goal(metric);
        return goal == null ? Verdict.NONE : goal.isReached(figure) ? Verdict.REACHED : Verdict.MISSED;
    }

    /** How a figure stands to its goal. */
    enum Verdict
    {
        REACHED("reached"),
        MISSED("missed"),
        NONE("");

        private final String text;

        Verdict(final String text)
        {
            this.text = text;
        }

        String text()
        {
            return text;
        }
    }
}
