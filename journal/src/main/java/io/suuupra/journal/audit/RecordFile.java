package io.suuupra.journal.audit;

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
 * Records of one length, little-endian, one behind the other; behind each stands a checksum of it and of its number.
 * Reading is for any thread, writing for one.
 */
final class RecordFile implements AutoCloseable
{
    private static final int CHECK = Long.BYTES;

    private final Path file;
    private final int length;
    private final Disk disk;
    private final FileChannel channel;
    private long records;

    private RecordFile(final Path file, final int length, final Disk disk, final FileChannel channel)
        throws IOException
    {
        this.file = file;
        this.length = length;
        this.disk = disk;
        this.channel = channel;
        records = channel.size() / (length + CHECK);
    }

    /** Opens a file to go on with it; makes it if it is missing. */
    static RecordFile open(final Path file, final int length, final Disk disk) throws IOException
    {
        if (Files.exists(file))
        {
            return new RecordFile(file, length, disk, disk.open(file));
        }
        final RecordFile made = new RecordFile(file, length, disk, disk.create(file));
        disk.forceDirectory(file.getParent());
        return made;
    }

    /** Opens a file that is only read, perhaps while another process goes on with it. */
    static RecordFile read(final Path file, final int length) throws IOException
    {
        return new RecordFile(file, length, null, FileChannel.open(file, StandardOpenOption.READ));
    }

    /** @return whole records that are there. */
    long records()
    {
        return records;
    }

    /** @return whole records that are there by now, if another process goes on with the file. */
    long recordsNow() throws IOException
    {
        return channel.size() / (length + CHECK);
    }

    /** @return whether bytes behind the last record are no whole one. */
    boolean hasRest() throws IOException
    {
        return channel.size() % (length + CHECK) != 0;
    }

    /** @return the record; null if it is not there or does not have its checksum. */
    ByteBuffer get(final long index) throws IOException
    {
        final ByteBuffer record = ByteBuffer.allocate(length + CHECK).order(ByteOrder.LITTLE_ENDIAN);
        final long position = index * (length + CHECK);
        while (record.hasRemaining() && channel.read(record, position + record.position()) >= 0)
        {
            // One read may give less than was asked for.
        }
        return record.hasRemaining() || record.getLong(length) != check(record.array(), length, index) ?
            null : record.flip().limit(length);
    }

    void append(final ByteBuffer record) throws IOException
    {
        put(records, record);
        records++;
    }

    /** Writes one record, in place of another or behind the last. */
    void put(final long index, final ByteBuffer record) throws IOException
    {
        final ByteBuffer bytes = ByteBuffer.allocate(length + CHECK).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(record.flip());
        if (bytes.position() != length)
        {
            throw new IllegalArgumentException("record: must have " + length + " bytes, has " + bytes.position());
        }
        bytes.putLong(check(bytes.array(), length, index)).flip();
        disk.write(channel, file, bytes, index * (length + CHECK));
    }

    /** @return room for a record. */
    ByteBuffer room()
    {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Leaves the first records and nothing behind them. */
    void cut(final long toRecords) throws IOException
    {
        disk.truncate(channel, file, toRecords * (length + CHECK));
        records = toRecords;
    }

    void force() throws IOException
    {
        disk.force(channel, file);
    }

    private static long check(final byte[] bytes, final int length, final long index)
    {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        // So a record does not pass for another one.
        return crc.getValue() ^ index << Integer.SIZE;
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
    }
}
