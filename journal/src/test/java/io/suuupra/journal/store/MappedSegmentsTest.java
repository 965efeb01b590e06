package io.suuupra.journal.store;

import io.suuupra.journal.FaultyDisk;
import io.suuupra.journal.QuickDisk;
import io.suuupra.journal.disk.Disk;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MappedSegmentsTest
{
    private static final int ROWS = MappedSegments.SEGMENT_ROWS_MIN;
    private static final int LARGER = 4 * ROWS;
    private static final int LENGTH = MappedSegments.ROW_LENGTH;

    @TempDir
    private Path folder;

    private static byte[] row(final long row)
    {
        final byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++)
        {
            bytes[i] = (byte)(row * 7 + i);
        }
        return bytes;
    }

    private static void fill(final MappedSegments store, final long from, final long to)
    {
        for (long row = from; row < to; row++)
        {
            store.segment((int)(row / store.segmentRows()))
                .putBytes((int)(row % store.segmentRows()) * LENGTH, row(row));
        }
    }

    private static void assertRow(final MappedSegments store, final long row)
    {
        final byte[] bytes = new byte[LENGTH];
        store.segment((int)(row / store.segmentRows())).getBytes((int)(row % store.segmentRows()) * LENGTH, bytes);
        assertArrayEquals(row(row), bytes, "row " + row);
    }

    @Test
    void shouldKeepRowsAcrossSegmentsAndStarts() throws Exception
    {
        final long rows = 3L * ROWS + 10;
        try (MappedSegments store = MappedSegments.open(folder, ROWS, Disk.SYSTEM))
        {
            assertEquals(1, store.segments());
            fill(store, 0, rows);
            assertEquals(4, store.segments());
            assertSame(store.segment(1), store.segment(1));
            store.force(0, rows);
        }
        for (int i = 0; i < 5; i++)
        {
            assertEquals((long)ROWS * LENGTH, Files.size(MappedSegments.file(folder, i)), "one is always ahead");
        }
        try (MappedSegments store = MappedSegments.open(folder, ROWS, Disk.SYSTEM))
        {
            assertTrue(store.segments() >= 4);
            for (long row = 0; row < rows; row++)
            {
                assertRow(store, row);
            }
        }
    }

    @Test
    void shouldMakeOneAheadAndNotOneMoreWithEachStart() throws Exception
    {
        for (int start = 0; start < 4; start++)
        {
            try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
            {
                store.segment(0);
            }
            assertEquals(2, MappedSegments.count(folder), "start " + start);
        }
        try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
        {
            store.segment(0);
            store.segment(1);
        }
        assertEquals(3, MappedSegments.count(folder));
    }

    @Test
    void shouldSendFullSegmentsToTheDiskAsItGrows() throws Exception
    {
        final Map<Path, Long> sent = new ConcurrentHashMap<>();
        final Disk disk = new QuickDisk()
        {
            @Override
            public void writeOut(final Path file, final long from, final long to) throws IOException
            {
                super.writeOut(file, from, to);
                sent.merge(file, to - from, Long::sum);
            }
        };
        try (MappedSegments store = MappedSegments.open(folder, LARGER, disk))
        {
            fill(store, 0, 4L * LARGER + 1);
            final long deadline = System.nanoTime() + 20_000_000_000L;
            while (sent.getOrDefault(MappedSegments.file(folder, 1), 0L) < (long)LARGER * LENGTH)
            {
                assertTrue(System.nanoTime() < deadline, () -> "sent by now: " + sent);
                Thread.onSpinWait();
            }
            assertEquals((long)LARGER * LENGTH, sent.get(MappedSegments.file(folder, 0)));
            assertFalse(sent.containsKey(MappedSegments.file(folder, 3)), "its rows may be undone");
        }
    }

    @Test
    void shouldComputeNoChecksumOfRowsThatMayStillBeUndone() throws Exception
    {
        final CountDownLatch begun = new CountDownLatch(1);
        final Disk disk = new QuickDisk()
        {
            @Override
            public void writeOut(final Path file, final long from, final long to)
            {
                begun.countDown();
            }
        };
        try (MappedSegments store = MappedSegments.open(folder, ROWS, disk))
        {
            // A command may fill three of these small segments and undo it all.
            fill(store, 0, 3L * ROWS);
            store.segment(3);
            assertFalse(begun.await(300, TimeUnit.MILLISECONDS));
            store.segment(0).putBytes(5 * LENGTH, row(77));
            final CRC32C crc = new CRC32C();
            final byte[] rows = new byte[ROWS * LENGTH];
            store.segment(0).getBytes(0, rows);
            crc.update(rows);
            assertEquals((int)crc.getValue(), store.blockCrcs(3L * ROWS)[0]);
        }
    }

    @Test
    void shouldForceFullSegmentsOnceAndAgainWhereRowsWereDiscarded() throws Exception
    {
        final List<Path> forced = new ArrayList<>();
        final Disk disk = new QuickDisk()
        {
            @Override
            protected void before(final String operation, final Path path) throws IOException
            {
                if (operation.equals("force") && path.toString().endsWith(".seg"))
                {
                    forced.add(path.getFileName());
                }
            }
        };
        try (MappedSegments store = MappedSegments.open(folder, ROWS, disk))
        {
            fill(store, 0, 2L * ROWS + 10);
            store.force(0, 2L * ROWS + 10);
            store.force(0, 2L * ROWS + 11);
            assertEquals("[00000000.seg, 00000001.seg, 00000002.seg, 00000002.seg]", forced.toString());
            forced.clear();
            store.discardFrom(ROWS + 1L);
            store.force(0, 2L * ROWS + 11);
            assertEquals("[00000001.seg, 00000002.seg]", forced.toString());
        }
    }

    @Test
    void shouldRefuseSegmentOutOfOrder() throws Exception
    {
        try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
        {
            assertThrows(IndexOutOfBoundsException.class, () -> store.segment(2));
            assertThrows(IndexOutOfBoundsException.class, () -> store.force(0, ROWS + 1L));
            assertEquals((long)ROWS * LENGTH, store.segment(1).capacity());
        }
        assertThrows(IllegalArgumentException.class, () -> MappedSegments.open(folder, ROWS + 1, Disk.SYSTEM));
    }

    @Test
    void shouldFindEveryDamagedBlock() throws Exception
    {
        final long rows = LARGER + ROWS + 100;
        final int[] crcs;
        try (MappedSegments store = MappedSegments.open(folder, LARGER, new QuickDisk()))
        {
            fill(store, 0, rows);
            store.blockCrcs(ROWS);
            crcs = store.blockCrcs(rows);
            assertEquals(6, crcs.length);
            final CRC32C crc = new CRC32C();
            for (long row = LARGER + ROWS; row < rows; row++)
            {
                crc.update(row(row));
            }
            assertEquals((int)crc.getValue(), crcs[5]);
            proveAll(store, rows, crcs);
            fill(store, rows, rows + 1_000);
            proveAll(store, rows, crcs);
            assertArrayEquals(Arrays.copyOf(crcs, 5), Arrays.copyOf(store.blockCrcs(rows + 1_000), 5));
        }
        for (int block = 0; block < 6; block++)
        {
            final Path file = MappedSegments.file(folder, block / 4);
            final long at = block % 4 * (long)ROWS * LENGTH + 77;
            flip(file, at);
            try (MappedSegments store = MappedSegments.open(folder, LARGER, new QuickDisk()))
            {
                final StoreDamage damage = assertThrows(StoreDamage.class, () -> proveAll(store, rows, crcs));
                assertEquals((long)block * ROWS, damage.row());
                assertEquals(file, damage.file());
                final int segment = block / 4;
                assertEquals(damage.getMessage(), assertThrows(
                    UncheckedIOException.class, () -> store.segment(segment)).getCause().getMessage());
                assertEquals((long)LARGER * LENGTH, store.segment(1 - segment).capacity());
            }
            flip(file, at);
        }
        try (MappedSegments store = MappedSegments.open(folder, LARGER, new QuickDisk()))
        {
            proveAll(store, rows, crcs);
            assertThrows(IllegalArgumentException.class, () -> store.expect(rows + ROWS, crcs));
            assertThrows(StoreDamage.class, () -> store.expect(100L * LARGER, crcs));
        }
    }

    private static void proveAll(final MappedSegments store, final long rows, final int[] crcs) throws IOException
    {
        store.expect(rows, crcs);
        for (int i = 0; i < store.segmentsToProve(); i++)
        {
            store.prove(i);
        }
    }

    @Test
    void shouldKeepKeysOfARowsSegmentAndTakeNoOthers() throws Exception
    {
        final long[] keys = LongStream.range(0, ROWS).map(i -> i * 0x9E3779B97F4A7C15L).toArray();
        final int[] crcs;
        try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
        {
            fill(store, 0, 2L * ROWS);
            crcs = store.blockCrcs(2L * ROWS);
            assertFalse(store.hasKeys(0));
            assertNull(store.keys(0));
            store.keepKeys(0, keys);
            assertTrue(store.hasKeys(0));
            store.keepKeys(0, keys);
        }
        final Path file = folder.resolve("00000000.keys");
        for (long at = Files.size(file) - 1; at >= 0; at -= 997)
        {
            assertKeys(null, crcs, file, at);
        }
        assertKeys(null, crcs, file, 0);
        assertKeys(keys, crcs, file, -1);
        try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
        {
            store.expect(2L * ROWS, new int[] {crcs[0] + 1, crcs[1]});
            assertNull(store.keys(0), "they are of other rows");
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
        {
            access.setLength(access.length() - 1);
        }
        assertKeys(null, crcs, file, -1);
    }

    private void assertKeys(final long[] expected, final int[] crcs, final Path file, final long flipped)
        throws IOException
    {
        if (flipped >= 0)
        {
            flip(file, flipped);
        }
        try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
        {
            store.expect(2L * ROWS, crcs);
            assertArrayEquals(expected, store.keys(0), "byte " + flipped);
            assertEquals(expected != null, store.hasKeys(0));
            assertEquals(expected == null ? 0 : expected[ROWS - 7], store.key(0, ROWS - 7));
            store.prove(0);
            assertEquals(0, store.key(0, ROWS - 7), "the row itself tells by now");
            assertNull(store.keys(1));
        }
        if (flipped >= 0)
        {
            flip(file, flipped);
        }
    }

    private static void flip(final Path file, final long at) throws IOException
    {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
        {
            access.seek(at);
            final int value = access.read();
            access.seek(at);
            access.write(value ^ 4);
        }
    }

    @Test
    void shouldComputeChecksumsAnewForRowsWrittenAgain() throws Exception
    {
        try (MappedSegments store = MappedSegments.open(folder, LARGER, new QuickDisk()))
        {
            fill(store, 0, LARGER);
            final int[] before = store.blockCrcs(LARGER);
            store.discardFrom(ROWS + 5);
            store.segment(0).putByte((ROWS + 6) * LENGTH, (byte)99);
            final int[] after = store.blockCrcs(LARGER);
            assertEquals(before[0], after[0]);
            assertFalse(before[1] == after[1]);
            assertThrows(StoreDamage.class, () -> store.discardFrom(100L * LARGER));
        }
    }

    @Test
    void shouldRefuseMissingOrShortSegment() throws Exception
    {
        try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
        {
            fill(store, 0, 2L * ROWS);
        }
        final Path second = MappedSegments.file(folder, 1);
        try (RandomAccessFile access = new RandomAccessFile(second.toFile(), "rw"))
        {
            access.setLength(1_000);
        }
        assertEquals(second,
            assertThrows(StoreDamage.class, () -> MappedSegments.open(folder, ROWS, new QuickDisk())).file());
        Files.delete(second);
        assertEquals(second,
            assertThrows(StoreDamage.class, () -> MappedSegments.open(folder, ROWS, new QuickDisk())).file());
    }

    @Test
    void shouldTellCallerWhenDiskIsFullAndRecoverAtNextStart() throws Exception
    {
        final FaultyDisk disk = new FaultyDisk("reserve"::equals, 2);
        try (MappedSegments store = MappedSegments.open(folder, ROWS, disk))
        {
            fill(store, 0, 2L * ROWS);
            assertThrows(UncheckedIOException.class, () -> store.segment(2));
            assertThrows(UncheckedIOException.class, () -> store.segment(2));
            assertRow(store, 2L * ROWS - 1);
        }
        assertFalse(Files.exists(MappedSegments.file(folder, 2)));
        try (MappedSegments store = MappedSegments.open(folder, ROWS, new QuickDisk()))
        {
            assertRow(store, 5);
            fill(store, 2L * ROWS, 3L * ROWS);
        }
    }

    @Test
    void shouldNeverShowSegmentThatIsNotComplete() throws Exception
    {
        for (int steps = 0; steps < 12; steps++)
        {
            final Path directory = folder.resolve("store-" + steps);
            final FaultyDisk disk = new FaultyDisk(steps);
            try (MappedSegments store = MappedSegments.open(directory, ROWS, disk))
            {
                fill(store, 0, 3L * ROWS);
            }
            catch (final IOException | UncheckedIOException e)
            {
                assertTrue(e.toString().contains("injected"), e::toString);
            }
            for (int i = 0; Files.exists(MappedSegments.file(directory, i)); i++)
            {
                assertEquals((long)ROWS * LENGTH, Files.size(MappedSegments.file(directory, i)));
            }
            try (MappedSegments store = MappedSegments.open(directory, ROWS, new QuickDisk()))
            {
                assertEquals(ROWS * LENGTH, new UnsafeBuffer(store.segment(0)).capacity());
            }
        }
    }
}
