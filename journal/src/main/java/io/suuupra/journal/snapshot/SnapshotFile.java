package io.suuupra.journal.snapshot;

import io.suuupra.journal.cycle.Crc;
import org.agrona.DirectBuffer;

/**
 * The format: eight bytes of magic, four of the format's version, four of zero; then records, each its length (four
 * bytes, low byte first), a CRC32C (four bytes) and one SBE message with its header. The crc covers the crc of the
 * record before (0 for the first), the length and the message, so records can neither be swapped nor taken out. The
 * first message is {@code SnapshotHeader}, the last {@code SnapshotEnd}; nothing follows it.
 */
final class SnapshotFile
{
    static final long MAGIC = 0x31_50_41_4E_53_55_55_53L;
    static final int FORMAT = 1;
    static final int HEADER_LENGTH = 16;
    static final int RECORD_HEADER_LENGTH = 8;

    /** Bytes of the largest message. */
    static final int MESSAGE_MAX = 2 * 1024 * 1024;

    private SnapshotFile()
    {
    }

    static int crc(final Crc crc, final int previous, final DirectBuffer buffer, final int offset, final int length)
    {
        crc.begin();
        crc.update((long)previous << Integer.SIZE | length);
        crc.update(buffer, offset, length);
        return crc.value();
    }
}
