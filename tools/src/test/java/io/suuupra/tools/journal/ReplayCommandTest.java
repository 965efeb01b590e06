package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.store.MappedSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReplayCommandTest
{
    private static final int BATCH = 500;

    @TempDir
    private Path data;

    private CommandRun replay(final Object... options)
    {
        final Object[] arguments = new Object[options.length + 1];
        arguments[0] = data;
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandRun.of(new ReplayCommand(), arguments);
    }

    /** A hold, an id that is burnt, and transfers over more than one segment of the store. */
    private static void fill(final NodeDriver node, final long firstId, final int batches)
    {
        node.createTransfers(
            NodeDriver.transfer(firstId, 70).flags(TransferFlags.PENDING).timeout(100_000).build(),
            NodeDriver.transfer(firstId + 1, 5).debitAccountId(UInt128.of(99)).build());
        for (int batch = 0; batch < batches; batch++)
        {
            final Transfer[] transfers = new Transfer[BATCH];
            for (int i = 0; i < BATCH; i++)
            {
                transfers[i] = NodeDriver.transfer(firstId + 2 + (long)batch * BATCH + i, i).build();
            }
            node.createTransfers(transfers);
        }
    }

    private static void assertSame(final EngineState expected, final CommandRun run)
    {
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(hex(expected.stateHash()), run.value("state_hash"));
        assertEquals(hex(expected.contentHash()), run.value("content_hash"));
        assertEquals(Long.toString(expected.sequence()), run.value("sequence"));
        assertTrue(run.value("timestamp").startsWith(expected.timestamp() + " "), run.out());
        assertEquals(Long.toString(expected.accounts()), run.value("accounts"));
        assertEquals(Long.toString(expected.records()), run.value("records"));
        assertEquals(Long.toString(expected.transfers()), run.value("transfers"));
        assertEquals(Long.toString(expected.holdsOpen()), run.value("holds_open"));
    }

    private static String hex(final UInt128 hash)
    {
        return HexFormat.of().toHexDigits(hash.high()) + HexFormat.of().toHexDigits(hash.low());
    }

    private Map<String, String> content() throws IOException
    {
        final Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data))
        {
            for (final Path file : files.filter(Files::isRegularFile).toList())
            {
                content.put(file.toString(),
                    Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    @Test
    void shouldComeToTheStateOfTheNode() throws IOException
    {
        final EngineState state;
        try (NodeDriver node = NodeDriver.open(data))
        {
            node.fill(20);
            fill(node, 10_000, 20);
            state = node.state();
            assertSame(state, replay());
        }
        final Map<String, String> before = content();
        final CommandRun run = replay();
        assertSame(state, run);
        assertEquals(before, content(), "a replay reads only");
        final String totals = run.lastLine();
        final long posted = 210 + 20 * (BATCH - 1) * BATCH / 2;
        assertEquals("356 2 " + posted + " " + posted + " 70 70 yes", totals.strip().replaceAll(" +", " "));
    }

    @Test
    void shouldStopWhereItIsTold() throws IOException
    {
        final EngineState state;
        try (NodeDriver node = NodeDriver.open(data))
        {
            node.fill(20);
            state = node.state();
            fill(node, 10_000, 2);
        }
        assertSame(state, replay("--to", state.sequence()));
        final CommandRun tooFar = replay("--to", 1_000);
        assertEquals(1, tooFar.exitCode());
        assertTrue(tooFar.err().contains("the journal ends with sequence 25, there is no 1000 yet"), tooFar.err());
        assertEquals(2, replay("--to", 0).exitCode());
    }

    @Test
    void shouldComeToTheSameStateFromASnapshot() throws IOException
    {
        final EngineState state;
        final long snapshotSequence;
        try (NodeDriver node = NodeDriver.open(data))
        {
            node.fill(20);
            fill(node, 10_000, 10);
            node.snapshot();
            snapshotSequence = node.state().sequence();
            fill(node, 50_000, 10);
            state = node.state();
            assertSame(state, replay("--from-snapshot"));
        }
        final Map<String, String> before = content();
        final CommandRun run = replay("--from-snapshot");
        assertSame(state, run);
        assertTrue(run.out().contains("behind the snapshot at " + snapshotSequence), run.out());
        assertSame(state, replay());
        assertEquals(before, content(), "a replay reads only");
        final CommandRun older = replay("--from-snapshot", "--to", 10);
        assertEquals(1, older.exitCode());
        assertTrue(older.err().contains("no valid snapshot serves sequence 10"), older.err());
    }

    @Test
    void shouldNotTrustADamagedStore() throws IOException
    {
        try (NodeDriver node = NodeDriver.open(data))
        {
            node.fill(20);
            node.snapshot();
        }
        Place.flip(MappedSegments.file(data.resolve("store"), 0), 10);
        final CommandRun run = replay("--from-snapshot");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("store damaged at row 0"), run.err());
        assertEquals(0, replay().exitCode(), "from the first command the store is not needed");
    }

    @Test
    void shouldNameTheDamageItStopsAt() throws IOException
    {
        try (NodeDriver node = NodeDriver.open(data))
        {
            node.fill(50);
        }
        final Place place = Place.of(data.resolve("journal"), 31);
        Place.flip(place.file(), place.position() + place.length() - 16);
        final CommandRun run = replay();
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("damaged at sequence 31 in " + place.file()), run.err());
    }

    @Test
    void shouldAskForASnapshotThatIsNotThere() throws IOException
    {
        try (NodeDriver node = NodeDriver.open(data))
        {
            node.fill(3);
        }
        assertEquals(0, SnapshotFiles.list(data.resolve("snapshots")).size());
        final CommandRun run = replay("--from-snapshot");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("no valid snapshot serves: leave out --from-snapshot"), run.err());
    }
}
