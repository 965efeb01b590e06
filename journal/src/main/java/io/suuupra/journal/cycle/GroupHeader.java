package io.suuupra.journal.cycle;

import io.suuupra.codecs.generated.JournalGroupHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Fields of a group's header, read and written where they stand.
 *
 * <p>The magic number depends on the place of the group: its cycle and its position in the file. So bytes that look
 * like a group but stand elsewhere are none: an old block that the file system hands out again, and a client's bytes
 * that imitate a group.
 */
public final class GroupHeader
{
    /** Bytes of the header. */
    public static final int LENGTH = JournalGroupHeaderDecoder.BLOCK_LENGTH;

    /** Bytes of the largest group that is ever read. */
    public static final int GROUP_LIMIT = 16 * 1024 * 1024;

    private static final int MAGIC = 0x53_55_47_31;
    private static final int MAGIC_OFFSET = JournalGroupHeaderDecoder.magicEncodingOffset();
    private static final int CRC_OFFSET = JournalGroupHeaderDecoder.crcEncodingOffset();
    private static final int LENGTH_OFFSET = JournalGroupHeaderDecoder.lengthEncodingOffset();
    private static final int FRAMES_OFFSET = JournalGroupHeaderDecoder.framesEncodingOffset();
    private static final int EPOCH_OFFSET = JournalGroupHeaderDecoder.epochEncodingOffset();
    private static final int PREVIOUS_CRC_OFFSET = JournalGroupHeaderDecoder.previousCrcEncodingOffset();
    private static final int FIRST_SEQUENCE_OFFSET = JournalGroupHeaderDecoder.firstSequenceEncodingOffset();
    private static final int DURABLE_SEQUENCE_OFFSET = JournalGroupHeaderDecoder.durableSequenceEncodingOffset();

    /** The crc covers all that follows it. */
    private static final int COVERED_OFFSET = CRC_OFFSET + Integer.BYTES;

    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private GroupHeader()
    {
    }

    /**
     * @param cycle    of the file.
     * @param position of the group's first byte in the file.
     * @return the magic number of a group there.
     */
    static int magic(final int cycle, final long position)
    {
        final long place = position * 0x9E37_79B9_7F4A_7C15L + cycle * 0xC2B2_AE3D_27D4_EB4FL;
        return MAGIC ^ (int)(place >>> 32);
    }

    /**
     * Writes all fields but magic and crc.
     *
     * @param buffer          to write to.
     * @param offset          of the header.
     * @param length          of header and frames.
     * @param frames          number of frames; 0 = a mark.
     * @param epoch           of the writer.
     * @param previousCrc     of the last frame before.
     * @param firstSequence   of the first frame, or of the next one to come.
     * @param durableSequence forced before.
     */
    public static void encode(
        final MutableDirectBuffer buffer,
        final int offset,
        final int length,
        final int frames,
        final int epoch,
        final int previousCrc,
        final long firstSequence,
        final long durableSequence)
    {
        buffer.putInt(offset + LENGTH_OFFSET, length, LITTLE);
        buffer.putInt(offset + FRAMES_OFFSET, frames, LITTLE);
        buffer.putInt(offset + EPOCH_OFFSET, epoch, LITTLE);
        buffer.putInt(offset + PREVIOUS_CRC_OFFSET, previousCrc, LITTLE);
        buffer.putLong(offset + FIRST_SEQUENCE_OFFSET, firstSequence, LITTLE);
        buffer.putLong(offset + DURABLE_SEQUENCE_OFFSET, durableSequence, LITTLE);
    }

    /**
     * Writes magic and crc, when the place of the group is known.
     *
     * @param buffer   to write to.
     * @param offset   of the header.
     * @param cycle    of the file; the epoch in a write-ahead file.
     * @param position of the group's first byte in the file.
     * @param crc      computes the checksum.
     */
    public static void seal(
        final MutableDirectBuffer buffer,
        final int offset,
        final int cycle,
        final long position,
        final Crc crc)
    {
        buffer.putInt(offset + MAGIC_OFFSET, magic(cycle, position), LITTLE);
        final int value = crc.of(buffer, offset + COVERED_OFFSET, LENGTH - COVERED_OFFSET);
        buffer.putInt(offset + CRC_OFFSET, value, LITTLE);
    }

    /**
     * Says whether a group's header stands here that was written here. Nothing of it is believed before.
     *
     * @param buffer   that holds it; {@link #LENGTH} bytes from offset on are read.
     * @param offset   of the header.
     * @param cycle    of the file; the epoch in a write-ahead file.
     * @param position of the group's first byte in the file.
     * @param crc      computes the checksum.
     * @return whether magic, crc and the limits of all fields hold.
     */
    public static boolean isIntact(
        final DirectBuffer buffer,
        final int offset,
        final int cycle,
        final long position,
        final Crc crc)
    {
        if (buffer.getInt(offset + MAGIC_OFFSET, LITTLE) != magic(cycle, position) ||
            buffer.getInt(offset + CRC_OFFSET, LITTLE) !=
                crc.of(buffer, offset + COVERED_OFFSET, LENGTH - COVERED_OFFSET))
        {
            return false;
        }
        final int length = length(buffer, offset);
        final int frames = frames(buffer, offset);
        return length >= LENGTH && length <= GROUP_LIMIT && (length & 7) == 0 && frames >= 0 &&
            (frames == 0) == (length == LENGTH) &&
            firstSequence(buffer, offset) > 0 && durableSequence(buffer, offset) >= 0 &&
            durableSequence(buffer, offset) < firstSequence(buffer, offset);
    }

    /**
     * @param buffer that holds a group.
     * @param offset of its header.
     * @return bytes of header and frames.
     */
    public static int length(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a group.
     * @param offset of its header.
     * @return number of frames.
     */
    public static int frames(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + FRAMES_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a group.
     * @param offset of its header.
     * @return the writer's epoch.
     */
    public static int epoch(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + EPOCH_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a group.
     * @param offset of its header.
     * @return crc of the last frame before the group.
     */
    public static int previousCrc(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + PREVIOUS_CRC_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a group.
     * @param offset of its header.
     * @return sequence of the first frame, or of the next one to come.
     */
    public static long firstSequence(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + FIRST_SEQUENCE_OFFSET, LITTLE);
    }

    /**
     * @param buffer that holds a group.
     * @param offset of its header.
     * @return the sequence that was forced before the group was written.
     */
    public static long durableSequence(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + DURABLE_SEQUENCE_OFFSET, LITTLE);
    }
}
