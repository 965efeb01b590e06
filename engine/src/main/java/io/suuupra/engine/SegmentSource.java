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
     * @param index of the segment; the engine asks for them in order, once each.
     * @return a buffer of {@code rowsPerSegment() * StoreRecordDecoder.BLOCK_LENGTH} bytes, aligned to 8.
     */
    UnsafeBuffer segment(int index);
}
