package io.suuupra.journal.store;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Keeps eight bytes for each row of a full segment in a file beside it, so that a start can build its index without
 * reading the rows.
 *
 * <p>All in it follows from the rows. So it is written without being forced, and one that is missing, torn or of other
 * rows is no damage: whoever wants it does without. A file is 16 bytes of header (magic, number of rows, checksum of
 * the segment, checksum of the keys), then the keys, all little-endian.
 *
 * <p>Different segments may be read and written by different threads.
 */
final class KeyFiles
{
    private static final String SUFFIX = ".keys";
    private static final int MAGIC = 0x324B_5553;
    private static final int HEADER = 4 * Integer.BYTES;

    private final Path directory;
    private final int segmentRows;
    private final Disk disk;

    /**
     * @param directory   of the store.
     * @param segmentRows rows of a segment.
     * @param disk        to work on.
     */
    KeyFiles(final Path directory, final int segmentRows, final Disk disk)
    {
        this.directory = directory;
        this.segmentRows = segmentRows;
        this.disk = disk;
    }

    private Path file(final int segment)
    {
        return directory.resolve("%08d".formatted(segment) + SUFFIX);
    }

    /**
     * @param segment    whose keys are wanted.
     * @param segmentSum what was given to {@link #write} with them.
     * @return the keys; null if they are not there, or not as they were written.
     * @throws IOException if the file is there but the disk cannot read it.
     */
    long[] read(final int segment, final int segmentSum) throws IOException
    {
        final Path file = file(segment);
        if (!Files.isRegularFile(file))
        {
            return null;
        }
        final ByteBuffer bytes = buffer();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            if (channel.size() != bytes.capacity())
            {
                return null;
            }
            while (bytes.hasRemaining() && channel.read(bytes) >= 0)
            {
                // One read may give less than was asked for.
            }
        }
        bytes.flip();
        if (bytes.remaining() != bytes.capacity() || bytes.getInt() != MAGIC || bytes.getInt() != segmentRows ||
            bytes.getInt() != segmentSum || bytes.getInt() != crc(bytes))
        {
            return null;
        }
        final long[] keys = new long[segmentRows];
        bytes.position(HEADER).slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(keys);
        return keys;
    }

    /**
     * @param segment whose keys were read or written before, as a whole.
     * @param row     in the segment.
     * @return its key.
     * @throws IOException if the disk cannot read it.
     */
    long readOne(final int segment, final int row) throws IOException
    {
        final Path file = file(segment);
        final ByteBuffer one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            while (one.hasRemaining() && channel.read(one, HEADER + (long)row * Long.BYTES + one.position()) >= 0)
            {
                // One read may give less than was asked for.
            }
        }
        if (one.hasRemaining())
        {
            throw new IOException(file + " has become shorter");
        }
        return one.getLong(0);
    }

    /**
     * @param segment    that is full.
     * @param segmentSum changes when any of its rows does.
     * @param keys       one a row.
     * @throws IOException if the disk is full or fails.
     */
    void write(final int segment, final int segmentSum, final long[] keys) throws IOException
    {
        final ByteBuffer bytes = buffer();
        bytes.position(HEADER).slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(keys);
        bytes.clear().putInt(MAGIC).putInt(segmentRows).putInt(segmentSum).putInt(crc(bytes));
        bytes.clear();
        final Path file = file(segment);
        disk.delete(file);
        try (FileChannel channel = disk.create(file))
        {
            disk.write(channel, file, bytes, 0);
        }
    }

    private ByteBuffer buffer()
    {
        return ByteBuffer.allocate(HEADER + segmentRows * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int crc(final ByteBuffer bytes)
    {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().clear().position(HEADER));
        return (int)crc.getValue();
    }
}
