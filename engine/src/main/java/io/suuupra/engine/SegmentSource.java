package io.suuupra.engine;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory for the store, in segments of equal size. The host maps files; a test may use the heap.
 */
public interface SegmentSource
{
    /**
     * @return rows in a segment: a power of two.
     */
    int rowsPerSegment();

    /**
     * @param index of the segment. The engine asks for new ones in order, once each. Those that a restore finds are
     *              asked for when they are needed, by any thread that reads, perhaps more than once.
     * @return a buffer of {@code rowsPerSegment() * StoreRecordDecoder.BLOCK_LENGTH} bytes, aligned to 8.
     */
    UnsafeBuffer segment(int index);

    /**
     * @param index of a segment that is full.
     * @return what {@code EngineSnapshot.keys} gave for its rows; null if that was not kept: the engine then reads the
     *     rows.
     */
    default long[] keys(final int index)
    {
        return null;
    }

    /**
     * Spares the engine the first use of a segment where a record in it only seems to be the one that is looked for.
     *
     * @param segment that the engine has not used yet.
     * @param row     in the segment.
     * @return what {@link #keys} has for that row; 0 if that is not known, or to use the segment costs nothing any
     * more.
     */
    default long key(final int segment, final int row)
    {
        return 0;
    }
}
