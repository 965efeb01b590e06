package io.suuupra.tools.sim;

import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.SegmentSource;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A store that goes with its engine.
 */
final class HeapSegments implements SegmentSource
{
    private static final int ROWS = 1 << 10;

    @Override
    public int rowsPerSegment()
    {
        return ROWS;
    }

    @Override
    public UnsafeBuffer segment(final int index)
    {
        return new UnsafeBuffer(new byte[ROWS * StoreRecordDecoder.BLOCK_LENGTH]);
    }
}
