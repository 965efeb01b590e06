package io.suuupra.journal;

import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.recovery.TailRepair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is proven is never written again: a new start leaves every file but the last as it is, byte for byte. */
class OlderFilesTest
{
    @TempDir
    private Path journal;
    private final Frames frames = new Frames();
    private final JournalOptions options = JournalOptions.small().withDisk(new QuickDisk()).withRollBytes(40_000);

    @Test
    void shouldLeaveOlderFilesAsTheyAre() throws Exception
    {
        write(1);
        write(41);
        final List<CycleFile> files = CycleFiles.list(journal);
        final byte[][] before = contents(files);
        write(81);
        for (int i = 0; i < files.size() - 1; i++)
        {
            assertArrayEquals(before[i], Files.readAllBytes(files.get(i).path()), "file " + i + " of " + files.size());
        }
        Frames.assertWhole(Frames.read(journal), 120);
    }

    /** Chronicle Queue would rename a file away whose header it cannot read, with all the groups that are in it. */
    @Test
    void shouldKeepTheGroupsOfAFileWhoseQueueHeaderIsDamaged() throws Exception
    {
        write(1);
        write(41);
        final List<CycleFile> files = CycleFiles.list(journal);
        assertTrue(files.size() > 3);
        // One loses its header, another the length of it.
        overwrite(files.get(0).path(), 512);
        overwrite(files.get(1).path(), Integer.BYTES);
        write(81);
        assertEquals(files, CycleFiles.list(journal).subList(0, files.size()));
        Frames.assertWhole(Frames.read(journal), 120);
        write(121);
        Frames.assertWhole(Frames.read(journal), 160);
    }

    private void write(final long first) throws IOException
    {
        try (JournalWriter writer = JournalWriter.open(journal, options, TailRepair.repair(journal, options)))
        {
            for (long sequence = first; sequence < first + 40; sequence++)
            {
                frames.commit(writer, sequence, sequence, 2_000);
            }
        }
    }

    private static byte[][] contents(final List<CycleFile> files) throws IOException
    {
        final byte[][] contents = new byte[files.size()][];
        for (int i = 0; i < contents.length; i++)
        {
            contents[i] = Files.readAllBytes(files.get(i).path());
        }
        return contents;
    }

    private static void overwrite(final Path file, final int bytes) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(bytes), 0);
        }
    }
}
