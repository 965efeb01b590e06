package io.suuupra.journal.snapshot;

import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotEndEncoder;
import io.suuupra.journal.cycle.Crc;
import io.suuupra.journal.disk.Disk;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a snapshot file. It gets its name only when all of it is on the disk; before {@link #commit()} there is no
 * snapshot.
 *
 * <p>Confined to one thread at a time.
 */
public final class SnapshotFileWriter implements AutoCloseable
{
    private final Path unfinished;
    private final Path file;
    private final Disk disk;
    private final FileChannel channel;
    private final ByteBuffer memory =
        ByteBuffer.allocateDirect(SnapshotFile.RECORD_HEADER_LENGTH + SnapshotFile.MESSAGE_MAX);
    private final UnsafeBuffer buffer = new UnsafeBuffer(memory);
    private final Crc crc = new Crc();
    private int buffered;
    private long position;
    private int previousCrc;
    private long messages;
    private boolean committed;

    private SnapshotFileWriter(final Path file, final Path unfinished, final Disk disk) throws IOException
    {
        this.file = file;
        this.unfinished = unfinished;
        this.disk = disk;
        channel = disk.create(unfinished);
        buffer.putLong(0, SnapshotFile.MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(Long.BYTES, SnapshotFile.FORMAT, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(Long.BYTES + Integer.BYTES, 0, ByteOrder.LITTLE_ENDIAN);
        buffered = SnapshotFile.HEADER_LENGTH;
    }

    /**
     * Begins a snapshot. What is left of an unfinished one of the same sequence is removed.
     *
     * @param directory of the snapshots; made if it is missing.
     * @param sequence  of the last command that it holds.
     * @param disk      to work on.
     * @return the writer.
     * @throws IOException if the disk is full or fails.
     */
    public static SnapshotFileWriter create(final Path directory, final long sequence, final Disk disk)
        throws IOException
    {
        disk.createDirectory(directory);
        final Path file = SnapshotFiles.file(directory, sequence);
        final Path unfinished = directory.resolve(file.getFileName() + SnapshotFiles.UNFINISHED);
        disk.delete(unfinished);
        return new SnapshotFileWriter(file, unfinished, disk);
    }

    /**
     * Adds a message. The first must be the {@code SnapshotHeader}; {@code SnapshotEnd} is added by {@link #commit()}.
     *
     * @param source that holds it: over a byte array or a ByteBuffer.
     * @param offset of its message header.
     * @param length of header and message, from 8 bytes to 2 MiB.
     * @throws IOException if the disk is full or fails.
     */
    public void append(final DirectBuffer source, final int offset, final int length) throws IOException
    {
        if (length < MessageHeaderEncoder.ENCODED_LENGTH || length > SnapshotFile.MESSAGE_MAX)
        {
            throw new IllegalArgumentException(
                "length: must be from 8 to " + SnapshotFile.MESSAGE_MAX + ", is " + length);
        }
        if (buffered + SnapshotFile.RECORD_HEADER_LENGTH + length > buffer.capacity())
        {
            flush();
        }
        previousCrc = SnapshotFile.crc(crc, previousCrc, source, offset, length);
        buffer.putInt(buffered, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(buffered + Integer.BYTES, previousCrc, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(buffered + SnapshotFile.RECORD_HEADER_LENGTH, source, offset, length);
        buffered += SnapshotFile.RECORD_HEADER_LENGTH + length;
        messages++;
    }

    private void flush() throws IOException
    {
        memory.clear().limit(buffered);
        disk.write(channel, unfinished, memory, position);
        position += buffered;
        buffered = 0;
    }

    /**
     * Ends the snapshot, forces it, gives it its name and forces the directory. The store's rows that it counts on must
     * have been forced before.
     *
     * @return the file.
     * @throws IOException if the disk is full or fails: there is no new snapshot then.
     */
    public Path commit() throws IOException
    {
        final UnsafeBuffer end = new UnsafeBuffer(
            new byte[MessageHeaderEncoder.ENCODED_LENGTH + SnapshotEndEncoder.BLOCK_LENGTH]);
        new SnapshotEndEncoder().wrapAndApplyHeader(end, 0, new MessageHeaderEncoder()).messages(messages);
        append(end, 0, end.capacity());
        flush();
        disk.force(channel, unfinished);
        channel.close();
        disk.rename(unfinished, file);
        committed = true;
        disk.forceDirectory(file.getParent());
        return file;
    }

    /** @return bytes written so far. */
    public long length()
    {
        return position + buffered;
    }

    /** Without a commit before, what was written is removed. */
    @Override
    public void close() throws IOException
    {
        channel.close();
        if (!committed)
        {
            Files.deleteIfExists(unfinished);
        }
    }
}
