package io.suuupra.engine.host.local;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Preallocated memory that is claimed in order at one end and freed in order at the other. A claim is contiguous; the
 * rest at the end of the memory is passed over where it would not fit.
 *
 * <p>One thread claims at a time, one frees; positions only grow.
 */
final class ByteRing
{
    /** Stands for "no room". */
    static final long FULL = -1;

    private static final int ALIGNMENT = 64;

    private final UnsafeBuffer buffer;
    private final int capacity;
    private long claimed;
    private volatile long claimedVisible;
    private volatile long freed;

    /**
     * @param capacity bytes: a power of two.
     */
    ByteRing(final int capacity)
    {
        this.capacity = capacity;
        this.buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity, ALIGNMENT));
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /**
     * @param length wanted, aligned to 8.
     * @return position of the claim, or {@link #FULL}; {@link #offset} tells where it lies.
     */
    long tryClaim(final int length)
    {
        long position = claimed;
        final int toEnd = capacity - offset(position);
        if (length > toEnd)
        {
            position += toEnd;
        }
        if (position + length - freed > capacity)
        {
            return FULL;
        }
        claimed = position + length;
        claimedVisible = claimed;
        return position;
    }

    /** Gives back what the newest claim does not need. */
    void trim(final long end)
    {
        claimed = end;
        claimedVisible = end;
    }

    int offset(final long position)
    {
        return (int)(position & (capacity - 1));
    }

    /** Frees everything before a position. */
    void free(final long position)
    {
        freed = position;
    }

    long used()
    {
        return Math.max(0, claimedVisible - freed);
    }

    int capacity()
    {
        return capacity;
    }
}
