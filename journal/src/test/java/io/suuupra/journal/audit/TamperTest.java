package io.suuupra.journal.audit;

import io.suuupra.journal.Folders;
import io.suuupra.journal.disk.Disk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * A journal that was changed by somebody who knows how it is made: everything that follows from the change is made
 * anew, crcs and sequences included, so only the audit chain can tell. Every change must be found, and its first
 * sequence named. And every changed bit of the chain itself.
 */
class TamperTest
{
    private static final String CASES = "suuupra.tamper.cases";
    private static final String SEED = "suuupra.tamper.seed";
    private static final int FRAMES = 100;
    private static final int SHARE_OF_FILES = 10;

    @TempDir
    private static Path folder;

    private static final List<byte[]> OTHERS = AuditFixture.frames(FRAMES + 30);

    private static List<byte[]> frames;
    private static PublicNodeKey key;

    /** What is done to a journal. */
    private enum Change
    {
        FLIPPED_BIT, DELETED, SWAPPED, SPLICED, REWRITTEN_SUFFIX, CUT
    }

    @BeforeAll
    static void chain() throws IOException
    {
        frames = AuditFixture.frames(FRAMES);
        try (AuditChain chain = AuditFixture.open(folder.resolve("audit"), Disk.SYSTEM))
        {
            AuditFixture.add(chain, frames, 0, FRAMES - 20);
            AuditFixture.addRows(chain, Checkpoint.ROWS_MAX + 3L);
            chain.checkpoint();
            AuditFixture.add(chain, frames, FRAMES - 20, FRAMES);
            chain.checkpoint();
            key = chain.publicKey();
        }
    }

    private static AuditProof.Summary prove(final List<byte[]> journal) throws IOException
    {
        return AuditFixture.prove(folder.resolve("audit"), key, journal);
    }

    @Test
    void shouldProveWhatWasNotChanged() throws IOException
    {
        final AuditProof.Summary summary = prove(frames);
        assertEquals(FRAMES, summary.frames());
        assertEquals(FRAMES, summary.signedSequence());
        assertEquals(3, summary.checkpoints());
        assertTrue(summary.blocks() >= FRAMES / 16, summary.toString());
        assertEquals(key.idText(), summary.keyId());
    }

    @Test
    void shouldFindEveryChangeAndNameItsFirstSequence()
    {
        final int cases = Integer.getInteger(CASES, 100_000);
        final long seed = Long.getLong(SEED, new Random().nextLong());
        final Map<Change, LongAdder> counts = new EnumMap<>(Change.class);
        for (final Change change : Change.values())
        {
            counts.put(change, new LongAdder());
        }
        IntStream.range(0, cases - cases / SHARE_OF_FILES).parallel().forEach(i ->
        {
            final Change change = Change.values()[i % Change.values().length];
            findChange(change, seed + i);
            counts.get(change).increment();
        });
        System.out.println("changed journals: all found, " + counts + ", seed " + seed);
    }

    private static void findChange(final Change change, final long seed)
    {
        final List<byte[]> journal = new ArrayList<>(frames);
        final int first = change(journal, change, new SplittableRandom(seed));
        final String what = change + " of frame " + first + ", its seed " + seed;
        try
        {
            prove(journal);
            fail("not found: " + what);
        }
        catch (final AuditDamage damage)
        {
            assertEquals(first, damage.sequence(), () -> what + ": " + damage.getMessage());
        }
        catch (final IOException unreadable)
        {
            throw new UncheckedIOException(what, unreadable);
        }
    }

    /** @return sequence of the first frame that is another one now. */
    private static int change(final List<byte[]> journal, final Change change, final SplittableRandom random)
    {
        final int at = random.nextInt(FRAMES - 1);
        switch (change)
        {
            case FLIPPED_BIT ->
            {
                final byte[] frame = journal.get(at).clone();
                // Not in the length, without which it is no frame; crc and sequence are made anew below.
                final int bit = random.nextInt(3 * Long.SIZE, frame.length * Byte.SIZE);
                frame[bit / Byte.SIZE] ^= (byte)(1 << bit % Byte.SIZE);
                journal.set(at, frame);
            }
            case DELETED -> journal.remove(at);
            case SWAPPED ->
            {
                final byte[] frame = journal.get(at);
                journal.set(at, journal.get(at + 1));
                journal.set(at + 1, frame);
            }
            case SPLICED -> journal.add(at, journal.get((at + 1 + random.nextInt(FRAMES - 1)) % FRAMES));
            case REWRITTEN_SUFFIX ->
            {
                for (int i = at; i < FRAMES; i++)
                {
                    journal.set(i, OTHERS.get(i + 1 + random.nextInt(20)));
                }
            }
            case CUT -> journal.subList(at + 1, FRAMES).clear();
        }
        if (change != Change.CUT)
        {
            AuditFixture.seal(journal, at);
        }
        return change == Change.CUT ? at + 2 : at + 1;
    }

