package io.suuupra.bench.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.Percentiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The table with its figures, for people and for programs.
 *
 * @param rows       in order.
 * @param baseline   of forced writes, before the rows.
 * @param conditions of all runs.
 */
record TableResult(List<RowResult> rows, Percentiles baseline, Conditions conditions)
{
    private static final double NS_PER_MS = 1_000_000;

    /** @return true if a row had errors; a missed goal is none. */
    boolean hasErrors()
    {
        return rows.stream().anyMatch(row -> !row.errors().isEmpty());
    }

    /** @return lines for people. */
    String text()
    {
        final StringBuilder text = new StringBuilder();
        figure(text, "figure", "target", "", "");
        for (final RowResult result : rows)
        {
            append(text, result);
        }
        line(text, "");
        line(text, "Baseline      " + baselineText());
        text.append("Conditions").append(System.lineSeparator()).append(conditions.text());
        return text.toString();
    }

    private static void append(final StringBuilder text, final RowResult result)
    {
        final String loop = result.row().loop().isEmpty() ? "" : " (" + result.row().loop() + " loop)";
        line(text, String.format(Locale.ROOT, "%-3s  %s%s", result.row().id(), result.row().title(), loop));
        for (final Map.Entry<Metric, Double> figure : result.figures().entrySet())
        {
            final Metric metric = figure.getKey();
            final Goal goal = result.row().goal(metric);
            final String verdict = result.verdict(metric, figure.getValue()).text();
            figure(text, metric.format(figure.getValue()), goal == null ? "" : goal.text(), metric.text(),
                String.format(Locale.ROOT, "%-8s%s", verdict, runs(result, metric)));
        }
        missing(result).forEach(goal ->
            figure(text, "not measured", goal.text(), goal.metric().text(), ""));
        result.notes().forEach(note -> line(text, "     " + note));
        result.errors().forEach(error -> line(text, "     ERROR: " + error));
    }

    private static void figure(
        final StringBuilder text, final String figure, final String target, final String name, final String rest)
    {
        line(text, String.format(Locale.ROOT, "     %-28s  %14s  %12s  %s", name, figure, target, rest));
    }

    private static void line(final StringBuilder text, final String line)
    {
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }

    /**
     * @param result of a row.
     * @return goals without a figure.
     */
    static List<Goal> missing(final RowResult result)
    {
        return result.row().goals().stream().filter(goal -> result.values(goal.metric()).length == 0).toList();
    }

    /**
     * @param result of a row.
     * @param metric of it.
     * @return the values of all runs; empty where there is but one.
     */
    static String runs(final RowResult result, final Metric metric)
    {
        final double[] values = result.values(metric);
        return values.length < 2 ? "" : "  runs: " +
            DoubleStream.of(values).mapToObj(metric::format).collect(Collectors.joining(" | "));
    }

    /** @return the forced writes, for people. */
    String baselineText()
    {
        return String.format(Locale.ROOT, "a forced write of 4 KiB takes p50 %.3f, p99 %.3f ms in the same folder",
            baseline.p50() / NS_PER_MS, baseline.p99() / NS_PER_MS);
    }

    /**
     * @param file to be written.
     * @throws IOException if it cannot be.
     */
    void writeJson(final Path file) throws IOException
    {
        final ObjectMapper mapper = new ObjectMapper();
        final ObjectNode root = mapper.createObjectNode();
        final ArrayNode table = root.putArray("rows");
        for (final RowResult result : rows)
        {
            putRow(table.addObject(), result);
        }
        final ObjectNode forced = root.putObject("forced_write_of_4_kib_ns");
        forced.put("count", baseline.count());
        forced.put("p50", baseline.p50());
        forced.put("p99", baseline.p99());
        final ObjectNode circumstances = root.putObject("conditions");
        conditions.values().forEach((name, value) -> circumstances.put(name.replace(' ', '_'), value));
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static void putRow(final ObjectNode node, final RowResult result)
    {
        node.put("row", result.row().id());
        node.put("title", result.row().title());
        node.put("loop", result.row().loop());
        final ObjectNode figures = node.putObject("figures");
        result.figures().forEach((metric, median) ->
        {
            final ObjectNode figure = figures.putObject(metric.key());
            figure.put("unit", metric.text());
            figure.put("median", median);
            final ArrayNode runs = figure.putArray("runs");
            DoubleStream.of(result.values(metric)).forEach(runs::add);
            final Goal goal = result.row().goal(metric);
            if (goal != null)
            {
                figure.put(goal.atLeast() ? "at_least" : "at_most", goal.limit());
                figure.put("reached", goal.isReached(median));
            }
        });
        final ArrayNode notMeasured = node.putArray("not_measured");
        missing(result).forEach(goal -> notMeasured.add(goal.metric().key()));
        final ArrayNode notes = node.putArray("notes");
        result.notes().forEach(notes::add);
        final ArrayNode errors = node.putArray("errors");
        result.errors().forEach(errors::add);
    }
}
