package io.suuupra.journal;

import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.recovery.TailRepair;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.snapshot.Snapshots;
import io.suuupra.journal.store.MappedSegments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BackupTest
{
    private static final int ROWS = MappedSegments.SEGMENT_ROWS_MIN;

    private final Disk disk = new QuickDisk();
    private final JournalOptions options = JournalOptions.small().withRollBytes(60_000).withDisk(disk);
    private final Frames frames = new Frames();
    @TempDir
    private Path folder;
    private DataPaths source;
    private Path target;

    @BeforeEach
    void makeSource() throws IOException
    {
        source = new DataPaths(folder.resolve("source"));
        target = folder.resolve("target");
        DataFolder.open(source.root(), disk).close();
    }

    private JournalWriter open(final DataPaths paths) throws IOException
    {
        return JournalWriter.open(paths.journal(), options, TailRepair.repair(paths.journal(), options));
    }

    private void commit(final JournalWriter writer, final long first, final long last) throws IOException
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            frames.commit(writer, sequence, sequence, 2_000);
        }
    }

    private void snapshot(final JournalWriter writer, final long records) throws IOException
    {
        Snapshots.write(source.snapshots(), disk,
            writer.durableSequence(), writer.frameCrc(), writer.cycle(), records, 20);
    }

    private void fillStore(final long rows) throws IOException
    {
        try (MappedSegments store = MappedSegments.open(source.store(), ROWS, disk))
        {
            for (long row = 0; row < rows; row++)
            {
                store.segment((int)(row / ROWS)).putLong((int)(row % ROWS) * MappedSegments.ROW_LENGTH, row + 1);
            }
        }
    }

    @Test
    void shouldCopyWholeJournalWithoutSnapshot() throws Exception
    {
        Files.writeString(source.keys(), "{}");
        Files.createFile(
            source.apiKey(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(source.apiKey(), "secret");
        try (JournalWriter writer = open(source))
        {
            commit(writer, 1, 100);
            final Backup.Result result = Backup.create(source.root(), target, disk);
            assertEquals(100, result.sequence());
            assertEquals(0, result.snapshotSequence());
            assertTrue(result.journalFiles() > 2);
            commit(writer, 101, 110);
        }
        final DataPaths copy = new DataPaths(target);
        copy.checkFormat();
        assertEquals("secret", Files.readString(copy.apiKey()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.apiKey())));
        Frames.assertWhole(Frames.read(copy.journal()), 100);
        try (JournalWriter writer = open(copy))
        {
            commit(writer, 101, 140);
        }
        Frames.assertWhole(Frames.read(copy.journal()), 140);
    }

    @Test
    void shouldCopySnapshotItsRowsAndJournalBehindIt() throws Exception
    {
        final long rows = 2L * ROWS + 77;
        fillStore(rows + 500);
        try (JournalWriter writer = open(source))
        {
            commit(writer, 1, 60);
            snapshot(writer, 10);
            commit(writer, 61, 100);
            snapshot(writer, rows);
            commit(writer, 101, 150);
        }
        final Backup.Result result = Backup.create(source.root(), target, disk);
        assertEquals(150, result.sequence());
        assertEquals(100, result.snapshotSequence());
        assertEquals(rows, result.rows());
        assertTrue(result.journalFiles() < CycleFiles.list(source.journal()).size());
        final Path restored = folder.resolve("restored");
        assertEquals(result.sequence(), Backup.restore(target, restored, disk).sequence());
        final DataPaths copy = new DataPaths(restored);
        assertEquals(100, SnapshotFiles.newestValid(copy.snapshots(), damage -> { }).orElseThrow().sequence());
        try (MappedSegments store = MappedSegments.open(copy.store(), ROWS, disk))
        {
            for (long row = 0; row < rows + 500; row++)
            {
                assertEquals(row < rows ? row + 1 : 0,
                    store.segment((int)(row / ROWS)).getLong((int)(row % ROWS) * MappedSegments.ROW_LENGTH));
            }
        }
        assertEquals(150, TailRepair.repair(copy.journal(), options, 100).sequence());
        try (JournalReader reader = JournalReader.open(copy.journal()))
        {
            assertTrue(reader.next());
            assertTrue(reader.sequence() <= 101);
        }
    }

    @Test
    void shouldCopyWhileNodeWrites() throws Exception
    {
        final AtomicBoolean stop = new AtomicBoolean();
        final AtomicLong durable = new AtomicLong();
        final CompletableFuture<Void> node = CompletableFuture.runAsync(() ->
        {
            try (JournalWriter writer = open(source))
            {
                for (long sequence = 1; !stop.get(); sequence++)
                {
                    frames.commit(writer, sequence, sequence, (int)(sequence % 10) * 300);
                    durable.set(sequence);
                    if (sequence % 50 == 0)
                    {
                        snapshot(writer, 0);
                        SnapshotFiles.retain(source.snapshots(), 2, disk);
                    }
                    writer.mark();
                }
            }
            catch (final IOException e)
            {
                throw new AssertionError(e);
            }
        });
        try
        {
            for (int i = 0; i < 25; i++)
            {
                final long before = durable.get();
                while (durable.get() < before + 7 && !node.isDone())
                {
                    Thread.onSpinWait();
                }
                final Path copy = folder.resolve("copy-" + i);
                final long reached = durable.get();
                final Backup.Result result = Backup.create(source.root(), copy, disk);
                assertTrue(result.sequence() >= reached, result::toString);
                assertEquals(result.sequence(),
                    TailRepair.repair(copy.resolve("journal"), options, result.snapshotSequence()).sequence());
                Folders.delete(copy);
            }
        }
        finally
        {
            stop.set(true);
            node.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldLeaveNoDataFolderWhereCopyFailed() throws Exception
    {
        fillStore(100);
        try (JournalWriter writer = open(source))
        {
            commit(writer, 1, 60);
            snapshot(writer, 100);
            commit(writer, 61, 70);
        }
        final FaultyDisk counting = new FaultyDisk(Long.MAX_VALUE);
        Backup.create(source.root(), folder.resolve("good"), counting);
        for (int steps = 0; steps < counting.calls() - 1; steps++)
        {
            final Path copy = folder.resolve("copy-" + steps);
            final FaultyDisk failing = new FaultyDisk(steps);
            assertThrows(IOException.class, () -> Backup.create(source.root(), copy, failing));
            if (Files.exists(copy))
            {
                assertThrows(IOException.class, () -> Backup.restore(copy, folder.resolve("never"), disk));
            }
        }
        assertThrows(IOException.class, () -> Backup.create(source.root(), folder.resolve("good"), disk), "not empty");
    }

    @Test
    void shouldRefuseToCopyDamage() throws Exception
    {
        try (JournalWriter writer = open(source))
        {
            commit(writer, 1, 60);
        }
        final Path file = CycleFiles.list(source.journal()).getFirst().path();
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
        {
            access.seek(10_000);
            access.write(new byte[100]);
        }
        assertThrows(JournalDamage.class, () -> Backup.create(source.root(), target, disk));
        assertFalse(Files.exists(target.resolve("format")));
    }

    @Test
    void shouldPruneOnlyWhatNewestTwoSnapshotsDoNotNeed() throws Exception
    {
        try (JournalWriter writer = open(source))
        {
            commit(writer, 1, 100);
            assertEquals(0, Prune.journal(source, disk).files());
            snapshot(writer, 0);
            assertEquals(0, Prune.journal(source, disk).files());
            final long needed = writer.cycle();
            commit(writer, 101, 200);
            snapshot(writer, 0);
            final int before = CycleFiles.list(source.journal()).size();
            final Prune.Result result = Prune.journal(source, disk);
            assertTrue(result.files() > 1 && result.bytes() > 60_000, result::toString);
            assertEquals(before - result.files(), CycleFiles.list(source.journal()).size());
            assertTrue(CycleFiles.list(source.journal()).get(1).cycle() == needed);
            commit(writer, 201, 300);
            Files.write(SnapshotFiles.file(source.snapshots(), 200), new byte[10]);
            assertEquals(0, Prune.journal(source, disk).files());
        }
        assertEquals(300, TailRepair.repair(source.journal(), options, 100).sequence());
        try (JournalReader reader = JournalReader.open(source.journal()))
        {
            assertTrue(reader.next());
            assertTrue(reader.sequence() > 1 && reader.sequence() <= 101);
            long last = 0;
            while (reader.next())
            {
                last = reader.sequence();
            }
            assertEquals(300, last);
        }
        final Backup.Result result = Backup.create(source.root(), target, disk);
        assertEquals(100, result.snapshotSequence());
        assertEquals(300, result.sequence());
    }

    @Test
    void shouldKeepChainWhenSnapshotNamesFileWithoutFrames() throws Exception
    {
        try (JournalWriter writer = open(source))
        {
            commit(writer, 1, 90);
        }
        try (JournalWriter writer = open(source))
        {
            Snapshots.write(source.snapshots(), disk, 89, 0, writer.cycle(), 0, 1);
            Snapshots.write(source.snapshots(), disk, 90, 0, writer.cycle(), 0, 1);
            assertTrue(Prune.journal(source, disk).files() > 0);
            assertEquals(90, Backup.create(source.root(), target, disk).sequence());
        }
        final JournalTail tail = TailRepair.repair(source.journal(), options, 90);
        assertEquals(90, tail.sequence());
        assertEquals(1, tail.epoch());
    }
}
