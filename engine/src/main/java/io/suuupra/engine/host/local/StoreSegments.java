package io.suuupra.engine.host.local;

import io.suuupra.engine.SegmentSource;
import io.suuupra.journal.store.MappedSegments;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Hands the store's mapped files to the engine. A file that cannot be had stops the engine, and so the node.
 */
final class StoreSegments implements SegmentSource
{
    private final MappedSegments files;

    StoreSegments(final MappedSegments files)
    {
        this.files = files;
    }

    @Override
    public int rowsPerSegment()
    {
        return files.segmentRows();
    }

    @Override
    public long[] keys(final int index)
    {
        try
        {
            return files.keys(index);
        }
        catch (final IOException broken)
        {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public long key(final int segment, final int row)
    {
        try
        {
            return files.key(segment, row);
        }
        catch (final IOException broken)
        {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public UnsafeBuffer segment(final int index)
    {
        return files.segment(index);
    }
}
