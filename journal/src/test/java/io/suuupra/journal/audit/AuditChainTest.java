package io.suuupra.journal.audit;

import io.suuupra.journal.FaultyDisk;
import io.suuupra.journal.Folders;
import io.suuupra.journal.disk.Disk;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AuditChainTest
{
    private static final int FRAMES = 60;
    private static final long ROWS = Checkpoint.ROWS_MAX + 5L;

    @TempDir
    private Path folder;

    private final List<byte[]> frames = AuditFixture.frames(FRAMES);

    private void fill(final Path directory, final int upTo) throws IOException
    {
        try (AuditChain chain = AuditFixture.open(directory, Disk.SYSTEM))
        {
            final long next = chain.nextSequence();
            AuditFixture.add(chain, frames, next == 0 ? 0 : (int)next - 1, upTo);
            AuditFixture.addRows(chain, ROWS);
            chain.checkpoint();
        }
    }

    @Test
    void shouldGiveTheSameBlocksHoweverOftenItStarts() throws IOException
    {
        final Path once = folder.resolve("once");
        final Path often = folder.resolve("often");
        fill(once, FRAMES);
        Files.createDirectory(often);
        for (final String file : List.of("node-key", "keys"))
        {
            Files.copy(once.resolve(file), often.resolve(file));
        }
        for (int i = 1; i <= FRAMES; i += 7)
        {
            fill(often, i);
        }
        fill(often, FRAMES);
        assertArrayEquals(Files.readAllBytes(once.resolve("frames")), Files.readAllBytes(often.resolve("frames")));
        assertArrayEquals(Files.readAllBytes(once.resolve("marks")), Files.readAllBytes(often.resolve("marks")));
        assertEquals(FRAMES, AuditFixture.prove(often, null, frames).signedSequence());
    }

    /** The disk fails at each of its operations once; the next start goes on from what is left. */
    @Test
    void shouldGoOnAfterACrashAtAnyOperation() throws IOException
    {
        final Path whole = folder.resolve("whole");
        final FaultyDisk counting = new FaultyDisk(Long.MAX_VALUE);
        run(whole, counting);
        final long operations = counting.calls();
        assertTrue(operations > 40, operations + " operations");
        for (long good = 0; good < operations; good++)
        {
            final Path crashed = folder.resolve("crashed-" + good);
            final FaultyDisk disk = new FaultyDisk(good);
            assertThrows(IOException.class, () -> run(crashed, disk), "operation " + good);
            run(crashed, Disk.SYSTEM);
            assertArrayEquals(
                Files.readAllBytes(whole.resolve("frames")), Files.readAllBytes(crashed.resolve("frames")),
                "blocks after a crash at operation " + good);
            final AuditProof.Summary summary = AuditFixture.prove(crashed, null, frames);
            assertEquals(FRAMES, summary.signedSequence(), "operation " + good);
        }
    }

    private void run(final Path directory, final Disk disk) throws IOException
    {
        final AuditChain chain = AuditFixture.open(directory, disk);
        try
        {
            final long next = chain.nextSequence();
            for (int i = next == 0 ? 0 : (int)next - 1; i < FRAMES; i += 10)
            {
                AuditFixture.add(chain, frames, i, Math.min(FRAMES, i + 10));
                AuditFixture.addRows(chain, i < FRAMES / 2 ? i : ROWS);
                chain.checkpoint();
            }
            chain.close();
        }
        finally
        {
            chain.abandon();
        }
    }

    /** Each file loses or garbles its end, as a loss of power may leave it. */
    @Test
    void shouldMakeATornEndAnew() throws IOException
    {
        final Path whole = folder.resolve("whole");
        fill(whole, FRAMES);
        for (final String name : List.of("frames", "marks", "rows", "head"))
        {
            final byte[] bytes = Files.readAllBytes(whole.resolve(name));
            for (final int left : new int[]{0, 1, bytes.length / 2, bytes.length - 1})
            {
                final Path torn = folder.resolve(name + "-" + left);
                Folders.copy(whole, torn);
                Files.write(torn.resolve(name), Arrays.copyOf(bytes, left));
                fill(torn, FRAMES);
                assertEquals(FRAMES, AuditFixture.prove(torn, null, frames).signedSequence(), torn.toString());
                final byte[] zeros = bytes.clone();
                Arrays.fill(zeros, left, bytes.length, (byte)0);
                Files.write(torn.resolve(name), zeros);
                fill(torn, FRAMES);
                assertEquals(FRAMES, AuditFixture.prove(torn, null, frames).signedSequence(), torn.toString());
            }
        }
    }

    @Test
    void shouldRefuseFramesThatAreNotThoseThatWereSigned() throws IOException
    {
        fill(folder, FRAMES);
        final List<byte[]> others = new ArrayList<>(frames);
        final byte[] changed = others.get(FRAMES - 2).clone();
        changed[changed.length - 1] ^= 1;
        others.set(FRAMES - 2, changed);
        AuditFixture.seal(others, FRAMES - 2);
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            final int next = (int)chain.nextSequence() - 1;
            assertTrue(next <= FRAMES - 2, "the changed frame is in the open block");
            final AuditDamage damage =
                assertThrows(AuditDamage.class, () -> AuditFixture.add(chain, others, next, FRAMES));
            assertTrue(damage.getMessage().contains("is another one than was signed"), damage.getMessage());
        }
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            final int last = (int)chain.nextSequence() - 2;
            final UnsafeBuffer frame = new UnsafeBuffer(frames.get(last));
            chain.requireLast(frame, 0, frame.capacity(), last + 1L);
            final UnsafeBuffer other = new UnsafeBuffer(frames.get(last - 1));
            assertThrows(AuditDamage.class, () -> chain.requireLast(other, 0, other.capacity(), last + 1L));
            assertThrows(AuditDamage.class, () -> AuditFixture.add(chain, frames, last + 2, FRAMES), "a gap");
        }
    }

    @Test
    void shouldRefuseAJournalOrAStoreThatEndsBeforeWhatWasSigned() throws IOException
    {
        fill(folder, FRAMES);
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            chain.requireReached(FRAMES, ROWS);
            assertEquals(FRAMES, assertThrows(
                AuditDamage.class, () -> chain.requireReached(FRAMES - 1, ROWS)).sequence());
            assertThrows(AuditDamage.class, () -> chain.requireReached(FRAMES, ROWS - 1));
        }
    }

    @Test
    void shouldRefuseACheckpointThatTheNodeHasNotSigned() throws IOException
    {
        fill(folder, FRAMES);
        final Path other = folder.resolve("other");
        fill(other, FRAMES);
        Files.copy(other.resolve("head"), folder.resolve("head"), StandardCopyOption.REPLACE_EXISTING);
        assertTrue(assertThrows(AuditDamage.class, () -> AuditFixture.open(folder, Disk.SYSTEM))
            .getMessage().contains("is not signed by a key of this node"));
    }

    @Test
    void shouldFindTheCheckpointOfEveryRow() throws IOException
    {
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            AuditFixture.add(chain, frames, 0, FRAMES);
            AuditFixture.addRows(chain, ROWS);
            assertNull(chain.covering(ROWS - 1), "not signed yet");
            chain.checkpoint();
            assertEquals(0, chain.covering(Checkpoint.ROWS_MAX - 1L).firstRow());
            assertEquals(Checkpoint.ROWS_MAX, chain.covering(ROWS - 1).firstRow());
            assertNull(chain.covering(ROWS));
            assertEquals(ROWS, chain.signedRows());
            assertEquals(FRAMES, chain.signedSequence());
        }
    }

    @Test
    void shouldKeepTheNodesKeyForItsOwner() throws IOException
    {
        fill(folder, FRAMES);
        assertEquals("rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("node-key"))));
        final PublicNodeKey key = PublicNodeKey.parseOrRead(folder.resolve("node-key.pub").toString());
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            assertEquals(key, chain.publicKey());
        }
        assertEquals(key, PublicNodeKey.parse(key.toString()));
    }

    @Test
    void shouldRefuseAPrivateKeyBesideThePublicKeyOfAnother() throws IOException
    {
        fill(folder, FRAMES);
        final Path file = folder.resolve("node-key");
        final String own = Files.readString(file);
        final int publicHalf = own.indexOf("-----BEGIN PUBLIC KEY-----");
        assertEquals(own.substring(publicHalf), Files.readString(folder.resolve("node-key.pub")));
        final PublicNodeKey other = NodeKey.generate(new SecureRandom()).publicKey();
        Files.writeString(file, own.substring(0, publicHalf) + other.pem());
        for (int time = 0; time < 2; time++)
        {
            assertTrue(assertThrows(IOException.class, () -> NodeKey.read(file))
                .getMessage().contains("are not of one pair"));
        }
        Files.writeString(file, own);
        assertEquals(own.substring(publicHalf), NodeKey.read(file).publicKey().pem());
    }

    /** Not one of them is made anew in silence: with the old one its evidence would be gone. */
    @Test
    void shouldRefuseToGoOnWithoutOneOfItsFiles() throws IOException
    {
        final Path whole = folder.resolve("whole");
        final Path begun = folder.resolve("begun");
        fill(whole, FRAMES);
        fill(begun, 3);
        assertEquals(0, Files.size(begun.resolve("frames")), "no block is closed yet");
        for (final Path directory : List.of(whole, begun))
        {
            for (final String name : List.of("node-key", "keys", "salt", "frames", "marks", "rows", "head"))
            {
                final Path left = folder.resolve(directory.getFileName() + "-without-" + name);
                Folders.copy(directory, left);
                Files.delete(left.resolve(name));
                if (directory.equals(begun) && name.equals("head"))
                {
                    // As a crash at the very first start leaves it.
                    AuditFixture.open(left, Disk.SYSTEM).close();
                    continue;
                }
                final String message =
                    assertThrows(AuditDamage.class, () -> AuditFixture.open(left, Disk.SYSTEM), name).getMessage();
                assertTrue(message.contains(left.resolve(name) + " is missing"), message);
                assertFalse(Files.exists(left.resolve(name)), name);
            }
        }
    }

    @Test
    void shouldRefuseRowsThatAreNotThoseThatWereSigned() throws IOException
    {
        final Path whole = folder.resolve("whole");
        fill(whole, FRAMES);
        for (final long wrong : new long[]{0, Checkpoint.ROWS_MAX, ROWS - 1})
        {
            final Path copy = folder.resolve("wrong-" + wrong);
            Folders.copy(whole, copy);
            // The closed block is made again as well.
            Files.write(copy.resolve("rows"), new byte[0]);
            try (AuditChain chain = AuditFixture.open(copy, Disk.SYSTEM))
            {
                AuditFixture.add(chain, frames, (int)chain.nextSequence() - 1, FRAMES);
                final AuditDamage damage = assertThrows(AuditDamage.class, () ->
                {
                    for (long row = 0; row < ROWS; row++)
                    {
                        chain.addRow(AuditFixture.leaf(row == wrong ? row + 100_000 : row));
                    }
                });
                assertTrue(damage.getMessage().contains("is another one than was signed"), damage.getMessage());
            }
        }
    }

    @Test
    void shouldBindEachKeyToTheOneBefore() throws IOException
    {
        fill(folder, FRAMES / 2);
        final PublicNodeKey first = PublicNodeKey.parseOrRead(folder.resolve("node-key.pub").toString());
        final PublicNodeKey second = AuditChain.changeKey(folder, Disk.SYSTEM);
        assertNotEquals(first, second);
        assertFalse(Files.exists(folder.resolve("node-key.next")));
        fill(folder, FRAMES);
        for (final PublicNodeKey trusted : List.of(first, second))
        {
            final AuditProof.Summary summary = AuditFixture.prove(folder, trusted, frames);
            assertEquals(FRAMES, summary.signedSequence());
            assertEquals(second.idText(), summary.keyId());
        }
        final Path keys = folder.resolve("keys");
        final List<String> lines = Files.readAllLines(keys);
        final String[] parts = lines.getLast().split(" ");
        Files.writeString(keys, lines.getFirst() + "\n" + parts[0] + " " + parts[2] + " " + parts[1] + "\n");
        assertTrue(assertThrows(AuditDamage.class, () -> AuditFixture.prove(folder, first, frames))
            .getMessage().contains("is not bound to the one before it"));
    }

    @Test
    void shouldChangeKeysWhollyOrNotAtAll() throws IOException
    {
        final FaultyDisk counting = new FaultyDisk(Long.MAX_VALUE);
        final Path whole = folder.resolve("whole");
        fill(whole, FRAMES);
        Folders.copy(whole, folder.resolve("counted"));
        AuditChain.changeKey(folder.resolve("counted"), counting);
        for (long good = 0; good < counting.calls(); good++)
        {
            final Path crashed = folder.resolve("crashed-" + good);
            Folders.copy(whole, crashed);
            final FaultyDisk disk = new FaultyDisk(good);
            assertThrows(IOException.class, () -> AuditChain.changeKey(crashed, disk), "operation " + good);
            try (AuditChain chain = AuditFixture.open(crashed, Disk.SYSTEM))
            {
                assertFalse(Files.exists(crashed.resolve("node-key.next")), "operation " + good);
                assertEquals(KeyHistory.read(crashed.resolve("keys")).newest(), chain.publicKey());
            }
        }
    }

    @Test
    void shouldTellWhichJournalFilesItNeeds() throws IOException
    {
        assertEquals(Long.MAX_VALUE, AuditChain.neededCycle(folder.resolve("none"), Disk.SYSTEM));
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            assertEquals(0, AuditChain.neededCycle(folder, Disk.SYSTEM), "no block is closed");
            AuditFixture.add(chain, frames, 0, FRAMES);
            assertEquals(1, AuditChain.neededCycle(folder, Disk.SYSTEM));
        }
    }

    @Test
    void shouldChainWhatIsLeftOfAnOlderJournal() throws IOException
    {
        try (AuditChain chain = AuditFixture.open(folder, Disk.SYSTEM))
        {
            AuditFixture.add(chain, frames, 20, FRAMES);
            chain.checkpoint();
        }
        final AuditProof.Summary summary = AuditFixture.prove(folder, null, frames);
        assertEquals(21, summary.first());
        assertEquals(FRAMES - 20, summary.frames());
    }

    @Test
    void shouldProveAJournalWhoseBeginningIsPruned() throws IOException
    {
        fill(folder, FRAMES);
        for (int from = 1; from < FRAMES - 16; from++)
        {
            final AuditProof.Summary summary = AuditFixture.prove(folder, null, frames.subList(from, FRAMES));
            assertEquals(FRAMES, summary.signedSequence());
            assertTrue(summary.first() > from && summary.first() <= from + 17, summary + " from " + (from + 1));
        }
    }
}
