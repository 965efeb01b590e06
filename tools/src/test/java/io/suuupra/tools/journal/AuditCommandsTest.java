package io.suuupra.tools.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What operators do with the audit chain of a real folder. */
class AuditCommandsTest
{
    /** Bytes from a group's header into its first command. */
    private static final int GROUP_AND_A_BIT = 200;

    @TempDir
    private Path root;

    private Path data()
    {
        return root.resolve("data");
    }

    private Path key()
    {
        return data().resolve("audit/node-key.pub");
    }

    private void fill() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(300);
            node.awaitSigned();
        }
    }

    private CommandRun verify()
    {
        return CommandRun.of(new VerifyCommand(), data(), "--key", key());
    }

    @Test
    void shouldTellUpToWhereTheJournalIsSigned() throws IOException
    {
        fill();
        final CommandRun run = verify();
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("audit: 302 frames from sequence 1 on, 0 closed blocks, "), run.out());
        assertTrue(run.out().contains("signed up to sequence 302 by the key "), run.out());
        assertEquals("ok: 302 frames, sequences 1 to 302", run.lastLine());
        final CommandRun alone = CommandRun.of(new VerifyCommand(), data().resolve("journal"), "--audit",
            data().resolve("audit"), "--key", Files.readString(key()));
        assertEquals(0, alone.exitCode(), alone.err());
    }

    @Test
    void shouldNameTheFirstSequenceOfAJournalThatWasRewritten() throws IOException
    {
        fill();
        Forger.change(data().resolve("journal"), 150);
        final CommandRun run = verify();
        assertEquals(1, run.exitCode(), run.out());
        assertTrue(run.err().startsWith("suuupra: audit chain broken at sequence 150: "), run.err());
    }

    @Test
    void shouldNameTheFirstSequenceInClosedBlocksToo() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(300);
            node.closeBlock(10_000);
            node.awaitSigned();
        }
        final CommandRun whole = verify();
        assertTrue(whole.out().contains(", 1 closed blocks, "), whole.out());
        assertEquals(0, whole.exitCode(), whole.err());
        Forger.change(data().resolve("journal"), 310);
        final String changed = verify().err();
        assertTrue(changed.startsWith("suuupra: audit chain broken at sequence 310: "), changed);
        final Place place = Place.of(data().resolve("journal"), 305);
        Place.flip(place.file(), place.position() + GROUP_AND_A_BIT);
        final String both = verify().err();
        assertTrue(both.startsWith("suuupra: journal damaged at sequence 305"), both);
    }

    @Test
    void shouldHoldWhatAReplayLeadsToAgainstWhatWasSigned() throws IOException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(300);
            node.closeBlock(10_000);
            node.awaitSigned();
        }
        final CommandRun run = CommandRun.of(new ReplayCommand(), data(), "--audit", "--key", key());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("40300 records, all as they were signed", run.value("signed"));
        final CommandRun part = CommandRun.of(new ReplayCommand(), data(), "--audit", "--to", 400);
        assertEquals(0, part.exitCode(), part.err());
        assertTrue(part.value("signed").endsWith(" records, all as they were signed"), part.out());
        // Its transfer carries a timestamp now, and is refused.
        Forger.change(data().resolve("journal"), 301);
        final CommandRun forged = CommandRun.of(new ReplayCommand(), data(), "--audit");
        assertEquals(1, forged.exitCode(), forged.out());
        assertTrue(forged.err().contains("a row from 0 to 8191 is not the one that was signed"), forged.err());
        assertEquals(0, CommandRun.of(new ReplayCommand(), data()).exitCode());
    }

    @Test
    void shouldNotTakeAnotherKeyThanTheOneThatIsGiven() throws IOException
    {
        fill();
        final Path other = root.resolve("other");
        try (NodeDriver node = NodeDriver.open(other))
        {
            node.fill(1);
        }
        final CommandRun run =
            CommandRun.of(new VerifyCommand(), data(), "--key", other.resolve("audit/node-key.pub"));
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("the chain was not signed by the key "), run.err());
        final CommandRun bad = CommandRun.of(new VerifyCommand(), data(), "--key", "no key");
        assertEquals(2, bad.exitCode());
        assertTrue(bad.err().contains("there is no file no key, and it is no key in base64"), bad.err());
    }

    @Test
    void shouldNotPruneWhatTheChainStillNeeds() throws IOException, InterruptedException
    {
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.fill(300);
            node.snapshot();
            node.transfers(1_000, 300);
            node.snapshot();
            node.awaitSigned();
        }
        final CommandRun early = CommandRun.of(new PruneCommand(), data());
        assertEquals(0, early.exitCode(), early.err());
        assertTrue(early.out().startsWith("removed 0 files"), early.out());
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.closeBlock(10_000);
            node.awaitSigned();
        }
        final CommandRun later = CommandRun.of(new PruneCommand(), data());
        assertTrue(!later.out().startsWith("removed 0 files"), later.out());
        final CommandRun run = verify();
        assertEquals(0, run.exitCode(), run.err());
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            node.transfers(90_000, 1);
            node.awaitSigned();
        }
        assertEquals(0, verify().exitCode());
    }

    @Test
    void shouldSayThatAChainIsMissingWhereAKeyDemandsOne() throws IOException
    {
        fill();
        final String key = Files.readString(key());
        try (var files = Files.list(data().resolve("audit")))
        {
            for (final Path file : files.toList())
            {
                Files.delete(file);
            }
        }
        final CommandRun without = CommandRun.of(new VerifyCommand(), data());
        assertEquals(0, without.exitCode(), without.err());
        assertTrue(without.out().contains("audit: no chain was found"), without.out());
        final CommandRun run = CommandRun.of(new VerifyCommand(), data(), "--key", key);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("there is no audit chain in "), run.err());
    }

    @Test
    void shouldGiveTheNodeAnotherKey() throws IOException
    {
        fill();
        final String first = Files.readString(key());
        final CommandRun run = CommandRun.of(new RotateKeyCommand(), data());
        assertEquals(0, run.exitCode(), run.err());
        final String second = Files.readString(key());
        assertNotEquals(first, second);
        assertTrue(run.out().endsWith(second), run.out());
        try (NodeDriver node = NodeDriver.openWithSmallFiles(data()))
        {
            final CommandRun refused = CommandRun.of(new RotateKeyCommand(), data());
            assertEquals(1, refused.exitCode());
            assertTrue(refused.err().contains("is in use by"), refused.err());
            node.transfers(5_000, 3);
            node.awaitSigned();
        }
        for (final String key : new String[]{first, second})
        {
            final CommandRun verified = CommandRun.of(new VerifyCommand(), data(), "--key", key);
            assertEquals(0, verified.exitCode(), verified.err());
            assertTrue(verified.out().contains("signed up to sequence 305"), verified.out());
        }
    }

    @Test
    void shouldCopyTheChainAndGoOnWithTheCopy() throws IOException
    {
        fill();
        final Path backup = root.resolve("backup");
        assertEquals(0, CommandRun.of(new BackupCommand(), data(), "--to", backup).exitCode());
        final Path restored = root.resolve("restored");
        assertEquals(0, CommandRun.of(new RestoreCommand(), backup, "--to", restored).exitCode());
        try (NodeDriver node = NodeDriver.openWithSmallFiles(restored))
        {
            node.transfers(5_000, 10);
            node.awaitSigned();
        }
        final CommandRun run = CommandRun.of(new VerifyCommand(), restored, "--key", key());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("signed up to sequence 312"), run.out());
    }
}
