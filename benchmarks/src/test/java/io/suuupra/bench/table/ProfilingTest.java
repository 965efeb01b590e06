package io.suuupra.bench.table;

import io.suuupra.bench.profile.Profiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What becomes of a row whose profile cannot be made. */
final class ProfilingTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldWarnOnceAndGoOnWithoutWhereThereIsNoProfiler() throws Exception
    {
        final List<String> warnings = new ArrayList<>();
        final Profiling profiling = Profiling.of(Optional.empty(), warnings::add);
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().startsWith("--profile: there is a profiler for Linux on x64 and arm64 only"),
            warnings.getFirst());
        assertTrue(profiling.condition().startsWith("none: "), profiling.condition());
        assertEquals(List.of(), profiling.jvmFlags());
        assertEquals(List.of(), profiling.flagsToTheEnd(folder));
        final Outcome outcome = new Outcome();
        assertSame(outcome, profiling.start(null).addTo(outcome));
        profiling.addEnded(outcome, folder, "p");
        assertNull(outcome.profile());
        assertEquals(List.of(), outcome.notes());
        assertEquals(1, warnings.size());
    }

    @Test
    void shouldNoteWhyThereIsNoGraphAndKeepTheFigures() throws Exception
    {
        final Outcome outcome = new Outcome().put(Metric.PER_SECOND, 7);
        new Profiling.OfNode(null, "not let in").addTo(outcome);
        assertEquals(List.of("no flame graph: not let in"), outcome.notes());
        assertEquals(Set.of(Metric.PER_SECOND), outcome.figures().keySet());
        assertEquals(List.of(), outcome.errors());
    }

    @Test
    void shouldNoteWhenAnEndedProcessLeftNothingOrGarbage() throws IOException
    {
        final Profiling profiling = profiling();
        final Outcome outcome = new Outcome();
        profiling.addEnded(outcome, folder, "p");
        assertTrue(outcome.notes().getFirst().startsWith("no flame graph: "), outcome.notes().toString());
        final Path file = folder.resolve("ended.collapsed");
        Files.writeString(file, "");
        profiling.addEnded(outcome, folder, "p");
        assertEquals("no flame graph: there is no sample", outcome.notes().get(1));
        Files.writeString(file, "garbage\n");
        profiling.addEnded(outcome, folder, "p");
        assertTrue(outcome.notes().get(2).contains("line 1: 'garbage' is no stack"), outcome.notes().toString());
        assertNull(outcome.profile());
        Files.writeString(file, "a 1\n");
        profiling.addEnded(outcome, folder, "p");
        assertEquals(1, outcome.profile().samples());
        assertEquals(3, outcome.notes().size());
    }

    private static Profiling profiling()
    {
        final List<String> warnings = new ArrayList<>();
        final Profiling profiling = Profiling.of(Profiler.find(), warnings::add);
        assumeTrue(warnings.isEmpty(), "there is no profiler for this system");
        return profiling;
    }
}
