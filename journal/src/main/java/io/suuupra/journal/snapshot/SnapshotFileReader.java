package io.suuupra.journal.snapshot;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotEndDecoder;
import io.suuupra.codecs.generated.SnapshotHeaderDecoder;
import io.suuupra.journal.cycle.Crc;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a snapshot file. Each message is checked before it is handed out; whether the file is complete is known when
 * {@link #next()} has answered false. Memory is bounded, whatever the file says.
 *
 * <p>Confined to one thread.
 */
public final class SnapshotFileReader implements AutoCloseable
{
    private static final int CAPACITY = SnapshotFile.RECORD_HEADER_LENGTH + SnapshotFile.MESSAGE_MAX;

    private static final int CAPACITY_MIN = 4 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer memory;
    private final UnsafeBuffer buffer;
    private final Crc crc = new Crc();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotEndDecoder end = new SnapshotEndDecoder();
    private final SnapshotHeaderDecoder first = new SnapshotHeaderDecoder();
    private long windowStart;
    private int windowLength;
    private long position;
    private int offset;
    private int length;
    private int previousCrc;
    private long messages;
    private boolean ended;

    private SnapshotFileReader(final Path file) throws IOException
    {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.READ);
        memory = ByteBuffer.allocateDirect(Math.clamp(channel.size(), CAPACITY_MIN, CAPACITY));
        buffer = new UnsafeBuffer(memory);
    }

    /**
     * Opens a snapshot.
     *
     * @param file to read.
     * @return the reader, before its first message.
     * @throws SnapshotDamage if it is none.
     * @throws IOException    if it cannot be read.
     */
    public static SnapshotFileReader open(final Path file) throws IOException
    {
        final SnapshotFileReader reader = new SnapshotFileReader(file);
        try
        {
            reader.readStart();
            return reader;
        }
        catch (final IOException | RuntimeException e)
        {
            reader.close();
            throw e;
        }
    }

    private void readStart() throws IOException
    {
        require(load(SnapshotFile.HEADER_LENGTH), "the file is shorter than its header");
        require(buffer.getLong(0, ByteOrder.LITTLE_ENDIAN) == SnapshotFile.MAGIC, "this is not a snapshot");
        final int format = buffer.getInt(Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        require(format == SnapshotFile.FORMAT, "the format's version is " + format + ", not " + SnapshotFile.FORMAT);
        require(buffer.getInt(Long.BYTES + Integer.BYTES, ByteOrder.LITTLE_ENDIAN) == 0, "the header is not in order");
        position = SnapshotFile.HEADER_LENGTH;
    }

    /**
     * Goes on to the next message.
     *
     * @return false if there is none: the snapshot is complete.
     * @throws SnapshotDamage if it is not what was written.
     * @throws IOException    if it cannot be read.
     */
    public boolean next() throws IOException
    {
        if (ended)
        {
            return false;
        }
        require(load(SnapshotFile.RECORD_HEADER_LENGTH), "the file ends before its end record");
        final int start = (int)(position - windowStart);
        length = buffer.getInt(start, ByteOrder.LITTLE_ENDIAN);
        final int expected = buffer.getInt(start + Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
        require(length >= MessageHeaderDecoder.ENCODED_LENGTH && length <= SnapshotFile.MESSAGE_MAX,
            "a record has the length " + length);
        require(load(SnapshotFile.RECORD_HEADER_LENGTH + length), "a record is cut off");
        offset = (int)(position - windowStart) + SnapshotFile.RECORD_HEADER_LENGTH;
        previousCrc = SnapshotFile.crc(crc, previousCrc, buffer, offset, length);
        require(previousCrc == expected, "a record does not have its crc");
        header.wrap(buffer, offset);
        require(header.schemaId() == MessageHeaderDecoder.SCHEMA_ID, "a record has the schema " + header.schemaId());
        position += SnapshotFile.RECORD_HEADER_LENGTH + length;
        if (messages == 0)
        {
            checkFirst();
        }
        if (header.templateId() == SnapshotEndDecoder.TEMPLATE_ID)
        {
            checkEnd();
            return false;
        }
        messages++;
        return true;
    }

    private void checkFirst() throws IOException
    {
        require(header.templateId() == SnapshotHeaderDecoder.TEMPLATE_ID &&
            length >= MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength(), "the first record is not the header");
        first.wrapAndApplyHeader(buffer, offset, header);
        require(first.sequence() == SnapshotFiles.sequence(file),
            "the file holds sequence " + first.sequence() + ", its name says another");
    }

    private void checkEnd() throws IOException
    {
        require(length >= MessageHeaderDecoder.ENCODED_LENGTH + SnapshotEndDecoder.BLOCK_LENGTH,
            "the end record is too short");
        end.wrapAndApplyHeader(buffer, offset, header);
        require(end.messages() == messages, "the file has " + messages + " records, its end counts " + end.messages());
        require(!load(1), "something follows the end record");
        ended = true;
    }

    /** Brings bytes from the position on into memory. */
    private boolean load(final int bytes) throws IOException
    {
        if (position >= windowStart && position + bytes <= windowStart + windowLength)
        {
            return true;
        }
        memory.clear();
        windowStart = position;
        windowLength = 0;
        while (memory.hasRemaining())
        {
            final int read = channel.read(memory, position + windowLength);
            if (read < 0)
            {
                break;
            }
            windowLength += read;
        }
        return windowLength >= bytes;
    }

    private void require(final boolean holds, final String reason) throws SnapshotDamage
    {
        if (!holds)
        {
            throw new SnapshotDamage(file, position, reason);
        }
    }

    /** @return what holds the message, until the next call of {@link #next()}. */
    public DirectBuffer buffer()
    {
        return buffer;
    }

    /** @return offset of the message's header. */
    public int offset()
    {
        return offset;
    }

    /** @return bytes of the message, its header included. */
    public int length()
    {
        return length;
    }

    /** @return number of messages handed out. */
    public long messages()
    {
        return messages;
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
    }
}
