package io.suuupra.tools.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.snapshot.SnapshotFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FolderCommandsTest
{
    @TempDir
    private Path root;

    private Path data()
    {
        return root.resolve("data");
    }

    private Path journal()
    {
        return data().resolve("journal");
    }

    @Test
    void shouldTellWhatAFolderHolds() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(200);
            node.snapshot();
        }
        try (NodeDriver node = NodeDriver.open(data()))
        {
            node.transfers(1_000, 5);
        }
        final CommandRun run = CommandRun.of(new InfoCommand(), data());
        assertEquals(0, run.exitCode(), run.err());
        final int files = CycleFiles.list(journal()).size();
        assertTrue(files > 2);
        assertEquals(files, run.lines().stream().filter(line -> line.contains(CycleFiles.SUFFIX)).count());
        assertTrue(run.out().contains("last sequence 207, last durable mark 20"), run.out());
        assertTrue(run.out().contains("00000000000000000202.snapshot"), run.out());
        assertTrue(run.out().contains(" valid"), run.out());
        assertTrue(run.lastLine().contains("segments of 4096 rows"), run.out());
    }

    @Test
    void shouldTellWhatIsThereBeforeADamage() throws IOException
    {
        try (NodeDriver node = NodeDriver.open(data()))
        {
            node.fill(20);
        }
        final Place place = Place.of(journal(), 11);
        Place.flip(place.file(), place.position() + place.length() - 16);
        final CommandRun run = CommandRun.of(new InfoCommand(), data());
        assertEquals(1, run.exitCode());
        assertTrue(run.out().contains("last sequence 10,"), run.out());
        assertTrue(run.err().contains("damaged at sequence 11 in " + place.file()), run.err());
    }

    @Test
    void shouldRestoreAllThatWasAcknowledgedBeforeTheBackup() throws IOException
    {
        final Path backup = root.resolve("backup");
        final Path restored = root.resolve("restored");
        final AtomicInteger acknowledged = new AtomicInteger();
        final AtomicBoolean stopped = new AtomicBoolean();
        final int before;
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(300);
            node.snapshot();
            final CompletableFuture<Void> load = CompletableFuture.runAsync(() ->
            {
                while (!stopped.get())
                {
                    node.transfers(10_000 + acknowledged.get(), 1);
                    acknowledged.incrementAndGet();
                }
            });
            while (acknowledged.get() < 20)
            {
                assertFalse(load.isDone(), "the load goes on");
                Thread.onSpinWait();
            }
            before = acknowledged.get();
            final CommandRun run = CommandRun.of(new BackupCommand(), data(), "--to", backup);
            stopped.set(true);
            load.join();
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(run.lines().getFirst().contains("the snapshot at 302, 300 rows of the store"), run.out());
            assertTrue(run.lastLine().startsWith("ok: "), run.out());
        }
        final CommandRun run = CommandRun.of(new RestoreCommand(), backup, "--to", restored);
        assertEquals(0, run.exitCode(), run.err());
        final CommandRun replayed = CommandRun.of(new ReplayCommand(), backup, "--from-snapshot");
        try (NodeDriver node = NodeDriver.open(restored))
        {
            for (int i = 0; i < before; i++)
            {
                assertEquals(1, node.transfer(10_000 + i).size(), "transfer " + i + " of " + before);
            }
            final EngineState state = node.state();
            assertEquals(Long.toString(state.sequence()), replayed.value("sequence"));
            assertEquals(state.accounts(), 2);
            assertEquals(node.accounts().get(0).debitsPosted(), node.accounts().get(1).creditsPosted());
        }
        final CommandRun verified = CommandRun.of(new VerifyCommand(), restored);
        assertEquals(0, verified.exitCode(), verified.err());
    }

    @Test
    void shouldCopyOnlyToAnEmptyFolder() throws IOException
    {
        try (NodeDriver node = NodeDriver.open(data()))
        {
            node.fill(3);
        }
        Files.writeString(Files.createDirectory(root.resolve("full")).resolve("file"), "");
        final CommandRun run = CommandRun.of(new BackupCommand(), data(), "--to", root.resolve("full"));
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("full is not empty"), run.err());
        assertEquals(2, CommandRun.of(new BackupCommand(), data()).exitCode());
        final CommandRun none = CommandRun.of(new RestoreCommand(), root.resolve("full"), "--to", root.resolve("new"));
        assertTrue(none.err().contains("is not a data folder"), none.err());
    }

    @Test
    void shouldPruneWhatTwoSnapshotsDoNotNeed() throws IOException
    {
        final EngineState state;
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(300);
            node.closeBlock(10_000);
            node.snapshot();
            // A file stays until the audit chain has closed a block over it.
            node.awaitSigned();
        }
        final int all = CycleFiles.list(journal()).size();
        final CommandRun refused = CommandRun.of(new PruneCommand(), data());
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("two valid snapshots are needed, there is 1"), refused.err());
        assertEquals(all, CycleFiles.list(journal()).size());
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.transfers(1_000, 300);
            node.snapshot();
            node.transfers(2_000, 300);
            state = node.state();
            node.awaitSigned();
        }
        final int before = CycleFiles.list(journal()).size();
        final CommandRun dry = CommandRun.of(new PruneCommand(), data(), "--dry-run");
        assertEquals(0, dry.exitCode(), dry.err());
        assertEquals(before, CycleFiles.list(journal()).size());
        final CommandRun run = CommandRun.of(new PruneCommand(), data());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(dry.out().replace("would remove", "removed"), run.out());
        final int removed = run.lines().size() - 1;
        assertTrue(removed > 0, run.out());
        assertEquals(before - removed, CycleFiles.list(journal()).size());
        final CommandRun verified = CommandRun.of(new VerifyCommand(), data());
        assertEquals(0, verified.exitCode(), verified.err());
        final CommandRun replay = CommandRun.of(new ReplayCommand(), data());
        assertTrue(replay.err().contains("what was before is pruned: use --from-snapshot"), replay.err());
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            assertEquals(state, node.state());
        }
        Files.delete(SnapshotFiles.list(data().resolve("snapshots")).getFirst());
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            assertEquals(state, node.state(), "the older snapshot still has the journal that it needs");
        }
    }

    @Test
    void shouldNotPruneByADamagedSnapshot() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(300);
            node.snapshot();
            node.transfers(1_000, 300);
            node.snapshot();
        }
        final Path older = SnapshotFiles.list(data().resolve("snapshots")).getLast();
        Place.flip(older, 100);
        final int before = CycleFiles.list(journal()).size();
        final CommandRun run = CommandRun.of(new PruneCommand(), data());
        assertEquals(1, run.exitCode());
        assertTrue(run.out().contains("passed over: snapshot " + older), run.out());
        assertEquals(before, CycleFiles.list(journal()).size());
    }

    @Test
    void shouldFindWhereTwoJournalsPart() throws IOException
    {
        final Path copy = root.resolve("copy");
        try (NodeDriver node = NodeDriver.open(data()))
        {
            node.fill(10);
        }
        assertEquals(0, CommandRun.of(new BackupCommand(), data(), "--to", copy).exitCode());
        final CommandRun same = CommandRun.of(new DiffCommand(), data(), copy);
        assertEquals(0, same.exitCode(), same.err());
        assertEquals("equal: sequences 1 to 12", same.lastLine());

        try (NodeDriver node = NodeDriver.open(data()))
        {
            node.transfers(500, 1);
        }
        final CommandRun longer = CommandRun.of(new DiffCommand(), data(), copy);
        assertEquals(1, longer.exitCode());
        assertEquals("null", longer.lines().get(1));
        assertTrue(longer.err().contains("differ at sequence 13, they are equal from 1 to 12"), longer.err());

        try (NodeDriver node = NodeDriver.open(copy))
        {
            node.transfers(600, 1);
        }
        final CommandRun different = CommandRun.of(new DiffCommand(), data(), copy);
        assertEquals(1, different.exitCode());
        assertTrue(different.err().contains("differ at sequence 13"), different.err());
        assertEquals("500", idOf(different.lines().get(0)));
        assertEquals("600", idOf(different.lines().get(1)));
    }

    private static String idOf(final String line) throws IOException
    {
        final JsonNode frame = new ObjectMapper().readTree(line);
        return frame.get("body").get("transfers").get(0).get("id").textValue();
    }

    @Test
    void shouldLeaveASnapshotOfAFolderAtRest() throws IOException
    {
        final EngineState state;
        try (NodeDriver node = NodeDriver.open(data()))
        {
            node.fill(10);
            state = node.state();
            final CommandRun inUse = CommandRun.of(new SnapshotCommand(), data());
            assertEquals(1, inUse.exitCode());
            assertTrue(inUse.err().contains("in use"), inUse.err());
        }
        final CommandRun run = CommandRun.of(new SnapshotCommand(), data());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("snapshot at sequence 12", run.lastLine());
        assertEquals(12, SnapshotFiles.sequence(SnapshotFiles.list(data().resolve("snapshots")).getFirst()));
        final CommandRun again = CommandRun.of(new SnapshotCommand(), data());
        assertEquals("the snapshot at sequence 12 is the newest there can be", again.lastLine());
        try (NodeDriver node = NodeDriver.open(data()))
        {
            assertEquals(state, node.state());
        }
        final CommandRun verified = CommandRun.of(new VerifyCommand(), data());
        assertEquals(0, verified.exitCode(), verified.err());
        final CommandRun none = CommandRun.of(new SnapshotCommand(), root);
        assertTrue(none.err().contains("is not a data folder"), none.err());
    }
}
