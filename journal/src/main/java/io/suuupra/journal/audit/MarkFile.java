package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The marks of all frames of a chain, one behind the other: with them the very frame can be named that was changed,
 * where the hash of its block tells only that one was.
 */
final class MarkFile implements AutoCloseable
{
    private final Path file;
    private final Disk disk;
    private final FileChannel channel;

    private MarkFile(final Path file, final Disk disk, final FileChannel channel)
    {
        this.file = file;
        this.disk = disk;
        this.channel = channel;
    }

    static MarkFile open(final Path file, final Disk disk) throws IOException
    {
        if (Files.exists(file))
        {
            return new MarkFile(file, disk, disk.open(file));
        }
        final MarkFile made = new MarkFile(file, disk, disk.create(file));
        disk.forceDirectory(file.getParent());
        return made;
    }

    static MarkFile read(final Path file) throws IOException
    {
        return new MarkFile(file, null, FileChannel.open(file, StandardOpenOption.READ));
    }

    /**
     * @param from  number of the first frame, counted from the chain's first.
     * @param count of frames.
     * @return their marks; fewer if the file ends before.
     */
    byte[] get(final long from, final int count) throws IOException
    {
        final ByteBuffer marks = ByteBuffer.allocate(count * OpenFrames.MARK);
        final long position = from * OpenFrames.MARK;
        while (marks.hasRemaining() && channel.read(marks, position + marks.position()) >= 0)
        {
            // One read may give less than was asked for.
        }
        final byte[] read = new byte[marks.position()];
        marks.flip().get(read);
        return read;
    }

    void put(final long from, final byte[] marks) throws IOException
    {
        disk.write(channel, file, ByteBuffer.wrap(marks), from * OpenFrames.MARK);
    }

    void force() throws IOException
    {
        disk.force(channel, file);
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
    }
}
