package io.suuupra.journal.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;

/**
 * Checksums of the store's blocks: those of rows written since the start, and those that a snapshot holds, which the
 * rows on the disk have yet to prove. Any thread.
 */
final class BlockSums
{
    /** Computes the checksum of rows that lie in one block. */
    interface Rows
    {
        int crc(long fromRow, long toRow);
    }

    /** Tells of a block that does not have its checksum. */
    interface Damage
    {
        StoreDamage at(long row);
    }

    private static final int BLOCK_ROWS = MappedSegments.BLOCK_ROWS;

    private final Rows rows;
    private final int segmentRows;
    private final BitSet proven = new BitSet();
    private int[] sums = {};
    private int[] expected = {};
    private volatile long expectedRows;

    /**
     * @param segmentRows rows of a segment, full blocks.
     * @param rows        to compute checksums of.
     */
    BlockSums(final int segmentRows, final Rows rows)
    {
        this.segmentRows = segmentRows;
        this.rows = rows;
    }

    /** @return number of blocks that rows take. */
    static int blocks(final long rows)
    {
        return (int)((rows + BLOCK_ROWS - 1) / BLOCK_ROWS);
    }

    /** @return checksums of all blocks up to a row; those of full blocks are computed once. */
    int[] upTo(final long toRow)
    {
        final int full = (int)(toRow / BLOCK_ROWS);
        final int[] result;
        synchronized (this)
        {
            computeUpTo(toRow);
            result = Arrays.copyOf(sums, blocks(toRow));
        }
        if (result.length > full)
        {
            result[full] = rows.crc((long)full * BLOCK_ROWS, toRow);
        }
        return result;
    }

    /** Computes the checksums of the full blocks up to a row whose rows do not change any more, where unknown. */
    synchronized void computeUpTo(final long toRow)
    {
        final int full = (int)(toRow / BLOCK_ROWS);
        final int known = sums.length;
        if (full > known)
        {
            sums = Arrays.copyOf(sums, full);
            for (int i = known; i < full; i++)
            {
                sums[i] = rows.crc((long)i * BLOCK_ROWS, (i + 1L) * BLOCK_ROWS);
            }
        }
    }

    /** Takes what a snapshot holds: from now on rows below are to be proven before they are used. */
    synchronized void expect(final long toRow, final int[] snapshotSums)
    {
        if (snapshotSums.length != blocks(toRow))
        {
            throw new IllegalArgumentException(
                "snapshotSums: " + snapshotSums.length + " checksums for " + toRow + " rows");
        }
        sums = Arrays.copyOf(snapshotSums, (int)(toRow / BLOCK_ROWS));
        expected = snapshotSums.clone();
        expectedRows = toRow;
        proven.clear();
    }

    /** Forgets the checksums of blocks that end behind a row. */
    synchronized void discardFrom(final long row)
    {
        sums = Arrays.copyOf(sums, (int)Math.min(sums.length, row / BLOCK_ROWS));
    }

    /** @return number of segments that hold rows that were to be proven. */
    int segmentsToProve()
    {
        return (int)((expectedRows + segmentRows - 1) / segmentRows);
    }

    /** Compares a segment's rows with what is expected of them, unless that was done. */
    void prove(final int segment, final Damage damage) throws StoreDamage
    {
        final long from = (long)segment * segmentRows;
        final long limit = expectedRows;
        if (from >= limit || isProven(segment))
        {
            return;
        }
        final long to = Math.min(limit, from + segmentRows);
        // Not under the lock: whoever needs another segment must not wait for this one. To prove one twice does no
        // harm.
        for (long row = from; row < to; row += BLOCK_ROWS)
        {
            if (rows.crc(row, Math.min(to, row + BLOCK_ROWS)) != expected(row))
            {
                throw damage.at(row);
            }
        }
        synchronized (this)
        {
            proven.set(segment);
        }
    }

    synchronized boolean isProven(final int segment)
    {
        return proven.get(segment);
    }

    private synchronized int expected(final long row)
    {
        return expected[(int)(row / BLOCK_ROWS)];
    }

    /**
     * @return a number that depends on every byte of a full segment, as far as checksums can tell; without a look at
     *     its rows where their checksums are known.
     */
    int ofSegment(final int segment)
    {
        final int[] all = upTo((segment + 1L) * segmentRows);
        final CRC32C crc = new CRC32C();
        for (int i = segment * (segmentRows / BLOCK_ROWS); i < all.length; i++)
        {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE)
            {
                crc.update(all[i] >>> shift);
            }
        }
        return (int)crc.getValue();
    }
}
