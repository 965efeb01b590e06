package io.suuupra.tools.chaos;

import io.suuupra.journal.DataPaths;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.wal.WalScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A real node in a process of its own, killed for real. */
class ChaosTest
{
    private static final String KILLS = "suuupra.chaos.kills";
    private static final String SEED = "suuupra.chaos.seed";
    private static final int SESSIONS = 4;
    private static final int LOAD = 1_000;

    /** Some hit a node that starts, which has said nothing yet that could be lost. */
    private static final int SABOTAGED_KILLS = 8;

    @TempDir
    private Path folder;

    private final PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

    @Test
    void shouldStandByEveryAnswerOverManyKills() throws Exception
    {
        final int kills = Integer.getInteger(KILLS, 30);
        final long seed = Long.getLong(SEED, new SecureRandom().nextLong());
        final String repeat = "repeat: mvn -pl tools -am test -Dtest=io.suuupra.tools.chaos.ChaosTest " +
            "-Dsurefire.failIfNoSpecifiedTests=false -D" + SEED + "=" + seed + " -D" + KILLS + "=" + kills +
            "\nor: ./suuupra chaos --kills " + kills +
            " --sessions " + SESSIONS + " --load " + LOAD + " --seed " + seed;
        try (ChaosRun run =
            new ChaosRun(new ChaosRun.Settings(kills, SESSIONS, LOAD, seed), folder.resolve("data"), progress))
        {
            try
            {
                run.run();
            }
            catch (final IOException | RuntimeException failed)
            {
                throw new AssertionError(repeat + "\nthe node said:\n" + Files.readString(run.log()), failed);
            }
            assertTrue(run.findings().isEmpty(), () -> run.findings().texts() + "\n" + repeat);
            assertEquals(kills, run.kills());
            assertTrue(run.acks() > kills, () -> "only " + run.acks() + " acks; " + repeat);
            assertNotNull(run.state());
        }
    }

    /** The checks find it when a node comes back without some of what it has said. */
    @Test
    void shouldFindWhatALostJournalFileTakesAway() throws Exception
    {
        try (ChaosRun run =
            new ChaosRun(new ChaosRun.Settings(SABOTAGED_KILLS, SESSIONS, LOAD, 1), folder.resolve("data"), progress))
        {
            run.sabotage(ChaosTest::loseLastFile);
            run.run();
            assertTrue(run.findings().count(Findings.Kind.LOST) > 0, () -> "found " + run.findings().texts());
        }
    }

    private static void loseLastFile(final DataPaths data) throws IOException
    {
        for (final Path directory : new Path[]{data.snapshots(), data.store()})
        {
            if (Files.isDirectory(directory))
            {
                try (var files = Files.newDirectoryStream(directory))
                {
                    for (final Path file : files)
                    {
                        Files.delete(file);
                    }
                }
            }
        }
        // What they hold would be taken over, and nothing were lost.
        for (final Path file : WalScan.files(data.journal()))
        {
            Files.delete(file);
        }
        final var files = CycleFiles.list(data.journal());
        // The first holds the capacities and the accounts.
        if (files.size() > 1)
        {
            Files.delete(files.getLast().path());
        }
    }
}
