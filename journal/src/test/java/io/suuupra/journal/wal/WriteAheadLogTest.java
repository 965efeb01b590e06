package io.suuupra.journal.wal;

import io.suuupra.journal.Backup;
import io.suuupra.journal.DataFolder;
import io.suuupra.journal.Folders;
import io.suuupra.journal.Frames;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.JournalWriter;
import io.suuupra.journal.QuickDisk;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.recovery.TailRepair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WriteAheadLogTest
{
    private static final int KIB = 1024;

    @TempDir
    private Path folder;
    private final Frames frames = new Frames();
    private Path journal;
    private Path crashed;

    @BeforeEach
    void name()
    {
        journal = folder.resolve("journal");
        crashed = folder.resolve("crashed");
    }

    private static JournalOptions options(final int files, final int fileKib)
    {
        return JournalOptions.small().withDisk(new QuickDisk()).withRollBytes(300_000)
            .withWal(new WriteAheadLog.Sizes(files, fileKib * KIB));
    }

    private static JournalWriter open(final Path directory, final JournalOptions options) throws IOException
    {
        return JournalWriter.open(directory, options, TailRepair.repair(directory, options));
    }

    /** A writer that is left as a crash leaves it: what the write-ahead files hold, the journal has lost. */
    private void writeAndCrash(final int frameCount) throws IOException
    {
        final JournalOptions options = options(2, 256);
        final Path empty = folder.resolve("empty");
        try (JournalWriter writer = open(journal, options))
        {
            Folders.copy(journal, empty);
            for (int i = 1; i <= frameCount; i++)
            {
                frames.commit(writer, i, i, 1_000);
            }
            Folders.copy(journal, crashed);
        }
        for (final CycleFiles.CycleFile file : CycleFiles.list(empty))
        {
            Files.delete(crashed.resolve(file.path().getFileName()));
            Files.copy(file.path(), crashed.resolve(file.path().getFileName()));
        }
    }

    @Test
    void shouldTakeOverEverythingIntoTheJournal() throws Exception
    {
        final JournalOptions options = options(3, 128);
        try (JournalWriter writer = open(journal, options))
        {
            for (int i = 0; i < 400; i++)
            {
                frames.commit(writer, i * 3 + 1, i * 3 + 3, 2_000);
                assertEquals(i * 3 + 3, writer.durableSequence());
            }
        }
        assertTrue(CycleFiles.list(journal).size() > 3);
        Frames.assertWhole(Frames.read(journal), 1_200);
        assertEquals(1_200, TailRepair.repair(journal, options).sequence());
        Frames.assertWhole(Frames.read(journal), 1_200);
    }

    @Test
    void shouldRecoverFromWriteAheadFilesWhatTheJournalLost() throws Exception
    {
        writeAndCrash(60);
        assertEquals(0, Frames.read(crashed).size());
        final JournalTail tail = TailRepair.repair(crashed, options(2, 256));
        assertEquals(60, tail.sequence());
        assertEquals(0, tail.cutBytes());
        Frames.assertWhole(Frames.read(crashed), 60);
        try (JournalWriter writer = JournalWriter.open(crashed, options(2, 256), tail))
        {
            frames.commit(writer, 61, 61, 10);
        }
        assertEquals(61, TailRepair.repair(crashed, options(2, 256)).sequence());
        Frames.assertWhole(Frames.read(crashed), 61);
    }

    @Test
    void shouldRecoverWithoutAnyFileOfTheJournal() throws Exception
    {
        writeAndCrash(5);
        for (final CycleFiles.CycleFile file : CycleFiles.list(crashed))
        {
            Files.delete(file.path());
        }
        assertEquals(5, TailRepair.repair(crashed, options(2, 256)).sequence());
        Frames.assertWhole(Frames.read(crashed), 5);
    }

    /** Nobody takes over any more what a node has left that is gone: a backup has to carry it. */
    @Test
    void shouldBackUpWhatOnlyTheWriteAheadFilesHold() throws Exception
    {
        writeAndCrash(60);
        final Path data = folder.resolve("data");
        DataFolder.open(data, new QuickDisk()).close();
        Folders.copy(crashed, data.resolve("journal"));
        final Path backup = folder.resolve("backup");
        final Path restored = folder.resolve("restored");
        assertEquals(60, Backup.create(data, backup, new QuickDisk()).sequence());
        assertEquals(60, Backup.restore(backup, restored, new QuickDisk()).sequence());
        assertEquals(60, TailRepair.repair(restored.resolve("journal"), options(2, 256)).sequence());
        Frames.assertWhole(Frames.read(restored.resolve("journal")), 60);
    }

    @Test
    void shouldCutTheGroupThatWasBeingWritten() throws Exception
    {
        writeAndCrash(60);
        final List<WalScan.Entry> entries = WalScan.behind(crashed, 0);
        final WalScan.Entry last = entries.getLast();
        assertEquals(60, last.lastSequence());
        overwrite(last, last.length() - 8);
        final JournalTail tail = TailRepair.repair(crashed, options(2, 256));
        assertEquals(59, tail.sequence());
        assertEquals(last.length(), tail.cutBytes());
        try (JournalWriter writer = JournalWriter.open(crashed, options(2, 256), tail))
        {
            frames.commit(writer, 60, 62, 10);
        }
        Frames.assertWhole(Frames.read(crashed), 62);
        assertEquals(62, TailRepair.repair(crashed, options(2, 256)).sequence());
    }

    @Test
    void shouldRefuseToStartWhenADurableGroupIsDamaged() throws Exception
    {
        for (final int offset : new int[]{0, 30, 200})
        {
            writeAndCrash(40);
            overwrite(WalScan.behind(crashed, 0).get(16), offset);
            final JournalDamage damage =
                assertThrows(JournalDamage.class, () -> TailRepair.repair(crashed, options(2, 256)));
            assertEquals(17, damage.sequence());
            Folders.delete(folder.resolve("empty"));
            Folders.delete(journal);
            Folders.delete(crashed);
        }
    }

    @Test
    void shouldTellWhoCommitsNextThatTheJournalFailed() throws Exception
    {
        final QuickDisk disk = new QuickDisk()
        {
            @Override
            protected void before(final String operation, final Path path) throws IOException
            {
                if (operation.equals("reserve") && path.toString().endsWith(".cq4") && Files.size(path) > 200_000)
                {
                    throw new IOException("injected");
                }
            }
        };
        final JournalOptions options = options(2, 1024).withDisk(disk);
        final JournalWriter writer = open(journal, options);
        long sequence = 0;
        final long deadline = System.nanoTime() + 20_000_000_000L;
        while (!writer.isBroken())
        {
            assertTrue(System.nanoTime() < deadline, "the journal does not fail");
            if (sequence < 100)
            {
                sequence++;
                try
                {
                    frames.commit(writer, sequence, sequence, 3_000);
                }
                catch (final IOException e)
                {
                    // The journal may fail between the question above and this commit, which is then the one told.
                    assertTrue(writer.isBroken(), e.toString());
                }
            }
        }
        final long durable = writer.durableSequence();
        assertThrows(IOException.class, writer::mark);
        assertThrows(IOException.class, writer::close);
        assertEquals(durable, TailRepair.repair(journal, options(2, 1024)).sequence());
        Frames.assertWhole(Frames.read(journal), durable);
    }

    @Test
    void shouldMakeFilesOfAnotherSizeAnew() throws Exception
    {
        try (JournalWriter writer = open(journal, options(4, 64)))
        {
            frames.commit(writer, 1, 10, 100);
        }
        try (JournalWriter writer = open(journal, options(2, 128)))
        {
            for (int i = 11; i <= 300; i++)
            {
                frames.commit(writer, i, i, 1_500);
            }
        }
        assertEquals(128 * KIB, Files.size(WalFiles.path(journal, 0)));
        assertEquals(300, TailRepair.repair(journal, options(2, 128)).sequence());
        Frames.assertWhole(Frames.read(journal), 300);
    }

    private static void overwrite(final WalScan.Entry entry, final int offset) throws IOException
    {
        try (FileChannel channel = FileChannel.open(entry.file(), StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.wrap(new byte[]{1, 2, 3, 4, 5, 6, 7, 8}), entry.position() + offset);
        }
    }
}
