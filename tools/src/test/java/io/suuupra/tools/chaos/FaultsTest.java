package io.suuupra.tools.chaos;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real node whose real system calls fail; {@code ./suuupra faults} does all of them. */
class FaultsTest
{
    private static final int SEED = 1;

    @TempDir
    private Path folder;

    @Test
    void shouldHaltBeforeTheNextAnswerWhenAForceFails() throws Exception
    {
        final Optional<String> missing = FaultRun.missing(Fault.AHEAD_FORCE);
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (FaultRun run = new FaultRun(folder, SEED))
        {
            final FaultRun.Result result = run.run(Fault.AHEAD_FORCE, 5);
            assertEquals(List.of(), result.wrong(), result.toString());
            assertEquals(OptionalInt.of(3), result.exit());
            assertTrue(result.met().contains("ahead-") && result.met().contains("EIO"), result.met());
            assertTrue(result.said().contains("ahead-") && result.said().contains("Input/output error"), result.said());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "snapshot, snapshot, true",
        "ring-0, ring-, true",
        "journal-followe, journal-follower, true",
        "journal-reserve, journal-follower, false",
        "journal, journal-follower, false",
        "pulse, snapshot, false"})
    void shouldKnowAThreadByWhatIsKeptOfItsName(final String kept, final String name, final boolean known)
    {
        assertEquals(known, Strace.isNamed(kept, name));
    }

    @Test
    void shouldFindTheFirstCallThatFailed() throws Exception
    {
        final Path log = folder.resolve("log");
        Files.writeString(log, """
            17 1700000000.100000 fdatasync(5</d/a>) = 0
            17 1700000001.250000 fdatasync(5</d/a> <unfinished ...>
            18 1700000001.300000 fdatasync(6</d/b>) = 0
            17 1700000003.260000 <... fdatasync resumed>) = -1 EIO (Input/output error) (INJECTED) (DELAYED)
            17 1700000004.000000 fdatasync(5</d/a>) = -1 EIO (Input/output error) (INJECTED)
            """);
        final Strace.Injected first = Strace.first(log).orElseThrow();
        assertEquals(1_700_000_001_250L, first.beganMs());
        assertTrue(first.text().startsWith("fdatasync(5</d/a>"), first.text());
        assertTrue(first.text().endsWith("EIO (Input/output error)"), first.text());
        assertFalse(Strace.first(folder.resolve("none")).isPresent());
    }
}
