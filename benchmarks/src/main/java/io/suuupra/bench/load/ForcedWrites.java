package io.suuupra.bench.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The baseline: what the disk takes for the least that a durable reply can cost, one forced write, in the same folder
 * and the same minute. A node's latency cannot be judged without it.
 */
public final class ForcedWrites
{
    /** Bytes of each write. */
    static final int LENGTH = 4_096;

    private static final int WRITES = 1_000;
    private static final long TIME_MAX_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int WARMUP_WRITES = 20;
    private static final int DIGITS = 3;

    private ForcedWrites()
    {
    }

    /**
     * Writes blocks to a file that was zeroed and forced before, each followed by a force of its content.
     *
     * @param folder that exists; the file is gone afterwards.
     * @return times of the writes with their forces: of 1,000, or of those that 3 s are enough for.
     * @throws IOException if the disk fails.
     */
    public static Percentiles measure(final Path folder) throws IOException
    {
        final Path file = Files.createTempFile(folder, "forced-writes-", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            final ByteBuffer block = ByteBuffer.allocateDirect(LENGTH);
            for (int i = 0; i < WARMUP_WRITES + WRITES; i++)
            {
                write(channel, block, i);
            }
            channel.force(true);
            while (block.hasRemaining())
            {
                block.put((byte)(block.position() * 31 + 1));
            }
            for (int i = 0; i < WARMUP_WRITES; i++)
            {
                write(channel, block, i);
                channel.force(false);
            }
            final Histogram histogram = new Histogram(DIGITS);
            final long endNs = System.nanoTime() + TIME_MAX_NS;
            for (int i = 0; i < WRITES && System.nanoTime() - endNs < 0; i++)
            {
                final long startNs = System.nanoTime();
                write(channel, block, WARMUP_WRITES + i);
                channel.force(false);
                histogram.recordValue(System.nanoTime() - startNs);
            }
            return Percentiles.of(histogram);
        }
        finally
        {
            Files.delete(file);
        }
    }

    private static void write(final FileChannel channel, final ByteBuffer block, final int index) throws IOException
    {
        block.clear();
        long position = (long)index * LENGTH;
        while (block.hasRemaining())
        {
            position += channel.write(block, position);
        }
        block.clear();
    }
}
