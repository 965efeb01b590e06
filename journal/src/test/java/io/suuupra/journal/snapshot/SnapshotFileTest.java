package io.suuupra.journal.snapshot;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotWordsDecoder;
import io.suuupra.journal.FaultyDisk;
import io.suuupra.journal.QuickDisk;
import io.suuupra.journal.disk.Disk;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SnapshotFileTest
{
    private final Disk disk = new QuickDisk();
    @TempDir
    private Path folder;

    private Path write(final long sequence, final int tables) throws IOException
    {
        return Snapshots.write(folder, disk, sequence, -2, 9, 1_000, tables);
    }

    @Test
    void shouldReadWhatWasWritten() throws Exception
    {
        final Path file = Snapshots.write(folder, Disk.SYSTEM, 42, -2, 9, 1_000, 5_000);
        assertEquals(SnapshotFiles.file(folder, 42), file);
        assertEquals(new SnapshotInfo(file, 42, 1, -2, 9, 1_000), SnapshotFiles.verify(file));
        final SnapshotWordsDecoder words = new SnapshotWordsDecoder();
        try (SnapshotFileReader reader = SnapshotFileReader.open(file))
        {
            assertTrue(reader.next());
            for (int table = 0; table < 5_000; table++)
            {
                assertTrue(reader.next());
                words.wrapAndApplyHeader(reader.buffer(), reader.offset(), new MessageHeaderDecoder());
                assertEquals(table, words.table());
                assertEquals(words.words() * 8, words.dataLength());
            }
            assertFalse(reader.next());
            assertFalse(reader.next());
            assertEquals(5_001, reader.messages());
        }
    }

    @Test
    void shouldRefuseEveryChangedByteAndEveryLength() throws Exception
    {
        final Path file = write(7, 3);
        final byte[] whole = Files.readAllBytes(file);
        final Random random = new Random(3);
        for (int at = 0; at < whole.length; at++)
        {
            final byte[] changed = whole.clone();
            changed[at] ^= (byte)(1 << random.nextInt(8));
            Files.write(file, changed);
            final int byteAt = at;
            assertThrows(SnapshotDamage.class, () -> SnapshotFiles.verify(file), () -> "byte " + byteAt);
        }
        for (int length = 0; length < whole.length; length += 1 + random.nextInt(5))
        {
            Files.write(file, Arrays.copyOf(whole, length));
            final int cut = length;
            assertThrows(SnapshotDamage.class, () -> SnapshotFiles.verify(file), () -> "length " + cut);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThrows(SnapshotDamage.class, () -> SnapshotFiles.verify(file));
        Files.write(file, whole);
        assertEquals(7, SnapshotFiles.verify(file).sequence());
        final Path renamed = SnapshotFiles.file(folder, 8);
        Files.move(file, renamed);
        assertThrows(SnapshotDamage.class, () -> SnapshotFiles.verify(renamed));
    }

    @Test
    void shouldNotAllocateWhatFileAsksFor() throws Exception
    {
        final Path file = write(7, 0);
        final byte[] whole = Files.readAllBytes(file);
        for (final int length : new int[]{Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 7, SnapshotFile.MESSAGE_MAX + 1})
        {
            final UnsafeBuffer changed = new UnsafeBuffer(whole.clone());
            changed.putInt(SnapshotFile.HEADER_LENGTH, length);
            Files.write(file, changed.byteArray());
            final SnapshotDamage damage = assertThrows(SnapshotDamage.class, () -> SnapshotFiles.verify(file));
            assertTrue(damage.getMessage().contains("has the length " + length), damage.getMessage());
        }
    }

    @Test
    void shouldSkipInvalidSnapshotsAndReportThem() throws Exception
    {
        write(1, 3);
        write(20, 3);
        final Path newest = write(300, 3);
        final byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Files.write(folder.resolve("00000000000000000400.snapshot.tmp"), bytes);
        Files.write(folder.resolve("other.snapshot"), bytes);
        assertEquals(List.of(300L, 20L, 1L), SnapshotFiles.list(folder).stream().map(SnapshotFiles::sequence).toList());
        final List<SnapshotDamage> reports = new ArrayList<>();
        assertEquals(20, SnapshotFiles.newestValid(folder, reports::add).orElseThrow().sequence());
        assertEquals(1, reports.size());
        assertEquals(newest, reports.getFirst().file());
        assertTrue(SnapshotFiles.newestValid(folder.resolve("none"), reports::add).isEmpty());
    }

    @Test
    void shouldRetainNewestValidOnes() throws Exception
    {
        for (final long sequence : new long[]{1, 2, 3, 4})
        {
            write(sequence, 1);
        }
        final Path newest = write(5, 1);
        Files.write(newest, new byte[100]);
        Files.write(folder.resolve("00000000000000000002.snapshot.tmp"), new byte[5]);
        final Path running = folder.resolve("00000000000000000006.snapshot.tmp");
        Files.write(running, new byte[5]);
        assertEquals(2, SnapshotFiles.retain(folder, 2, disk));
        assertEquals(List.of(5L, 4L, 3L), SnapshotFiles.list(folder).stream().map(SnapshotFiles::sequence).toList());
        assertTrue(Files.exists(running));
        assertFalse(Files.exists(folder.resolve("00000000000000000002.snapshot.tmp")));
        assertEquals(0, SnapshotFiles.retain(folder, 3, disk));
    }

    @Test
    void shouldShowSnapshotOnlyWhenAllOfItIsOnDisk() throws Exception
    {
        write(1, 3);
        final FaultyDisk counting = new FaultyDisk(Long.MAX_VALUE);
        Files.createDirectory(folder.resolve("other"));
        Snapshots.write(folder.resolve("other"), counting, 2, 0, 0, 0, 900);
        for (int steps = 0; steps < counting.calls(); steps++)
        {
            final FaultyDisk failing = new FaultyDisk(steps);
            final int step = steps;
            assertThrows(
                IOException.class, () -> Snapshots.write(folder, failing, 2, 0, 0, 0, 900), () -> "step " + step);
            for (final Path file : SnapshotFiles.list(folder))
            {
                SnapshotFiles.verify(file);
            }
        }
        Snapshots.write(folder, disk, 2, 0, 0, 0, 900);
        assertEquals(2, SnapshotFiles.newestValid(folder, damage -> { }).orElseThrow().sequence());
    }
}
