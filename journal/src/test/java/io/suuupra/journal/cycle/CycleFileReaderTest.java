package io.suuupra.journal.cycle;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CycleFileReaderTest
{
    private static final int CYCLE = 7;
    private static final int DOCUMENT = Integer.BYTES + GroupHeader.LENGTH;
    private static final int FILE_LENGTH = 4_096;

    @TempDir
    private Path folder;

    private static void write(final FileChannel channel, final int number, final boolean complete) throws IOException
    {
        final int start = number * DOCUMENT + Integer.BYTES;
        final UnsafeBuffer group = new UnsafeBuffer(new byte[GroupHeader.LENGTH]);
        GroupHeader.encode(group, 0, GroupHeader.LENGTH, 0, 1, 0, 1, 0);
        GroupHeader.seal(group, 0, CYCLE, start, new Crc());
        channel.write(ByteBuffer.wrap(group.byteArray()), start);
        final int header = GroupHeader.LENGTH | (complete ? 0 : CycleFileReader.NOT_COMPLETE);
        channel.write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, header),
            number * (long)DOCUMENT);
    }

    /** Whoever follows a writer may see a group half written, and the next time two that are whole. */
    @Test
    void shouldWalkOnWhereTheWriterWentOnMeanwhile() throws IOException
    {
        final Path file = folder.resolve("file");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(1), FILE_LENGTH - 1L);
            write(channel, 0, true);
            write(channel, 1, false);
            try (CycleFileReader reader = new CycleFileReader(file, CYCLE))
            {
                assertTrue(reader.next());
                assertTrue(reader.isWhole() && reader.isWalked());
                reader.accept();
                assertTrue(reader.next());
                assertFalse(reader.isWhole());
                write(channel, 1, true);
                write(channel, 2, true);
                for (int number = 1; number <= 2; number++)
                {
                    assertTrue(reader.next());
                    assertEquals(number * (long)DOCUMENT + Integer.BYTES, reader.candidatePosition());
                    assertTrue(reader.isWhole() && reader.isWalked());
                    reader.accept();
                }
                assertFalse(reader.next());
            }
        }
    }
}
