package io.suuupra.tools.journal;

import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.store.MappedSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class VerifyCommandTest
{
    /** Of the fill: the capacities, the accounts, the transfers. */
    private static final long FRAMES = 302;

    /** While a node runs: so often, and as often as this if the node stands still. */
    private static final int RUNS = 20;
    private static final int RUNS_MAX = 10_000;

    @TempDir
    private Path data;

    private Path journal()
    {
        return data.resolve("journal");
    }

    private void fill() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data))
        {
            node.fill(300);
        }
    }

    private void fillWithSnapshots() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data))
        {
            node.fill(300);
            node.snapshot();
            node.transfers(1_000, 100);
            node.snapshot();
            node.transfers(2_000, 100);
        }
    }

    private CommandRun verify()
    {
        return CommandRun.of(new VerifyCommand(), data);
    }

    private void assertDamaged(final String... parts)
    {
        final CommandRun run = verify();
        assertEquals(1, run.exitCode(), run.out());
        assertTrue(!run.out().contains("ok:"), run.out());
        for (final String part : parts)
        {
            assertTrue(run.err().contains(part), "'" + part + "' is not in: " + run.err());
        }
    }

    @Test
    void shouldProveWhatIsInOrder() throws IOException
    {
        fill();
        final CommandRun run = verify();
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("ok: 302 frames, sequences 1 to 302", run.lastLine());
        assertTrue(run.lines().getFirst().endsWith("frames/s"), run.out());
        assertEquals("ok: 302 frames, sequences 1 to 302", CommandRun.of(new VerifyCommand(), journal()).lastLine());
    }

    @Test
    void shouldProveSnapshotsAndStore() throws IOException
    {
        fillWithSnapshots();
        final CommandRun run = verify();
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("snapshots: 2, 2 in order; store: 400 rows"), run.out());
    }

    @Test
    void shouldNameTheSequenceOfAFlippedByte() throws IOException
    {
        fill();
        final Place place = Place.of(journal(), 150);
        Place.flip(place.file(), place.position() + place.length() - 20);
        assertDamaged("sequence 150 in " + place.file(), "crc");
    }

    @Test
    void shouldNameTheSequenceOfAFlippedGroupHeader() throws IOException
    {
        fill();
        final Place place = Place.of(journal(), 77);
        Place.flip(place.file(), place.position() + 9);
        assertDamaged("sequence 77 in " + place.file());
    }

    @Test
    void shouldNameTheSequenceOfAHole() throws IOException
    {
        fill();
        final Place place = Place.of(journal(), 200);
        Place.write(place.file(), place.position() - 4, new byte[place.length() + 4]);
        assertDamaged("sequence 200 in " + place.file());
    }

    @Test
    void shouldNameTheSequenceWhereAFileIsMissing() throws IOException
    {
        fill();
        final List<CycleFile> files = CycleFiles.list(journal());
        assertTrue(files.size() > 2);
        long firstMissing = 0;
        for (long sequence = 1; firstMissing == 0; sequence++)
        {
            firstMissing = Place.of(journal(), sequence).file().equals(files.get(1).path()) ? sequence : 0;
        }
        Files.delete(files.get(1).path());
        assertDamaged("sequence " + firstMissing + " in ");
    }

    @Test
    void shouldSayThatTheBeginningIsMissing() throws IOException
    {
        fill();
        Files.delete(CycleFiles.list(journal()).getFirst().path());
        assertDamaged("sequence 1 in ", "there is no snapshot");
    }

    @Test
    void shouldNameTheSequenceWhereASnapshotsJournalEnds() throws IOException
    {
        fillWithSnapshots();
        final Place place = Place.of(journal(), 390);
        for (final CycleFile file : CycleFiles.list(journal()).reversed())
        {
            if (file.path().equals(place.file()))
            {
                break;
            }
            Files.delete(file.path());
        }
        try (FileChannel channel = FileChannel.open(place.file(), StandardOpenOption.WRITE))
        {
            channel.truncate(place.position() - 4);
        }
        assertDamaged("sequence 390 in ", "a snapshot holds sequence 402");
    }

    @Test
    void shouldNameADamagedSnapshot() throws IOException
    {
        fillWithSnapshots();
        final Path file = SnapshotFiles.list(data.resolve("snapshots")).getFirst();
        Place.flip(file, Files.size(file) / 2);
        assertDamaged("snapshot " + file + " damaged");
    }

    @Test
    void shouldNameADamagedRowOfTheStore() throws IOException
    {
        fillWithSnapshots();
        final Path file = MappedSegments.file(data.resolve("store"), 0);
        Place.flip(file, 300 * MappedSegments.ROW_LENGTH + 8);
        assertDamaged("store damaged at row 0 in " + file);
        Place.flip(file, 300 * MappedSegments.ROW_LENGTH + 8);
        Place.flip(file, 400 * MappedSegments.ROW_LENGTH + 8);
        assertEquals(0, verify().exitCode(), "rows behind the snapshot are written again by a replay");
    }

    @Test
    void shouldNameAMissingSegmentOfTheStore() throws IOException
    {
        fillWithSnapshots();
        Files.delete(MappedSegments.file(data.resolve("store"), 0));
        assertDamaged("store damaged at row 0 in ");
    }

    @Test
    void shouldNameEveryDamage() throws IOException
    {
        fillWithSnapshots();
        final Place place = Place.of(journal(), 50);
        Place.flip(place.file(), place.position() + place.length() - 20);
        Place.flip(MappedSegments.file(data.resolve("store"), 0), 8);
        assertDamaged("journal damaged at sequence 50 in ", "store damaged at row 0 in ");
    }

    @Test
    void shouldFindThatASnapshotIsOfAnotherJournal(@TempDir final Path other) throws IOException
    {
        fillWithSnapshots();
        try (NodeDriver node = NodeDriver.open(other))
        {
            node.fill(500);
        }
        final Path journal = journal();
        for (final CycleFile file : CycleFiles.list(journal))
        {
            Files.delete(file.path());
        }
        for (final CycleFile file : CycleFiles.list(other.resolve("journal")))
        {
            Files.copy(file.path(), journal.resolve(file.path().getFileName()));
        }
        assertDamaged("journal damaged at sequence 302 in ", "was taken of another journal");
    }

    @Test
    void shouldReportATornTailAndCallItNoDamage() throws IOException
    {
        fill();
        final Place end = Place.end(journal());
        Place.write(end.file(), end.position() + 64, "torn".getBytes(StandardCharsets.US_ASCII));
        final CommandRun run = verify();
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("bytes behind sequence 302 are no complete group"), run.out());
        assertEquals("ok: 302 frames, sequences 1 to 302", run.lastLine());
    }

    @Test
    void shouldVerifyWhileANodeRuns() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data))
        {
            node.fill(300);
            final AtomicBoolean stopped = new AtomicBoolean();
            final CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() ->
            {
                int sent = 0;
                while (!stopped.get())
                {
                    node.transfers(10_000 + sent, 1);
                    sent++;
                }
                return sent;
            });
            long last = FRAMES;
            for (int run = 0; run < RUNS_MAX && (run < RUNS || last == FRAMES); run++)
            {
                final Verification.Result result = Verification.run(JournalFolder.open(data), AuditDemand.NONE);
                assertEquals(List.of(), result.problems());
                assertEquals(1, result.firstSequence());
                assertEquals(result.lastSequence(), result.frames());
                assertTrue(result.lastSequence() >= last, result.lastSequence() + " after " + last);
                last = result.lastSequence();
            }
            stopped.set(true);
            final int sent = load.join();
            assertTrue(last > FRAMES, "the journal grew meanwhile");
            final long all = FRAMES + sent;
            assertEquals("ok: " + all + " frames, sequences 1 to " + all, verify().lastLine());
        }
    }

    @Test
    void shouldRefuseWhatIsNoDataFolder(@TempDir final Path empty) throws IOException
    {
        final CommandRun none = CommandRun.of(new VerifyCommand(), empty);
        assertEquals(1, none.exitCode());
        assertEquals(empty + " is not a data folder: it has no format file", none.err().strip());
        final Path missing = empty.resolve("missing");
        assertEquals("there is no folder " + missing, CommandRun.of(new VerifyCommand(), missing).err().strip());
        Files.writeString(empty.resolve("format"), "7\n");
        final CommandRun format = CommandRun.of(new VerifyCommand(), empty);
        assertTrue(format.err().contains("has the format version 7, this program needs 1"), format.err());
    }
}
