package io.suuupra.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.JournalFrameHeaderDecoder;
import io.suuupra.journal.cycle.Crc;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Layout of a journal frame: the fields of {@code JournalFrameHeader} without a message header before them, then one
 * SBE message with its own. The frame's {@code length} counts both, not the padding that aligns the next frame.
 */
public final class JournalFrames
{
    /** Bytes of the header. */
    public static final int HEADER_LENGTH = JournalFrameHeaderDecoder.BLOCK_LENGTH;

    /** Bytes of the largest frame, its header included. */
    public static final int LENGTH_MAX = HEADER_LENGTH + Limits.FRAME_MAX;

    private static final int LENGTH_OFFSET = JournalFrameHeaderDecoder.lengthEncodingOffset();
    private static final int CRC_OFFSET = JournalFrameHeaderDecoder.crcEncodingOffset();
    private static final int PREVIOUS_CRC_OFFSET = JournalFrameHeaderDecoder.previousCrcEncodingOffset();
    private static final int EPOCH_OFFSET = JournalFrameHeaderDecoder.epochEncodingOffset();
    private static final int SEQUENCE_OFFSET = JournalFrameHeaderDecoder.sequenceEncodingOffset();
    private static final int TIMESTAMP_OFFSET = JournalFrameHeaderDecoder.timestampEncodingOffset();

    /** The crc covers all that follows it. */
    private static final int COVERED_OFFSET = CRC_OFFSET + Integer.BYTES;

    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private JournalFrames()
    {
    }

    /**
     * @param buffer that holds a frame.
     * @param offset of the frame.
     * @return bytes of header and message.
     */
    public static int length(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a frame.
     * @param offset of the frame.
     * @return CRC32C of all that follows this field.
     */
    public static int crc(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a frame.
     * @param offset of the frame.
     * @return crc of the frame before; 0 for the first.
     */
    public static int previousCrc(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + PREVIOUS_CRC_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a frame.
     * @param offset of the frame.
     * @return number of the start of the node that wrote it.
     */
    public static int epoch(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + EPOCH_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a frame.
     * @param offset of the frame.
     * @return number of the command, from 1.
     */
    public static long sequence(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a frame.
     * @param offset of the frame.
     * @return the host's clock when it took the command, in ns since 1970.
     */
    public static long timestamp(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + TIMESTAMP_OFFSET, LITTLE);
    }

    /**
     * @param offset of a frame.
     * @return offset of its message's header.
     */
    public static int messageOffset(final int offset)
    {
        return offset + HEADER_LENGTH;
    }

    /**
     * @param length of a frame.
     * @return length of its message, message header included.
     */
    public static int messageLength(final int length)
    {
        return length - HEADER_LENGTH;
    }

    /**
     * Writes what the journal adds to a frame, its crc last.
     *
     * @param buffer      that holds the frame.
     * @param offset      of the frame.
     * @param length      of header and message.
     * @param epoch       of the writer.
     * @param previousCrc of the frame before.
     * @param crc         computes the checksum.
     * @return the frame's crc.
     */
    static int seal(
        final MutableDirectBuffer buffer,
        final int offset,
        final int length,
        final int epoch,
        final int previousCrc,
        final Crc crc)
    {
        buffer.putInt(offset + EPOCH_OFFSET, epoch, LITTLE);
        buffer.putInt(offset + PREVIOUS_CRC_OFFSET, previousCrc, LITTLE);
        final int value = computeCrc(buffer, offset, length, crc);
        buffer.putInt(offset + CRC_OFFSET, value, LITTLE);
        return value;
    }

    /**
     * @param buffer that holds a frame.
     * @param offset of the frame.
     * @param length of header and message, at least {@link #HEADER_LENGTH}.
     * @param crc    computes the checksum.
     * @return what the frame's crc has to be.
     */
    static int computeCrc(final DirectBuffer buffer, final int offset, final int length, final Crc crc)
    {
        return crc.of(buffer, offset + COVERED_OFFSET, length - COVERED_OFFSET);
    }
}
