package io.suuupra.tools.chaos;

import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.tools.importer.ImportListener;
import io.suuupra.tools.importer.ImportSummary;
import io.suuupra.tools.importer.Importer;
import io.suuupra.tools.journal.Replay;
import io.suuupra.tools.ledger.ClientLedger;
import io.suuupra.tools.ledger.LedgerPort;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A real file goes into a node that is killed in the middle of it; the ledger must be the same as if nothing had
 * happened.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BerkaKillTest
{
    private static final String SEED = "suuupra.chaos.seed";
    private static final Path ROOT = Path.of(System.getProperty("suuupra.root", ".."));
    private static final Path FILE = ROOT.resolve("../shared/data/berka/trans.asc");
    private static final long ROWS = 49_102;
    private static final int IN_FLIGHT = 2;
    private static final long START_TIMEOUT_S = 120;

    /** By then the first frames are answered, and the last ones are not sent. */
    private static final int KILL_FIRST_ROW = 25_000;
    private static final int KILL_LAST_ROW = 46_000;

    @TempDir
    private static Path folder;

    private final long seed = Long.getLong(SEED, new SecureRandom().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private EngineState undisturbed;

    /** Ends an import from within. */
    private static final class Killed extends RuntimeException
    {
        private static final long serialVersionUID = 1L;
    }

    /** What happens at a row. */
    private interface Event
    {
        void run() throws IOException, InterruptedException;
    }

    @BeforeAll
    void importTwiceWithoutDisturbance() throws Exception
    {
        assumeTrue(Files.exists(FILE),
            "the real file " + FILE + " is not there: get trans.asc of the PKDD'99 data set");
        final NodeProcess.Settings settings = settings("undisturbed");
        try (NodeProcess node = start(settings))
        {
            assertEquals(ROWS, run(settings, Long.MAX_VALUE, () -> { }).transfers(CreateTransferStatus.CREATED));
            undisturbed = state(settings);
            assertEquals(ROWS, run(settings, Long.MAX_VALUE, () -> { }).transfers(CreateTransferStatus.EXISTS));
            final EngineState again = state(settings);
            assertEquals(undisturbed.contentHash(), again.contentHash());
            assertEquals(undisturbed.records(), again.records());
            assertTrue(again.sequence() > undisturbed.sequence());
            node.kill();
            assertEquals(again, Replay.stateAt(settings.data(), again.sequence()));
        }
    }

    @Test
    void shouldHoldTheSameWhenTheImportIsRunAgainAfterAKill() throws Exception
    {
        final NodeProcess.Settings settings = settings("killed");
        final long row = killRow();
        try (NodeProcess node = start(settings))
        {
            assertThrows(Killed.class, () -> run(settings, row, () ->
            {
                node.kill();
                throw new Killed();
            }));
        }
        try (NodeProcess node = start(settings))
        {
            final long kept = state(settings).transfers();
            assertTrue(kept > 0 && kept < ROWS,
                () -> kept + " transfers after the kill at row " + row + ", seed " + seed);
            final ImportSummary summary = run(settings, Long.MAX_VALUE, () -> { });
            assertEquals(kept, summary.transfers(CreateTransferStatus.EXISTS), () -> "seed " + seed);
            assertEquals(ROWS - kept, summary.transfers(CreateTransferStatus.CREATED), () -> "seed " + seed);
            assertSame(settings, node);
        }
    }

    /** The import itself does not even notice: its client connects again and sends what is unanswered. */
    @Test
    void shouldHoldTheSameWhenTheNodeComesBackDuringTheImport() throws Exception
    {
        final NodeProcess.Settings settings = settings("restarted");
        final NodeProcess[] nodes = {start(settings)};
        try
        {
            final ImportSummary summary = run(settings, killRow(), () ->
            {
                nodes[0].kill();
                nodes[0] = start(settings);
            });
            assertEquals(ROWS, summary.transfers(CreateTransferStatus.CREATED), () -> "seed " + seed);
            assertSame(settings, nodes[0]);
        }
        finally
        {
            nodes[0].close();
        }
    }

    private void assertSame(final NodeProcess.Settings settings, final NodeProcess node) throws Exception
    {
        final EngineState state = state(settings);
        assertEquals(undisturbed.contentHash(), state.contentHash(), () -> "seed " + seed);
        assertEquals(undisturbed.records(), state.records(), () -> "seed " + seed);
        node.kill();
        assertEquals(state, Replay.stateAt(settings.data(), state.sequence()), () -> "seed " + seed);
    }

    private long killRow()
    {
        return random.nextLong(KILL_FIRST_ROW, KILL_LAST_ROW);
    }

    private static NodeProcess.Settings settings(final String name) throws IOException
    {
        return NodeProcess.Settings.of(folder.resolve(name), folder.resolve(name + ".log"), ChaosRun.SMALL_FILES);
    }

    private static NodeProcess start(final NodeProcess.Settings settings) throws IOException, InterruptedException
    {
        final NodeProcess node = NodeProcess.start(settings);
        boolean ready = false;
        try
        {
            node.awaitReady(START_TIMEOUT_S);
            ready = true;
            return node;
        }
        finally
        {
            if (!ready)
            {
                node.close();
            }
        }
    }

    private static EngineState state(final NodeProcess.Settings settings) throws IOException
    {
        try (SuuupraClient client = SuuupraClient.connect(Session.options(settings)))
        {
            return client.state().join();
        }
    }

    private static ImportSummary run(final NodeProcess.Settings settings, final long atRow, final Event event)
        throws Exception
    {
        try (LedgerPort ledger = ClientLedger.connect(settings.address(), settings.key(), null))
        {
            final Mapping mapping = MappingReader.read(ROOT.resolve("docs/examples/berka.yaml"));
            final ImportSummary summary =
                new Importer(mapping, ledger, new AtRow(atRow, event), IN_FLIGHT, 1).run(FILE);
            assertEquals(0, summary.badRows());
            return summary;
        }
    }

    /** Lets something happen once, when a row is reached. */
    private static final class AtRow implements ImportListener
    {
        private final Event event;
        private long row;

        AtRow(final long row, final Event event)
        {
            this.row = row;
            this.event = event;
        }

        @Override
        public void badRow(final long line, final String reason)
        {
            throw new AssertionError("line " + line + ": " + reason);
        }

        @Override
        public void progress(final ImportSummary summary, final long bytesRead)
        {
            if (summary.rows() >= row)
            {
                row = Long.MAX_VALUE;
                try
                {
                    event.run();
                }
                catch (final IOException failed)
                {
                    throw new UncheckedIOException(failed);
                }
                catch (final InterruptedException interrupted)
                {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", interrupted);
                }
            }
        }
    }
}