    /** Bits of the chain's own files: most hold the hash of a frame, whose sequence is named then. */
    @Test
    void shouldFindEveryChangedBitOfTheChain() throws IOException
    {
        final int cases = Integer.getInteger(CASES, 100_000) / SHARE_OF_FILES;
        final SplittableRandom random = new SplittableRandom(Long.getLong(SEED, 1));
        final Path copy = folder.resolve("copy");
        Folders.copy(folder.resolve("audit"), copy);
        final AuditPaths paths = new AuditPaths(copy);
        final List<Path> files = List.of(paths.frames(), paths.marks(), paths.rows(), paths.head(), paths.keys());
        for (int i = 0; i < cases; i++)
        {
            final Path file = files.get(i % files.size());
            final byte[] whole = Files.readAllBytes(file);
            final byte[] changed = whole.clone();
            final int bit = random.nextInt(whole.length * Byte.SIZE);
            changed[bit / Byte.SIZE] ^= (byte)(1 << bit % Byte.SIZE);
            Files.write(file, changed);
            assertThrows(AuditDamage.class, () -> AuditFixture.prove(copy, key, frames),
                () -> "bit " + bit + " of " + file.getFileName());
            Files.write(file, whole);
        }
    }

    @Test
    void shouldNameTheFrameWhereMarksAreChangedToo() throws IOException
    {
        final Path copy = folder.resolve("marked");
        Folders.copy(folder.resolve("audit"), copy);
        final AuditPaths paths = new AuditPaths(copy);
        final byte[] marks = Files.readAllBytes(paths.marks());
        marks[20 * OpenFrames.MARK] ^= 1;
        Files.write(paths.marks(), marks);
        final List<byte[]> journal = new ArrayList<>(frames);
        final byte[] frame = journal.get(30).clone();
        frame[frame.length - 1] ^= 1;
        journal.set(30, frame);
        AuditFixture.seal(journal, 30);
        final AuditDamage damage =
            assertThrows(AuditDamage.class, () -> AuditFixture.prove(copy, key, journal));
        assertTrue(damage.sequence() > 1 && damage.sequence() <= 31, damage.getMessage());
        assertTrue(damage.getMessage().contains("their marks were changed too") ||
            damage.getMessage().contains("the marks of the frames"), damage.getMessage());
    }

    @Test
    void shouldFindAChainThatAnotherKeyHasSigned() throws IOException
    {
        final Path forged = folder.resolve("forged");
        try (AuditChain chain = AuditFixture.open(forged, Disk.SYSTEM))
        {
            AuditFixture.add(chain, frames, 0, FRAMES);
            chain.checkpoint();
        }
        assertEquals(FRAMES, AuditFixture.prove(forged, null, frames).signedSequence());
        assertTrue(assertThrows(AuditDamage.class, () -> AuditFixture.prove(forged, key, frames))
            .getMessage().contains("not signed by the key " + key.idText()));
        // Nor does it help to put the node's own keys beside it.
        Files.copy(new AuditPaths(folder.resolve("audit")).keys(), new AuditPaths(forged).keys(),
            StandardCopyOption.REPLACE_EXISTING);
        assertTrue(assertThrows(AuditDamage.class, () -> AuditFixture.prove(forged, key, frames))
            .getMessage().contains("not signed by a key of this node"));
    }

    @Test
    void shouldFindBlocksThatAreMissing() throws IOException
    {
        for (final String name : List.of("frames", "rows"))
        {
            final Path copy = folder.resolve("without-" + name);
            Folders.copy(folder.resolve("audit"), copy);
            final Path file = copy.resolve(name);
            final int record = name.equals("frames") ? FrameBlock.LENGTH + 8 : Checkpoint.LENGTH + 8;
            final byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - record));
            final AuditDamage damage =
                assertThrows(AuditDamage.class, () -> AuditFixture.prove(copy, key, frames));
            assertTrue(damage.getMessage().contains("missing"), damage.getMessage());
        }
    }

    @Test
    void shouldFindAJournalThatWasRolledBackWithItsChainByAReceipt() throws IOException
    {
        final Path rolledBack = folder.resolve("rolled-back");
        Folders.copy(folder.resolve("audit"), rolledBack);
        final AuditPaths paths = new AuditPaths(rolledBack);
        // What the first of the two newest checkpoints covers, and nothing behind it.
        final byte[] head = Files.readAllBytes(paths.head());
        Files.write(paths.head(), Arrays.copyOf(head, Checkpoint.LENGTH + 8));
        final List<byte[]> older = frames.subList(0, FRAMES - 20);
        final Checkpoint newest;
        try (RecordFile slots = RecordFile.read(new AuditPaths(folder.resolve("audit")).head(), Checkpoint.LENGTH))
        {
            newest = Checkpoint.read(slots.get(1));
        }
        try (RecordFile blocks = RecordFile.read(paths.frames(), FrameBlock.LENGTH))
        {
            long whole = blocks.records();
            while (FrameBlock.read(blocks.get(whole - 1)).last() > FRAMES - 20)
            {
                whole--;
            }
            final byte[] all = Files.readAllBytes(paths.frames());
            Files.write(paths.frames(), Arrays.copyOf(all, (int)whole * (FrameBlock.LENGTH + 8)));
        }
        assertEquals(FRAMES - 20, AuditFixture.prove(rolledBack, key, older).signedSequence(),
            "the folder alone does not tell");
        try (AuditProof proof = AuditProof.open(rolledBack, key, AuditFixture.SMALL))
        {
            proof.expect(newest);
            final AuditDamage damage = assertThrows(AuditDamage.class, () ->
            {
                AuditFixture.prove(proof, older);
            });
            assertEquals(FRAMES - 19, damage.sequence());
        }
    }
}
