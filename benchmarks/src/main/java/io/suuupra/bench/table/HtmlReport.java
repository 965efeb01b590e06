package io.suuupra.bench.table;

import io.suuupra.bench.chart.Axis;
import io.suuupra.bench.chart.BarChart;
import io.suuupra.bench.chart.LineChart;
import io.suuupra.bench.load.Trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The table as one page that needs nothing but itself: no network, no script.
 *
 * @param result of the table.
 */
record HtmlReport(TableResult result)
{
    private static final double NS_PER_MS = 1_000_000;
    private static final double MS_PER_SECOND = 1_000;
    private static final double LEAST_MS = 0.001;
    private static final double PERCENT = 100;

    private static final String STYLE = """
        :root { color-scheme: light dark; --ink: #1d2330; --soft: #5c6575; --paper: #ffffff; --edge: #d9dde5;
          --line: #2458d6; --bar: #9db7f2; --good: #12703b; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --soft: #9aa4b5; --paper: #14171d;
          --edge: #333a47; --line: #7ea6ff; --bar: #3d5590; --good: #63d391; --bad: #ff8a80; } }
        body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper);
          max-width: 1000px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .28rem .6rem; border-bottom: 1px solid var(--edge); vertical-align: top; }
        th { color: var(--soft); font-weight: 600; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .reached { color: var(--good); font-weight: 600; } .missed { color: var(--bad); font-weight: 600; }
        .error { color: var(--bad); } .soft { color: var(--soft); font-size: .87rem; overflow-wrap: anywhere; }
        .charts { display: flex; flex-wrap: wrap; gap: .8rem; }
        svg { max-width: 100%; height: auto; font: 11px system-ui, sans-serif; }
        svg text { fill: var(--soft); } svg text.title { fill: var(--ink); font-weight: 600; font-size: 12px; }
        svg .grid { stroke: var(--edge); stroke-width: 1; }
        svg polyline.line { fill: none; stroke: var(--line); stroke-width: 2; stroke-linejoin: round; }
        svg rect.line { fill: var(--line); } svg rect.bar { fill: var(--bar); }
        """;

