package io.suuupra.bench.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.bench.Main;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.bench.profile.Profiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The rig against a node in a process of its own. */
final class LoadSystemTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldPostAtTheRateThatIsAskedAndLeaveNothingBehind() throws Exception
    {
        final Path data = Files.createDirectory(folder.resolve("data"));
        final Path json = folder.resolve("report.json");
        final int exit = execute(
            "load", "--data", data.toString(), "--seconds", "2", "--warmup", "1", "--rate", "200", "--accounts", "100",
            "--connections", "2", "--zipf", "--json", json.toString());

        assertEquals(Main.DONE, exit, () -> out + "\n" + err);
        final JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(400, report.path("transfers_asked").longValue());
        assertEquals(400, report.path("transfers_created").longValue());
        assertEquals(400, report.path("latency_ns").path("count").longValue());
        assertTrue(report.path("latency_ns").path("p50").longValue() > 0);
        assertTrue(report.path("forced_write_of_4_kib_ns").path("count").longValue() > 0);
        assertEquals("open", report.path("load").path("loop").textValue());
        assertTrue(report.path("conditions").path("node").textValue().startsWith("started by the rig"));
        assertTrue(out.toString().contains("none: every transfer was created"), out.toString());
        assertTrue(err.toString().contains("measuring"), err.toString());
        try (Stream<Path> left = Files.list(data))
        {
            assertEquals(0, left.count(), "the node's folder and the baseline's file are gone");
        }
    }

    @Test
    void shouldSaturateAGivenNodeWithBatchesAndFailOnRefusals() throws Exception
    {
        try (OwnNode node = OwnNode.start(folder))
        {
            final String[] arguments = {
                "load", "--url", "suuupra://" + node.options().host() + ":" + node.options().port(),
                "--key", node.options().key().reveal(), "--mode", "batch", "--batch", "50", "--saturate", "--in-flight",
                "2",
                "--seconds", "1", "--warmup", "0", "--accounts", "100", "--seed", "42"
            };
            assertEquals(Main.DONE, execute(arguments), () -> out + "\n" + err);
            assertTrue(out.toString().contains("saturation"), out.toString());
            assertTrue(out.toString().contains("not measured: name a folder"), out.toString());
            node.check();

            assertEquals(Main.FAILED, execute(arguments), "the same seed gives the same ids again");
            assertTrue(err.toString().contains("the node answers exists"), err.toString());
        }
    }

    @Test
    void shouldMakeRowsOfTheTableOnTheirOwnNodesAndLeaveTheReportOnly() throws Exception
    {
        final Path data = Files.createDirectory(folder.resolve("data"));
        final Path html = folder.resolve("report").resolve("index.html");
        final Path json = folder.resolve("table.json");
        assertEquals(Main.DONE, execute(
            "load", "--quick", "--row", "8,9,6a", "--data", data.toString(), "--html", html.toString(),
            "--json", json.toString()), () -> out + "\n" + err);

        final JsonNode rows = new ObjectMapper().readTree(json.toFile()).path("rows");
        assertEquals(List.of("1a", "6a", "8a", "8b", "9"),
            rows.valueStream().map(row -> row.path("row").textValue()).toList());
        for (final String figure : List.of("/0/figures/per_second", "/1/figures/per_second", "/2/figures/replay",
            "/2/figures/restart", "/3/figures/restart_cold", "/4/figures/disk"))
        {
            assertTrue(rows.at(figure).path("median").doubleValue() > 0, figure + " of " + rows);
        }
        assertTrue(Files.readString(html).contains("<polyline"));
        try (Stream<Path> left = Files.list(data))
        {
            assertEquals(0, left.count(), "the nodes' folders are gone");
        }
    }

    @Test
    void shouldDrawWhereTheNodeAndTheReplayWere() throws Exception
    {
        assumeTrue(Profiler.find().isPresent(), "there is no profiler for this system");
        final Path data = Files.createDirectory(folder.resolve("data"));
        final Path html = folder.resolve("index.html");
        assertEquals(Main.DONE, execute(
            "load", "--quick", "--profile", "--row", "8a", "--data", data.toString(), "--html", html.toString()),
            () -> out + "\n" + err);
        final String page = Files.readString(html);
        assertTrue(page.contains("1a: CPU time of the node"), out.toString());
        assertTrue(page.contains("8a: CPU time of journal replay"), out.toString());
        assertEquals(2, page.split("class=\"flame\"", -1).length - 1);
        assertTrue(page.contains("<title>io.suuupra.engine.Engine.onCommand (Java): "), "the engine is in it");
        assertTrue(out.toString().contains("async-profiler was in each node"), out.toString());
        try (Stream<Path> left = Files.list(data))
        {
            assertEquals(0, left.count(), "library and profile are gone with the nodes' folders");
        }
    }

    private int execute(final String... arguments)
    {
        final CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }
}
