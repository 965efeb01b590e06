package io.suuupra.journal.wal;

import io.suuupra.journal.cycle.Crc;
import io.suuupra.journal.cycle.GroupHeader;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the groups in the write-ahead files, in the order of their sequences. A group that is found has an intact
 * header; whether its frames are whole and follow one another the caller checks.
 */
public final class WalScan
{
    private static final int CHUNK = 1024 * 1024;

    private final Crc crc = new Crc();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(CHUNK);
    private final UnsafeBuffer buffer = new UnsafeBuffer(memory);
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A group that was found.
     *
     * @param file            that it stands in.
     * @param position        of its header in the file.
     * @param length          in bytes, header included.
     * @param epoch           of its writer.
     * @param firstSequence   of its first frame, or of the next to come if it is a mark.
     * @param lastSequence    of its last frame; one less than the first if it is a mark.
     * @param durableSequence that was durable before it was written.
     */
    public record Entry(
        Path file, long position, int length, int epoch, long firstSequence, long lastSequence, long durableSequence)
    {
        /**
         * Reads the group.
         *
         * @param to at least as long as the group.
         * @return whether the file holds so many bytes.
         * @throws IOException if the file cannot be read.
         */
        public boolean read(final ByteBuffer to) throws IOException
        {
            to.clear().limit(length);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
            {
                return readFully(channel, to, position);
            }
        }
    }

    private WalScan()
    {
    }

    /**
     * Scans the write-ahead files.
     *
     * @param directory of the journal.
     * @param sequence  that the journal itself holds.
     * @return groups with something behind that sequence, and marks: in the order of their first sequences, for equal
     *         ones the latest epoch first.
     * @throws IOException if a file cannot be read.
     */
    public static List<Entry> behind(final Path directory, final long sequence) throws IOException
    {
        final WalScan scan = new WalScan();
        for (final Path file : WalFiles.list(directory))
        {
            scan.scan(file);
        }
        scan.entries.removeIf(entry -> entry.lastSequence() <= sequence && entry.durableSequence() <= sequence);
        scan.entries.sort(Comparator.comparingLong(Entry::firstSequence)
            .thenComparing(Comparator.comparingInt(Entry::epoch).reversed())
            .thenComparing(Comparator.comparingLong(Entry::lastSequence).reversed()));
        return scan.entries;
    }

    /**
     * @param directory of the journal.
     * @return sequence of the last frame in the write-ahead files, of a group that may still be written; 0 = none.
     * @throws IOException if a file cannot be read.
     */
    public static long last(final Path directory) throws IOException
    {
        return behind(directory, 0).stream().mapToLong(Entry::lastSequence).max().orElse(0);
    }

    /**
     * @param directory of the journal.
     * @return the write-ahead files that are there.
     */
    public static List<Path> files(final Path directory)
    {
        return WalFiles.list(directory);
    }

    private void scan(final Path file) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            final long size = channel.size();
            for (long start = 0; start < size; start += CHUNK)
            {
                memory.clear().limit((int)Math.min(CHUNK, size - start));
                if (!readFully(channel, memory, start))
                {
                    return;
                }
                for (int offset = 0; offset + WalFiles.PAGE <= memory.limit(); offset += WalFiles.PAGE)
                {
                    find(file, start + offset, offset);
                }
            }
        }
    }

    /** Looks at every page: what lies behind a damaged group is to be found as well. */
    private void find(final Path file, final long position, final int offset)
    {
        final int epoch = GroupHeader.epoch(buffer, offset);
        if (GroupHeader.isIntact(buffer, offset, epoch, position, crc))
        {
            final long first = GroupHeader.firstSequence(buffer, offset);
            entries.add(new Entry(file, position, GroupHeader.length(buffer, offset), epoch, first,
                first + GroupHeader.frames(buffer, offset) - 1, GroupHeader.durableSequence(buffer, offset)));
        }
    }

    private static boolean readFully(final FileChannel channel, final ByteBuffer to, final long position)
        throws IOException
    {
        while (to.hasRemaining())
        {
            if (channel.read(to, position + to.position()) < 0)
            {
                return false;
            }
        }
        to.flip();
        return true;
    }
}