    /**
     * @param file to be written; its folder is made if it is not there.
     * @throws IOException if it cannot be written.
     */
    void write(final Path file) throws IOException
    {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder != null)
        {
            Files.createDirectories(folder);
        }
        Files.writeString(file, html(), StandardCharsets.UTF_8);
    }

    /** @return the page. */
    String html()
    {
        final StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
            .append("<title>Suuupra under load</title>\n<style>\n").append(STYLE)
            .append(ProfileSection.style(result.rows())).append("</style>\n</head>\n<body>\n")
            .append("<h1>Suuupra under load</h1>\n<p>Each row is a load on a fresh node; figures stand beside their ")
            .append("targets. Latency counts from the intended start of a request in an open loop; in a closed loop ")
            .append("from its sending, which is no measure of what independent clients would see.</p>\n");
        table(page);
        element(page, "p", "soft", result.baselineText());
        result.rows().forEach(row ->
        {
            charts(page, row);
            ProfileSection.append(page, row);
        });
        page.append("<h2>Conditions</h2>\n<table>\n");
        result.conditions().values().forEach((name, value) ->
        {
            page.append("<tr>");
            element(page, "th", "", name);
            element(page, "td", "soft", value);
            page.append("</tr>\n");
        });
        return page.append("</table>\n</body>\n</html>\n").toString();
    }

    private void table(final StringBuilder page)
    {
        page.append("<table>\n<tr><th>Row</th><th>Load</th><th>Figure</th><th class=\"number\">Value</th>")
            .append("<th class=\"number\">Target</th><th></th></tr>\n");
        for (final RowResult row : result.rows())
        {
            final List<Goal> missing = TableResult.missing(row);
            final int lines = Math.max(1, row.figures().size() + missing.size());
            page.append("<tr><td rowspan=\"").append(lines).append("\">").append(escape(row.row().id()))
                .append("</td><td rowspan=\"").append(lines).append("\">");
            page.append(escape(row.row().title()));
            if (!row.row().loop().isEmpty())
            {
                element(page, "div", "soft", row.row().loop() + " loop");
            }
            row.notes().forEach(note -> element(page, "div", "soft", note));
            row.errors().forEach(error -> element(page, "div", "error", error));
            page.append("</td>");
            boolean first = true;
            for (final Map.Entry<Metric, Double> figure : row.figures().entrySet())
            {
                page.append(first ? "" : "<tr>");
                first = false;
                figure(page, row, figure.getKey(), figure.getValue());
            }
            for (final Goal goal : missing)
            {
                page.append(first ? "" : "<tr>");
                first = false;
                cells(page, goal.metric().text(), "not measured", goal.text(), RowResult.Verdict.NONE);
            }
            if (first)
            {
                cells(page, "", "", "", RowResult.Verdict.NONE);
            }
        }
        page.append("</table>\n");
    }

    private static void figure(
        final StringBuilder page, final RowResult row, final Metric metric, final double figure)
    {
        final Goal goal = row.row().goal(metric);
        final String runs = TableResult.runs(row, metric);
        cells(page, metric.text() + runs, metric.format(figure), goal == null ? "" : goal.text(),
            row.verdict(metric, figure));
    }

    private static void cells(
        final StringBuilder page,
        final String name,
        final String value,
        final String target,
        final RowResult.Verdict verdict)
    {
        element(page, "td", "", name);
        element(page, "td", "number", value);
        element(page, "td", "number", target);
        element(page, "td", verdict.text(), verdict.text());
        page.append("</tr>\n");
    }

    private static void charts(final StringBuilder page, final RowResult row)
    {
        final Outcome run = row.drawn();
        final Trace trace = run.trace();
        if (trace.curve().isEmpty())
        {
            return;
        }
        element(page, "h2", "", row.row().id() + ": " + row.row().title());
        page.append("<div class=\"charts\">\n").append(curve(trace, row.row().loop())).append('\n');
        if (!trace.slices().isEmpty())
        {
            page.append(throughput(trace)).append('\n').append(course(trace)).append('\n');
        }
        if (!run.stages().isEmpty())
        {
            page.append(stages(run.stages())).append('\n');
        }
        page.append("</div>\n");
    }

    private static String curve(final Trace trace, final String loop)
    {
        final List<LineChart.Point> points = trace.curve().stream()
            .map(point -> new LineChart.Point(point.percentile(), ms(point.ns()))).toList();
        final double highest = trace.curve().stream()
            .mapToDouble(Trace.Point::percentile).filter(percentile -> percentile < PERCENT).max().orElse(0);
        return new LineChart(
            "Latency by percentile, " + loop + " loop",
            Axis.tail("percentile; at the right end the longest of all", highest),
            Axis.logarithmic("ms", points.getFirst().y(), points.getLast().y()),
            points).svg();
    }

    private static double ms(final long ns)
    {
        return Math.max(LEAST_MS, ns / NS_PER_MS);
    }

    private static String throughput(final Trace trace)
    {
        final List<LineChart.Point> points = trace.slices().stream()
            .map(slice -> new LineChart.Point(slice.second(), slice.perSecond())).toList();
        return timeline("Transfers created a second", "/s", points);
    }

    private static String course(final Trace trace)
    {
        final List<LineChart.Point> points = trace.slices().stream()
            .map(slice -> new LineChart.Point(slice.second(), slice.p99Ns() / NS_PER_MS)).toList();
        return timeline("p99 of the latency in each second", "ms", points);
    }

    private static String timeline(final String title, final String unit, final List<LineChart.Point> points)
    {
        return new LineChart(
            title,
            Axis.linear("s of the measured time", Math.max(1, points.getLast().x())),
            Axis.linear(unit, points.stream().mapToDouble(LineChart.Point::y).max().orElse(1)),
            points).svg();
    }

    private static String stages(final List<NodeMetrics.Stage> stages)
    {
        return new BarChart("Time in the stages of the node since its start", "ms", "p50", "p99", stages.stream()
            .map(stage -> new BarChart.Bar(
                stage.name(), stage.p50Seconds() * MS_PER_SECOND, stage.p99Seconds() * MS_PER_SECOND))
            .toList()).svg();
    }

    /**
     * @param page where it is put.
     * @param tag  of the element.
     * @param kind its class; none if empty.
     * @param text in it.
     */
    static void element(final StringBuilder page, final String tag, final String kind, final String text)
    {
        page.append('<').append(tag);
        if (!kind.isEmpty())
        {
            page.append(" class=\"").append(kind).append('"');
        }
        page.append('>').append(escape(text)).append("</").append(tag).append('>');
    }

    private static String escape(final String text)
    {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
