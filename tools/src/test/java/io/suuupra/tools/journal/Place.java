package io.suuupra.tools.journal;

import io.suuupra.journal.GroupWalk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a group stands, to be damaged there.
 *
 * @param file     of the journal.
 * @param position of the group's header.
 * @param length   of the group.
 */
record Place(Path file, long position, int length)
{
    /** @return the group that holds a sequence. */
    static Place of(final Path journal, final long sequence) throws IOException
    {
        try (GroupWalk walk = GroupWalk.open(journal, 0))
        {
            while (walk.next())
            {
                if (walk.firstSequence() <= sequence && sequence <= walk.sequence())
                {
                    return new Place(walk.file(), walk.end() - walk.groupLength(), walk.groupLength());
                }
            }
        }
        throw new AssertionError("no sequence " + sequence);
    }

    /** @return position behind the last group of the journal. */
    static Place end(final Path journal) throws IOException
    {
        try (GroupWalk walk = GroupWalk.open(journal, 0))
        {
            while (walk.next())
            {
                // Only the end matters.
            }
            return new Place(walk.file(), walk.end(), 0);
        }
    }

    static void flip(final Path file, final long position) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte)(one.get(0) ^ 0x10)).rewind();
            channel.write(one, position);
        }
    }

    static void write(final Path file, final long position, final byte[] bytes) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }
}
