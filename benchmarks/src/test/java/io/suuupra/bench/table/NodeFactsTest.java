package io.suuupra.bench.table;

import io.suuupra.bench.conditions.ProcessMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is read of a node: its metrics, its memory, its files, what its replay says. */
final class NodeFactsTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldReadStagesFromThePageOfMetrics()
    {
        final NodeMetrics metrics = NodeMetrics.parse("""
            # HELP suuupra_stage_seconds Time.
            # TYPE suuupra_stage_seconds summary
            suuupra_stage_seconds{stage="journal",quantile="0.5"} 1.0E-4
            suuupra_stage_seconds{stage="journal",quantile="0.99"} 0.002
            suuupra_stage_seconds{quantile="0.99",stage="engine"} 3e-05
            suuupra_stage_seconds{stage="empty",quantile="0.9"} 1
            suuupra_stage_seconds_count{stage="journal"} 5
            suuupra_gateway_connections{protocol="binary"} 3
            suuupra_gateway_connections{protocol="rest"} 4
            strange{x="1"} +Inf
            """);
        assertEquals(
            List.of(new NodeMetrics.Stage("journal", 1e-4, 0.002), new NodeMetrics.Stage("engine", Double.NaN, 3e-5)),
            metrics.stages());
        assertEquals(7, metrics.sum("suuupra_gateway_connections"));
        assertTrue(Double.isNaN(metrics.sum("strange")));
        assertEquals(List.of(), NodeMetrics.parse("").stages());
    }

    @Test
    void shouldReadTheMemoryOfAProcess()
    {
        assertEquals(2, ProcessMemory.anonymousMib("VmRSS:\t9999 kB\nRssAnon:\t    2048 kB\nRssFile:\t7 kB\n"));
        assertTrue(Double.isNaN(ProcessMemory.anonymousMib("nothing")));
    }

    @Test
    void shouldCountBytesUpToTheLastThatIsNotZero() throws IOException
    {
        final Path inner = Files.createDirectories(folder.resolve("a"));
        try (RandomAccessFile file = new RandomAccessFile(inner.resolve("ahead").toFile(), "rw"))
        {
            file.setLength(5_000_000);
            file.seek(2_000_000);
            file.write(7);
        }
        Files.write(folder.resolve("zero"), new byte[100]);
        Files.write(folder.resolve("full"), new byte[]{1, 0, 1});
        Files.write(folder.resolve("empty"), new byte[0]);
        assertEquals(2_000_001, UsedBytes.ofFile(inner.resolve("ahead")));
        assertEquals(2_000_001 + 3, UsedBytes.of(folder, file -> true));
        assertEquals(3, UsedBytes.of(folder, file -> !file.endsWith("ahead")));
    }

    @Test
    void shouldReadTheRateOfAReplay() throws IOException
    {
        final String said =
            "sequence      12\ntransfers     3000\nholds_open    0\nreplayed      12 frames in 1500 ms\n";
        assertEquals(2_000, DiskRows.perSecond(said));
        assertThrows(IOException.class, () -> DiskRows.perSecond("nothing"));
    }
}
