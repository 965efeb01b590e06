package io.suuupra.journal;

import io.suuupra.journal.recovery.TailRepair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalWriterTest
{
    @TempDir
    private Path journal;
    private final Frames frames = new Frames();
    private final JournalOptions options = JournalOptions.small();

    @Test
    void shouldReadWhatWasCommitted() throws Exception
    {
        final JournalTail tail = TailRepair.repair(journal, options);
        assertEquals(0, tail.sequence());
        try (JournalWriter writer = JournalWriter.open(journal, options, tail))
        {
            frames.commit(writer, 1, 10, 100);
            frames.commit(writer, 11, 11, 0);
            assertEquals(11, writer.durableSequence());
            assertEquals(tail.nextCycle(), writer.cycle());
            final List<Frames.Frame> read = Frames.read(journal);
            assertEquals(11, read.size());
        }
        final JournalTail second = TailRepair.repair(journal, options);
        assertEquals(11, second.sequence());
        assertEquals(1, second.epoch());
        assertEquals(0, second.cutBytes());
        assertEquals(1_011, second.lastTimestamp());
        try (JournalWriter writer = JournalWriter.open(journal, options, second))
        {
            frames.commit(writer, 12, 20, 1_000);
            assertTrue(writer.mark());
            assertFalse(writer.mark());
        }
        final List<Frames.Frame> read = Frames.read(journal);
        assertEquals(20, read.size());
        assertEquals(2, read.getLast().epoch());
    }
}
