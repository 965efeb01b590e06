package io.suuupra.journal;

import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.recovery.TailRepair;
import io.suuupra.journal.machine.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalReadAheadTest
{
    private static final int COUNT = 600;

    @TempDir
    private Path folder;

    private final List<Path> files = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();

    /** Frames of up to 40 KiB, so that they fill the blocks that are handed over more than once. */
    private void write() throws IOException
    {
        final JournalOptions options = JournalOptions.small();
        final JournalTail tail = TailRepair.repair(folder, options);
        final Frames frames = new Frames();
        try (JournalWriter writer = JournalWriter.open(folder, options, tail))
        {
            for (long sequence = 1; sequence <= COUNT; sequence++)
            {
                frames.append(writer, sequence, (int)(sequence * 7_919 % 40_000));
                writer.commit();
            }
        }
        try (JournalReader reader = JournalReader.open(folder))
        {
            while (reader.next())
            {
                files.add(reader.file());
                ends.add((long)reader.length());
            }
        }
        assertEquals(COUNT, files.size());
        assertTrue(files.stream().distinct().count() > 1, "the test needs several files");
    }

    @Test
    void shouldGiveWhatTheReaderGives() throws IOException
    {
        write();
        try (JournalReader reader = JournalReader.open(folder);
            JournalReadAhead ahead = JournalReadAhead.open(folder, 0, Machine.SYSTEM))
        {
            while (reader.next())
            {
                assertTrue(ahead.next());
                assertEquals(reader.sequence(), ahead.sequence());
                assertEquals(reader.timestamp(), ahead.timestamp());
                assertEquals(reader.crc(), ahead.crc());
                assertEquals(reader.file(), ahead.file());
                assertEquals(reader.length(), ahead.length());
                for (int i = 0; i < reader.length(); i += 8)
                {
                    assertEquals(
                        reader.buffer().getByte(reader.offset() + i), ahead.buffer().getByte(ahead.offset() + i));
                }
            }
            assertEquals(false, ahead.next());
            assertEquals(false, ahead.next());
        }
    }

    @Test
    void shouldGiveAllThatStandsBeforeDamageAndThenTell() throws IOException
    {
        write();
        final Path damaged = files.get(COUNT / 2);
        try (RandomAccessFile access = new RandomAccessFile(damaged.toFile(), "rw"))
        {
            final long at = access.length() / 4;
            access.seek(at);
            final int value = access.read();
            access.seek(at);
            access.write(value ^ 1);
        }
        long sequence = 0;
        JournalDamage expected = null;
        try (JournalReader reader = JournalReader.open(folder))
        {
            while (reader.next())
            {
                sequence = reader.sequence();
            }
        }
        catch (final JournalDamage damage)
        {
            expected = damage;
        }
        assertTrue(expected != null && sequence > 0);
        try (JournalReadAhead ahead = JournalReadAhead.open(folder, 0, Machine.SYSTEM))
        {
            for (long i = 1; i <= sequence; i++)
            {
                assertTrue(ahead.next());
                assertEquals(i, ahead.sequence());
            }
            assertEquals(expected.getMessage(), assertThrows(JournalDamage.class, ahead::next).getMessage());
        }
    }

    @Test
    void shouldEndInTheMiddle() throws IOException
    {
        write();
        final Path moved = folder.resolveSibling("moved");
        try (JournalReadAhead ahead = JournalReadAhead.open(folder, 0, Machine.SYSTEM))
        {
            assertTrue(ahead.next());
        }
        Disk.SYSTEM.rename(folder, moved);
        Disk.SYSTEM.rename(moved, folder);
    }
}
