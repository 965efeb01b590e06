package io.suuupra.journal;

import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.recovery.TailRepair;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalWriterTest
{
    @TempDir
    private Path journal;
    private final Frames frames = new Frames();
    private final JournalOptions options = JournalOptions.small();

    private JournalWriter open(final JournalOptions with) throws IOException
    {
        return JournalWriter.open(journal, with, TailRepair.repair(journal, with));
    }

    @Test
    void shouldReadWhatWasCommittedInOrder() throws Exception
    {
        try (JournalWriter writer = open(options))
        {
            frames.commit(writer, 1, 10, 100);
            frames.commit(writer, 11, 11, 0);
            assertEquals(11, writer.durableSequence());
            Frames.assertWhole(Frames.read(journal), 11);
            frames.append(writer, 12, 5);
            assertEquals(11, writer.durableSequence());
            assertEquals(12, writer.sequence());
        }
        Frames.assertWhole(Frames.read(journal), 11);
    }

    @Test
    void shouldContinueInNewFileWithNextEpoch() throws Exception
    {
        final long firstCycle;
        try (JournalWriter writer = open(options))
        {
            frames.commit(writer, 1, 11, 10);
            firstCycle = writer.cycle();
        }
        final JournalTail tail = TailRepair.repair(journal, options);
        assertEquals(11, tail.sequence());
        assertEquals(1, tail.epoch());
        assertEquals(0, tail.cutBytes());
        assertEquals(1_011, tail.lastTimestamp());
        assertTrue(tail.nextCycle() > firstCycle);
        try (JournalWriter writer = JournalWriter.open(journal, options, tail))
        {
            assertEquals(2, writer.epoch());
            frames.commit(writer, 12, 20, 1_000);
        }
        final List<Frames.Frame> read = Frames.read(journal);
        Frames.assertWhole(read, 20);
        assertEquals(1, read.get(10).epoch());
        assertEquals(2, read.get(11).epoch());
    }

    @Test
    void shouldRollBySizeAndKeepChainAcrossFiles() throws Exception
    {
        final JournalOptions rolling = options.withRollBytes(100_000);
        try (JournalWriter writer = open(rolling))
        {
            for (int i = 0; i < 100; i++)
            {
                frames.commit(writer, i * 3 + 1, i * 3 + 3, 2_000);
            }
        }
        assertTrue(CycleFiles.list(journal).size() > 4, () -> "files: " + filesIn(journal));
        Frames.assertWhole(Frames.read(journal), 300);
        assertEquals(300, TailRepair.repair(journal, rolling).sequence());
        Frames.assertWhole(Frames.read(journal), 300);
    }

    private static String filesIn(final Path directory)
    {
        try
        {
            return CycleFiles.list(directory).toString();
        }
        catch (final IOException e)
        {
            return e.toString();
        }
    }

    @Test
    void shouldStartReadingAtFileThatSnapshotNames() throws Exception
    {
        final JournalOptions rolling = options.withRollBytes(50_000);
        long cycle = 0;
        long first = 0;
        try (JournalWriter writer = open(rolling))
        {
            for (int i = 1; i <= 60; i++)
            {
                frames.commit(writer, i, i, 3_000);
                if (i == 40)
                {
                    cycle = writer.cycle();
                }
                first = cycle != 0 && first == 0 && writer.cycle() != cycle ? i : first;
            }
        }
        try (JournalReader reader = JournalReader.open(journal, cycle + 1))
        {
            assertTrue(reader.next());
            assertEquals(first, reader.sequence());
            assertEquals(cycle + 1, reader.cycle());
        }
        try (JournalReader reader = JournalReader.open(journal, Long.MAX_VALUE))
        {
            assertTrue(reader.next(), "the last file, where there is none at or behind the one asked for");
        }
    }

    @Test
    void shouldWriteMarkOnlyWhereLastGroupDoesNotSayWhatIsDurable() throws Exception
    {
        try (JournalWriter writer = open(options))
        {
            assertFalse(writer.mark());
            frames.commit(writer, 1, 2, 10);
            try (JournalReader reader = JournalReader.open(journal))
            {
                assertTrue(reader.next());
                assertTrue(reader.next());
                assertEquals(0, reader.durableSequence());
                assertFalse(reader.next());
                assertTrue(writer.mark());
                assertFalse(writer.mark());
                assertFalse(reader.next());
                assertEquals(2, reader.durableSequence());
                frames.append(writer, 3, 10);
                assertFalse(writer.mark(), "the open group will say it");
                writer.commit();
                assertTrue(reader.next());
                assertEquals(3, reader.sequence());
                assertTrue(writer.mark());
            }
        }
        assertEquals(3, TailRepair.repair(journal, options).sequence());
    }

    @Test
    void shouldFollowWriterAcrossFiles() throws Exception
    {
        try (
            JournalWriter writer = open(options.withRollBytes(20_000));
            JournalReader reader = JournalReader.open(journal))
        {
            assertFalse(reader.next());
            for (int i = 1; i <= 50; i++)
            {
                frames.commit(writer, i, i, 1_500);
                assertTrue(reader.next(), "frame " + i);
                assertEquals(i, reader.sequence());
                assertFalse(reader.next());
                assertFalse(reader.next());
            }
            assertTrue(reader.cycle() > CycleFiles.list(journal).getFirst().cycle());
        }
    }

    @Test
    void shouldRefuseFrameThatDoesNotFollow() throws Exception
    {
        try (JournalWriter writer = open(options))
        {
            frames.commit(writer, 1, 2, 10);
            assertThrows(IllegalArgumentException.class, () -> frames.append(writer, 4, 0));
            assertThrows(IllegalArgumentException.class, () -> frames.append(writer, 2, 0));
            final UnsafeBuffer wrong = new UnsafeBuffer(new byte[1_000]);
            final int length = Frames.encode(wrong, 0, 3, 10);
            assertThrows(IllegalArgumentException.class, () -> writer.append(wrong, 0, length + 1));
            frames.commit(writer, 3, 3, 10);
        }
        Frames.assertWhole(Frames.read(journal), 3);
    }

    @Test
    void shouldFillGroupToItsLimit() throws Exception
    {
        try (JournalWriter writer = open(options))
        {
            final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(70_000));
            final int length = Frames.encode(buffer, 0, 1, 64 * 1024 - 40 - 80 - 16);
            assertTrue(writer.hasRoom(length));
            writer.append(buffer, 0, length);
            assertFalse(writer.hasRoom(JournalFrames.HEADER_LENGTH));
            assertThrows(IllegalStateException.class, () -> frames.append(writer, 2, 0));
            assertEquals(1, writer.commit());
            assertEquals(64 * 1024, writer.bytesWritten());
            frames.commit(writer, 2, 2, 0);
        }
        Frames.assertWhole(Frames.read(journal), 2);
    }

    @Test
    void shouldNeverWriteAgainAfterFailedForce() throws Exception
    {
        final FaultyDisk disk = new FaultyDisk("force"::equals, Long.MAX_VALUE);
        try (JournalWriter writer = open(options.withDisk(disk)))
        {
            frames.commit(writer, 1, 5, 10);
            disk.failAfter(0);
            final long calls = disk.calls();
            final IOException first = assertThrows(IOException.class, () -> frames.commit(writer, 6, 6, 10));
            assertTrue(first.getMessage().startsWith("injected"), first.getMessage());
            disk.failAfter(Long.MAX_VALUE);
            assertThrows(IOException.class, writer::commit);
            assertThrows(IOException.class, writer::mark);
            assertThrows(IOException.class, () -> frames.append(writer, 7, 10));
            assertEquals(calls + 1, disk.calls(), "a force was tried again");
            assertEquals(5, writer.durableSequence());
        }
    }

    @Test
    void shouldFailCleanlyWhenDiskIsFull() throws Exception
    {
        final FaultyDisk disk = new FaultyDisk("reserve"::equals, 4);
        final JournalOptions failing = options.withDisk(disk);
        long durable = 0;
        try (JournalWriter writer = open(failing))
        {
            final IOException full = assertThrows(IOException.class, () ->
            {
                for (int i = 1; i < 1_000; i++)
                {
                    frames.commit(writer, i, i, 10_000);
                }
            });
            assertEquals("injected", full.getMessage().substring(0, 8));
            durable = writer.durableSequence();
            assertTrue(durable > 5);
        }
        assertEquals(durable, TailRepair.repair(journal, options).sequence());
        Frames.assertWhole(Frames.read(journal), durable);
    }

    @Test
    void shouldTakeFileThatWasMadeAhead() throws Exception
    {
        final JournalOptions ahead = options.withRollBytes(60_000).withAhead(true);
        final Path made = journal.resolve("next.reserve");
        try (JournalWriter writer = open(ahead))
        {
            final long first = writer.cycle();
            long sequence = 0;
            while (writer.cycle() < first + 5)
            {
                await(made);
                sequence++;
                frames.commit(writer, sequence, sequence, 3_000);
            }
            Frames.assertWhole(Frames.read(journal), sequence);
            await(made);
        }
        final long sequence = Frames.read(journal).size();
        for (final CycleFiles.CycleFile file : CycleFiles.list(journal).subList(1, 5))
        {
            assertEquals(60_000 + 64 * 1024 + 1024 * 1024, Files.size(file.path()));
        }
        try (JournalWriter writer = open(ahead))
        {
            frames.commit(writer, sequence + 1, sequence + 1, 10);
        }
        Frames.assertWhole(Frames.read(journal), sequence + 1);
    }

    private static void await(final Path file)
    {
        final long deadline = System.nanoTime() + 20_000_000_000L;
        while (!Files.exists(file))
        {
            assertTrue(System.nanoTime() < deadline, "no " + file);
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldStopWhenFileAheadCannotBeMade() throws Exception
    {
        final FaultyDisk disk = new FaultyDisk("rename"::equals, Long.MAX_VALUE);
        final JournalOptions ahead = options.withRollBytes(60_000).withAhead(true).withDisk(disk);
        final JournalTail tail = TailRepair.repair(journal, ahead);
        disk.failAfter(0);
        try (JournalWriter writer = JournalWriter.open(journal, ahead, tail))
        {
            final IOException failed = assertThrows(IOException.class, () ->
            {
                for (long sequence = 1; ; sequence++)
                {
                    frames.commit(writer, sequence, sequence, 3_000);
                }
            });
            assertTrue(failed.getMessage().contains("could not be reserved"), failed.getMessage());
        }
        assertTrue(TailRepair.repair(journal, options).sequence() > 15);
    }

    @Test
    void shouldBeReadableByTailerOfChronicleQueue() throws Exception
    {
        final JournalOptions rolling = options.withRollBytes(60_000);
        for (int start = 0; start < 3; start++)
        {
            try (JournalWriter writer = open(rolling))
            {
                for (int i = 1; i <= 40; i++)
                {
                    frames.commit(writer, start * 40L + i, start * 40L + i, 3_000);
                }
                writer.mark();
            }
        }
        int groups = 0;
        try (GroupWalk walk = GroupWalk.open(journal, 0))
        {
            try (
                ChronicleQueue queue = SingleChronicleQueueBuilder.binary(journal)
                    .rollCycle(RollCycles.FIVE_MINUTELY).build();
                ExcerptTailer tailer = queue.createTailer())
            {
                while (walk.next())
                {
                    try (DocumentContext document = tailer.readingDocument())
                    {
                        assertTrue(document.isPresent(), "group " + groups);
                        final byte[] bytes = new byte[(int)document.wire().bytes().readRemaining()];
                        document.wire().bytes().read(bytes);
                        final byte[] expected = new byte[walk.groupLength()];
                        walk.buffer().getBytes(walk.groupOffset(), expected);
                        assertEquals(ByteBuffer.wrap(expected), ByteBuffer.wrap(bytes));
                        groups++;
                    }
                }
                try (DocumentContext document = tailer.readingDocument())
                {
                    assertFalse(document.isPresent());
                }
            }
        }
        assertEquals(123, groups);
    }
}
