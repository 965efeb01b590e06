package io.suuupra.bench.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.Percentiles;
import io.suuupra.bench.load.Trace;
import io.suuupra.bench.profile.CollapsedStacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.DocumentBuilderFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The table without a node: rows, goals, medians, text, JSON, page. */
final class TableTest
{
    private static final Percentiles BASELINE = new Percentiles(10, 200_000, 300_000, 400_000, 500_000, 600_000);

    @TempDir
    private Path folder;

    @Test
    void shouldChooseRowsByIdOrNumberAndAddWhatTheyNeed()
    {
        assertEquals(List.of("4b", "6a", "6b"), ids("4b", "6"));
        assertEquals(List.of("1a", "1b"), ids("1b"));
        assertEquals(List.of("1a", "8a", "8b"), ids("8"));
        assertEquals(Rows.all(), Rows.chosen(List.of()));
        final IllegalArgumentException unknown = assertThrows(IllegalArgumentException.class, () -> ids("11"));
        assertTrue(unknown.getMessage().startsWith("--row: there is no row '11', but 1a, 1b"), unknown.getMessage());
    }

    private static List<String> ids(final String... names)
    {
        return Rows.chosen(List.of(names)).stream().map(Row::id).toList();
    }

    @Test
    void shouldHoldFiguresAgainstTheirGoals()
    {
        assertTrue(Goal.atLeast(Metric.PER_SECOND, 10).isReached(10));
        assertFalse(Goal.atLeast(Metric.PER_SECOND, 10).isReached(9.9));
        assertTrue(Goal.atMost(Metric.P50, 0.25).isReached(0.25));
        assertFalse(Goal.atMost(Metric.P50, 0.25).isReached(0.26));
        assertEquals("<= 0.25", Goal.atMost(Metric.P50, 0.25).text());
        assertEquals(">= 1,000,000", Goal.atLeast(Metric.PER_SECOND, 1e6).text());
    }

    @Test
    void shouldTakeTheMedianOfTheRuns()
    {
        assertEquals(2, RowResult.median(3, 1, 2));
        assertEquals(2.5, RowResult.median(4, 1, 2, 3));
        assertEquals(7, RowResult.median(7));
        final RowResult result = new RowResult(row());
        result.runs().add(new Outcome().put(Metric.PER_SECOND, 30).put(Metric.P50, 1));
        result.runs().add(Outcome.notMeasured("no room"));
        result.runs().add(new Outcome().put(Metric.PER_SECOND, 10));
        assertEquals(20, result.figures().get(Metric.PER_SECOND));
        assertEquals(1, result.figures().get(Metric.P50));
        assertEquals("  runs: 30 | 10", TableResult.runs(result, Metric.PER_SECOND));
        assertEquals("", TableResult.runs(result, Metric.P50));
    }

    @Test
    void shouldDrawTheRunInTheMiddle()
    {
        final RowResult result = new RowResult(row());
        for (final double perSecond : new double[]{30, 10, 20})
        {
            result.runs().add(new Outcome().put(Metric.PER_SECOND, perSecond).trace(trace()));
        }
        assertEquals(20, result.drawn().figures().get(Metric.PER_SECOND));
        assertTrue(new RowResult(row()).drawn().trace().curve().isEmpty());
    }

    @Test
    void shouldSayWhatWasReachedMissedAndNotMeasured() throws Exception
    {
        final TableResult table = table();
        final String text = table.text();
        assertTrue(text.contains("x    a row <1> (closed loop)"), text);
        assertTrue(text.matches("(?s).*transfers/s +20 +>= 15 +reached.*"), text);
        assertTrue(text.matches("(?s).*p50 ms +5\\.000 +<= 2 +missed.*"), text);
        assertTrue(text.matches("(?s).*p99 ms +not measured +<= 9\n.*"), text);
        assertTrue(text.contains("a note & more"), text);
        assertFalse(table.hasErrors(), "a missed goal is no error");

        table.writeJson(folder.resolve("t.json"));
        final JsonNode row = new ObjectMapper().readTree(folder.resolve("t.json").toFile()).path("rows").path(0);
        assertEquals(20, row.path("figures").path("per_second").path("median").doubleValue());
        assertTrue(row.path("figures").path("per_second").path("reached").booleanValue());
        assertFalse(row.path("figures").path("p50").path("reached").booleanValue());
        assertEquals("p99", row.path("not_measured").path(0).textValue());
    }

