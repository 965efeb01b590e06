package io.suuupra.journal.store;

import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends rows to the disk a little at a time, and computes the checksums of full segments meanwhile. Left to the next
 * snapshot, gigabytes would be written at once, and each force of the journal would stand behind them.
 *
 * <p>Promises nothing: what is on the disk is known only after a force.
 */
final class WriteBehind implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);
    private static final int STEP_ROWS = 2 * MappedSegments.BLOCK_ROWS;
    private static final long PAUSE_MAX_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Disk disk;
    private final int segmentRows;
    private final BlockSums sums;
    private final Machine machine;
    private final ExecutorService writer;
    private volatile boolean closed;

    WriteBehind(final int segmentRows, final BlockSums sums, final Disk disk)
    {
        this.segmentRows = segmentRows;
        this.sums = sums;
        this.disk = disk;
        machine = disk.machine();
        writer = machine.workers("store-writer", 1, 0);
    }

    /**
     * Begins with a segment whose rows do not change any more. Waits for nothing.
     *
     * @param index    of the segment; the ones before were given earlier, or lie on the disk since the start.
     * @param file     of the segment.
     * @param withinNs time to take about half of: that in which the next segment is likely to be filled.
     */
    void full(final int index, final Path file, final long withinNs)
    {
        if (!closed)
        {
            writer.execute(() -> write(index, file, withinNs));
        }
    }

    /**
     * Sends some rows of a segment, in the caller's thread, and rests as long as it works. Rows that are on the disk
     * already take no time.
     */
    void write(final Path file, final int fromRow, final int toRow) throws IOException
    {
        for (int row = fromRow; row < toRow && !closed; row += STEP_ROWS)
        {
            final long startNs = machine.nanoTime();
            final int end = Math.min(toRow, row + STEP_ROWS);
            disk.writeOut(file, (long)row * MappedSegments.ROW_LENGTH, (long)end * MappedSegments.ROW_LENGTH);
            machine.park(machine.nanoTime() - startNs);
        }
    }

    private void write(final int index, final Path file, final long withinNs)
    {
        final long pauseNs = Math.min(PAUSE_MAX_NS, withinNs / 2 * STEP_ROWS / segmentRows);
        final long firstRow = (long)index * segmentRows;
        try
        {
            for (int row = 0; row < segmentRows && !closed; row += STEP_ROWS)
            {
                final int end = Math.min(segmentRows, row + STEP_ROWS);
                disk.writeOut(
                    file, (long)row * MappedSegments.ROW_LENGTH, (long)end * MappedSegments.ROW_LENGTH);
                sums.computeUpTo(firstRow + end);
                if (pauseNs > 0)
                {
                    machine.park(pauseNs);
                }
            }
        }
        catch (final IOException e)
        {
            // The force of the next snapshot meets the same disk, and what it meets stops the node.
            LOG.warn("the store is not written ahead of its snapshot: {}", e.getMessage());
        }
    }

    /** Waits for the step under way; what is left is for the force. */
    @Override
    public void close()
    {
        closed = true;
        writer.close();
    }
}
