package io.suuupra.journal.wal;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries groups from the thread that commits to the one that follows, in order. One thread puts, one takes; neither
 * waits here.
 *
 * <p>An entry is contiguous: its length, the crc of its last frame, then the group, aligned to eight bytes. Where one
 * does not fit before the end of the memory the rest is passed over.
 */
final class GroupRing
{
    private static final int HEADER = 2 * Integer.BYTES;
    private static final int CRC_OFFSET = Integer.BYTES;
    private static final int PASS = -1;
    private static final int ALIGNMENT = 64;

    private final UnsafeBuffer buffer;
    private final int capacity;
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param groupBytesMax of the largest group.
     * @param bytes         wanted; at least twice the largest group is taken, and a power of two.
     */
    GroupRing(final int groupBytesMax, final int bytes)
    {
        capacity = BitUtil.findNextPositivePowerOfTwo(Math.max(bytes, 2 * (groupBytesMax + HEADER)));
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity, ALIGNMENT));
    }

    /** @return false if there is no room now. */
    boolean offer(final UnsafeBuffer group, final int length, final int frameCrc)
    {
        final int needed = HEADER + BitUtil.align(length, 8);
        final long from = put.getPlain();
        final int toEnd = capacity - index(from);
        final long start = needed > toEnd ? from + toEnd : from;
        if (start + needed - taken.getAcquire() > capacity)
        {
            return false;
        }
        if (start > from)
        {
            buffer.putInt(index(from), PASS);
        }
        final int at = index(start);
        buffer.putInt(at, length);
        buffer.putInt(at + CRC_OFFSET, frameCrc);
        buffer.putBytes(at + HEADER, group, 0, length);
        put.setRelease(start + needed);
        return true;
    }

    /** @return length of the oldest group, 0 if there is none. It stays until {@link #release()}. */
    int peek()
    {
        final long from = taken.getPlain();
        if (from == put.getAcquire())
        {
            return 0;
        }
        final int length = buffer.getInt(index(from));
        if (length != PASS)
        {
            return length;
        }
        taken.setRelease(from + capacity - index(from));
        return peek();
    }

    /** @return what holds the oldest group. */
    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** @return offset of the oldest group. */
    int offset()
    {
        return index(taken.getPlain()) + HEADER;
    }

    /** @return crc of the last frame of the oldest group. */
    int frameCrc()
    {
        return buffer.getInt(index(taken.getPlain()) + CRC_OFFSET);
    }

    /** Gives back the room of the oldest group. */
    void release()
    {
        final long from = taken.getPlain();
        taken.setRelease(from + HEADER + BitUtil.align(buffer.getInt(index(from)), 8));
    }

    private int index(final long position)
    {
        return (int)(position & capacity - 1);
    }
}
