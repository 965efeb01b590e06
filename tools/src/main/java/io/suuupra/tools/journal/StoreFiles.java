package io.suuupra.tools.journal;

import io.suuupra.journal.store.MappedSegments;
import io.suuupra.journal.store.StoreDamage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The files of a store, read without touching them; a node may append to them meanwhile.
 *
 * @param directory   of the store.
 * @param segments    files there.
 * @param segmentRows rows of each; 0 where there is no file.
 */
record StoreFiles(Path directory, int segments, int segmentRows)
{
    /**
     * @param directory of a store; one that is missing has no files.
     * @return its files.
     * @throws StoreDamage if one is missing or has another length than the first.
     * @throws IOException if the directory cannot be read.
     */
    static StoreFiles open(final Path directory) throws IOException
    {
        final int segments = MappedSegments.count(directory);
        if (segments == 0)
        {
            return new StoreFiles(directory, 0, 0);
        }
        final long length = Files.size(MappedSegments.file(directory, 0));
        final long rows = length / MappedSegments.ROW_LENGTH;
        if (length % MappedSegments.ROW_LENGTH != 0 || rows < MappedSegments.SEGMENT_ROWS_MIN || rows > 1 << 22 ||
            Long.bitCount(rows) != 1)
        {
            throw new StoreDamage(0, MappedSegments.file(directory, 0), "no segment has " + length + " bytes");
        }
        for (int i = 1; i < segments; i++)
        {
            final Path file = MappedSegments.file(directory, i);
            if (Files.size(file) != length)
            {
                throw new StoreDamage(i * rows, file, "the segment has " + Files.size(file) + " bytes, not " + length);
            }
        }
        return new StoreFiles(directory, segments, (int)rows);
    }

    /** @return rows that the files have room for. */
    long rows()
    {
        return (long)segments * segmentRows;
    }

    /**
     * Compares rows with the checksums that a snapshot holds.
     *
     * @param toRow    rows from 0 to this one, which is excluded.
     * @param expected a checksum for each block.
     * @throws StoreDamage if rows are missing or a block differs.
     * @throws IOException if a file cannot be read.
     */
    void verify(final long toRow, final int[] expected) throws IOException
    {
        if (toRow > rows())
        {
            throw new StoreDamage(rows(), MappedSegments.file(directory, segments),
                "the store ends here, but the snapshot needs " + toRow + " rows");
        }
        final long blocks = (toRow + MappedSegments.BLOCK_ROWS - 1) / MappedSegments.BLOCK_ROWS;
        if (blocks != expected.length)
        {
            throw new StoreDamage(0, directory,
                "the snapshot holds " + expected.length + " checksums for " + toRow + " rows");
        }
        for (long first = 0; first < toRow; first += segmentRows)
        {
            verifySegment(first, Math.min(toRow, first + segmentRows), expected);
        }
    }

    private void verifySegment(final long fromRow, final long toRow, final int[] expected) throws IOException
    {
        final Path file = MappedSegments.file(directory, (int)(fromRow / segmentRows));
        final ByteBuffer block = ByteBuffer.allocate(MappedSegments.BLOCK_ROWS * MappedSegments.ROW_LENGTH);
        final CRC32C crc = new CRC32C();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            for (long row = fromRow; row < toRow; row += MappedSegments.BLOCK_ROWS)
            {
                final int rows = (int)Math.min(MappedSegments.BLOCK_ROWS, toRow - row);
                read(channel, block, (row - fromRow) * MappedSegments.ROW_LENGTH, rows * MappedSegments.ROW_LENGTH);
                crc.reset();
                crc.update(block);
                if ((int)crc.getValue() != expected[(int)(row / MappedSegments.BLOCK_ROWS)])
                {
                    throw new StoreDamage(row, file, "the block does not have the crc that the snapshot holds");
                }
            }
        }
    }

    /** Reads bytes and makes them ready to be taken; fewer only where the file ends. */
    static void read(final FileChannel channel, final ByteBuffer buffer, final long position, final int bytes)
        throws IOException
    {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0)
        {
            // One read may give less than was asked for.
        }
        buffer.flip();
    }
}