    @Test
    void shouldWriteAPageThatIsWellFormedAndNeedsNothingElse() throws Exception
    {
        final Path file = folder.resolve("new").resolve("index.html");
        new HtmlReport(table()).write(file);
        final String page = Files.readString(file);
        assertEquals("html", DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new InputSource(new StringReader(page))).getDocumentElement().getTagName());
        assertFalse(page.contains("<script"), "no script");
        assertFalse(page.replace("http://www.w3.org/2000/svg", "").contains("http"), "no address");
        assertTrue(page.contains("<td class=\"missed\">missed</td>"), page);
        assertTrue(page.contains("<td class=\"reached\">reached</td>"), page);
        assertTrue(page.contains("prefers-color-scheme: dark"));
        assertEquals(4, page.split("<svg", -1).length - 1, "curve, throughput, p99, stages");
    }

    @Test
    void shouldShowTheProfileOfARowThatHasOne() throws Exception
    {
        final String without = new HtmlReport(table()).html();
        assertFalse(without.contains("flame"), "neither graph nor style");
        final Path stacks = Files.writeString(
            folder.resolve("stacks"), "[main tid=1];a/B.run_[j];<init> 3\n[other tid=2];write;sys_write_[k] 1\n");
        final TableResult table = table();
        table.rows().getFirst().runs().add(new Outcome().profile(CollapsedStacks.read(stacks, "the node")));
        final String page = new HtmlReport(table).html();
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
        assertFalse(page.contains("<script"), "no script");
        assertEquals(5, page.split("<svg", -1).length - 1, "one more than without");
        assertTrue(page.contains("4 samples, one for each 2 ms"), page);
        assertTrue(page.contains("native 75.0 %, kernel 25.0 %"), page);
        assertTrue(page.contains(
            "<td>&lt;init&gt;</td><td class=\"soft\">native</td><td class=\"number\">75.0 %</td>"), page);
        assertTrue(page.contains("<td>other</td><td class=\"number\">25.0 %</td>"), page);
        assertTrue(page.contains("about 0.0 s of CPU time"), page);
        assertFalse(page.contains("perf_event_paranoid"), page);
    }

    @Test
    void shouldSayThatAProfileHasNoFramesOfTheKernel() throws Exception
    {
        final Path stacks = Files.writeString(folder.resolve("stacks"), "write 4\n");
        final TableResult table = table();
        table.rows().getFirst().runs().add(new Outcome().profile(CollapsedStacks.read(stacks, "the node")));
        final String page = new HtmlReport(table).html();
        assertTrue(page.contains("4 samples, without frames of the kernel"), page);
        assertTrue(page.contains("perf_event_paranoid"), page);
        assertFalse(page.contains("CPU time:"), "timers are too rough to tell");
    }

    @Test
    void shouldGoOnWithTheNextRowWhenOneFailsAndRepeatAllRows() throws Exception
    {
        final AtomicInteger calls = new AtomicInteger();
        final Row failing = new Row("f", "fails", "", List.of(), "", bench ->
        {
            throw new IOException("broken");
        });
        final Row good = new Row("g", "works", "", List.of(), "",
            bench -> new Outcome().put(Metric.PER_SECOND, calls.incrementAndGet()));
        final StringWriter progress = new StringWriter();
        final TableResult table = new TableRun(
            List.of(failing, good), 3, Sizes.QUICK, true, false, folder, new PrintWriter(progress)).run();
        assertTrue(table.hasErrors());
        assertEquals("failed: broken", table.rows().getFirst().errors().iterator().next());
        assertEquals(2, table.rows().get(1).figures().get(Metric.PER_SECOND));
        assertTrue(progress.toString().contains("run 2 of 3, row g: works"), progress.toString());
        assertTrue(table.conditions().values().get("sizes").startsWith("quick"));
        assertFalse(table.conditions().values().containsKey("profiler"));
    }

    @Test
    void shouldSayWhenTheDiskHasNoRoom()
    {
        assertNull(Bench.noRoom(1_000_000, 4L << 30));
        assertEquals("50,000,000 transfers need about 19.3 GiB of disk, 4.0 GiB are free",
            Bench.noRoom(50_000_000, 4L << 30));
    }

    private TableResult table()
    {
        final RowResult result = new RowResult(row());
        result.runs().add(new Outcome().put(Metric.PER_SECOND, 20).put(Metric.P50, 5).note("a note & more")
            .trace(trace()).stages(List.of(new NodeMetrics.Stage("journal", 0.001, 0.002))));
        return new TableResult(List.of(result), BASELINE, Conditions.ofThisProcess().add("a", "<b>"));
    }

    private static Trace trace()
    {
        return new Trace(
            List.of(new Trace.Point(0, 1_000), new Trace.Point(50, 2_000_000), new Trace.Point(100, 9_000_000)),
            List.of(new Trace.Slice(0, 20, 5_000_000), new Trace.Slice(1, 0, 0)));
    }

    private static Row row()
    {
        return new Row("x", "a row <1>", "closed", List.of(
            Goal.atLeast(Metric.PER_SECOND, 15), Goal.atMost(Metric.P50, 2), Goal.atMost(Metric.P99, 9)), "",
            bench -> new Outcome());
    }
}
