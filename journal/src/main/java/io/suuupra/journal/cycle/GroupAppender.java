package io.suuupra.journal.cycle;

import io.suuupra.journal.disk.Disk;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes groups into Chronicle Queue, one document each, and forces them. The only class that knows Chronicle Queue.
 *
 * <p>Chronicle Queue writes through a mapping of the file. So every byte it may touch is laid down as a real zero
 * before: a full disk is then an {@link IOException} here and not the death of the process in the mapping. Its own
 * {@code sync()} only logs an error; so the file is forced through a channel of ours, which stays open as long as the
 * file is written.
 *
 * <p>Confined to one thread, the one that calls {@link #open}. That thread must not be interrupted: Java closes the
 * channel of a thread that is interrupted in it.
 */
public final class GroupAppender implements AutoCloseable
{
    /** Documents in one file: far below what its index can hold. */
    private static final int DOCUMENTS_MAX = 1 << 23;

    private static final int INDEX_COUNT = 256;
    private static final int INDEX_SPACING = 256;

    /** More than Chronicle Queue writes beside a document: two pages of its index, the next header, the end mark. */
    private static final int SLACK = 16 * 1024;

    /** A new file begins with a header and two pages of the index. */
    private static final int FILE_START = 32 * 1024;

    /**
     * Where Chronicle Queue keeps the first cycle that it knows. An appender that is made goes through all older files:
     * it makes them longer, writes end marks, and renames away a file whose header it cannot read, whatever groups are
     * in it. None of that is wanted of files that are proven; so it is told that nothing is older than its own.
     */
    private static final String LOWEST_CYCLE = "listing.lowestCycle";

    private static final int METADATA_LENGTH = 128 * 1024;

    /** An appender locks out others through the metadata file; here there are none, so nobody ever waits that long. */
    private static final long LOCK_TIMEOUT_MS = 10_000;

    static
    {
        // Read once, when the classes of Chronicle Queue are loaded. No thread, report or greeting of its own.
        quietly("chronicle.analytics.disable", "true");
        quietly("chronicle.announcer.disable", "true");
        quietly("chronicle.disk.monitor.disable", "true");
    }

    private final Path directory;
    private final Disk disk;
    private final long reserveBytes;
    private final boolean ahead;
    private final FixedCycle time = new FixedCycle();
    private final ByteBuffer memory;
    private final UnsafeBuffer group;
    private final BytesStore<?, ByteBuffer> source;
    private final Crc crc = new Crc();
    private final FileReserve reserve;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private Path file;
    private Path ended;
    private FileChannel channel;
    private FileChannel endedChannel;
    private long endedLength;
    private long reserved;
    private long position;
    private int documents;

    /**
     * Sizes in bytes.
     *
     * @param groupBytesMax of the largest group, header included.
     * @param reserveBytes  laid down as zeros at a time.
     * @param blockBytes    mapped at a time; at least four times the largest group.
     * @param aheadBytes    of the next file, laid down as zeros ahead of need by a thread of its own; 0 = no file is.
     */
    public record Sizes(int groupBytesMax, long reserveBytes, long blockBytes, long aheadBytes)
    {
    }

    private GroupAppender(final Path directory, final Sizes sizes, final Disk disk, final int cycle)
    {
        this.directory = directory;
        this.disk = disk;
        reserveBytes = sizes.reserveBytes();
        ahead = sizes.aheadBytes() > 0;
        time.cycle = cycle;
        reserve = new FileReserve(directory, disk, sizes.aheadBytes());
        memory = ByteBuffer.allocateDirect(sizes.groupBytesMax());
        group = new UnsafeBuffer(memory);
        source = BytesStore.wrap(memory);
        queue = SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(RollCycles.FIVE_MINUTELY)
            .timeProvider(time)
            .blockSize(sizes.blockBytes())
            .indexCount(INDEX_COUNT)
            .indexSpacing(INDEX_SPACING)
            .timeoutMS(LOCK_TIMEOUT_MS)
            .checkInterrupts(false)
            .syncMode(SyncMode.NONE)
            .build();
        queue.tableStorePut(LOWEST_CYCLE, cycle);
        appender = queue.createAppender();
    }

    /**
     * Begins a new file.
     *
     * @param directory of the journal; must exist, and must not be written by anyone else.
     * @param sizes     of groups, reserve and mapping.
     * @param disk      to work on.
     * @param cycle     of the new file; greater than all that are there.
     * @return the appender.
     * @throws IOException if the file or the metadata file cannot be made.
     */
    public static GroupAppender open(final Path directory, final Sizes sizes, final Disk disk, final int cycle)
        throws IOException
    {
        reserveMetadata(directory, disk);
        final GroupAppender opened;
        try
        {
            opened = new GroupAppender(directory, sizes, disk, cycle);
        }
        catch (final RuntimeException e)
        {
            throw new IOException("Chronicle Queue cannot open " + directory, e);
        }
        try
        {
            opened.begin(cycle);
            return opened;
        }
        catch (final IOException | RuntimeException e)
        {
            opened.close();
            throw e;
        }
    }

    /**
     * Removes a file that was made ahead in a directory that no one writes.
     *
     * @param directory of the journal.
     * @param disk      to work on.
     * @throws IOException if that fails.
     */
    public static void discardReserve(final Path directory, final Disk disk) throws IOException
    {
        FileReserve.discard(directory, disk);
    }

    /**
     * Ends the file and begins a new one. What was forced in the old one stays forced; its end mark is forced together
     * with the first group of the new one.
     *
     * @param cycle of the new file; greater than all that are there.
     * @throws IOException if the file cannot be made.
     */
    public void roll(final int cycle) throws IOException
    {
        if (endedChannel != null)
        {
            throw new IllegalStateException("the file before has not been forced since it ended");
        }
        ended = file;
        endedChannel = channel;
        endedLength = reserved;
        channel = null;
        time.cycle = cycle;
        begin(cycle);
    }

    private void begin(final int cycle) throws IOException
    {
        file = directory.resolve(CycleFiles.name(cycle));
        position = 0;
        documents = 0;
        if (Files.exists(file))
        {
            throw new IOException(file + " exists already");
        }
        reserved = reserve.take(file);
        if (reserved > 0)
        {
            channel = disk.open(file);
        }
        else
        {
            channel = disk.create(file);
            reserve(FILE_START + SLACK);
            disk.force(channel, file);
            disk.forceDirectory(directory);
        }
        if (ahead)
        {
            reserve.prepare();
        }
        try (DocumentContext document = appender.writingDocument())
        {
            // Writes the end mark of the file before and the header of the new one, so that the first group need not
            // wait for it.
            position = document.wire().bytes().writePosition();
            document.rollbackOnClose();
        }
        catch (final RuntimeException e)
        {
            throw new IOException("Chronicle Queue cannot begin " + file, e);
        }
        if (position + SLACK > reserved)
        {
            throw new IOException("Chronicle Queue began " + file + " with " + position + " bytes, more than reserved");
        }
    }

    /** @return where the next group is put together: {@link Sizes#groupBytesMax()} bytes, its header first. */
    public UnsafeBuffer group()
    {
        return group;
    }

    /**
     * Writes the group as one document. All of its header but magic and crc must be there.
     *
     * @param length of the group in bytes, header included.
     * @throws IOException if the disk is full or fails. The file is not to be written any more then.
     */
    public void write(final int length) throws IOException
    {
        reserve(position + length + SLACK);
        try (DocumentContext document = appender.writingDocument())
        {
            boolean written = false;
            try
            {
                final Bytes<?> bytes = document.wire().bytes();
                final long start = bytes.writePosition();
                GroupHeader.seal(group, 0, time.cycle, start, crc);
                bytes.write(source, 0L, length);
                position = start + length;
                written = true;
            }
            finally
            {
                if (!written)
                {
                    document.rollbackOnClose();
                }
            }
        }
        catch (final RuntimeException e)
        {
            throw new IOException("Chronicle Queue cannot write to " + file, e);
        }
        documents++;
        if (position + SLACK / 2 > reserved)
        {
            throw new IOException("Chronicle Queue wrote past the reserve of " + file + " at " + position);
        }
    }

    /**
     * Returns when all that was written is on the disk.
     *
     * @throws IOException if a byte could not be written. The file is not to be written any more then.
     */
    public void force() throws IOException
    {
        if (endedChannel != null)
        {
            // Chronicle Queue makes a file longer than it needs, by a hole that whoever reads the file would have to
            // read.
            truncateEnded();
            disk.force(endedChannel, ended);
            endedChannel.close();
            endedChannel = null;
            disk.forget(ended);
        }
        disk.force(channel, file);
    }

    private void truncateEnded() throws IOException
    {
        try
        {
            endedChannel.truncate(endedLength);
        }
        catch (final IOException e)
        {
            throw new IOException(ended + ": cannot be cut: " + e.getMessage(), e);
        }
    }

    /** @return number of the cycle that is written. */
    public int cycle()
    {
        return time.cycle;
    }

    /** @return bytes of the file so far. */
    public long position()
    {
        return position;
    }

    /** @return whether the file has as many documents as it can hold. */
    public boolean isFull()
    {
        return documents >= DOCUMENTS_MAX;
    }

    /** @return the file that is written. */
    public Path file()
    {
        return file;
    }

    private void reserve(final long bytes) throws IOException
    {
        if (bytes > reserved)
        {
            final long to = Math.max(bytes, reserved + reserveBytes) + 4095 & -4096L;
            disk.reserve(channel, file, reserved, to);
            reserved = to;
        }
    }

    /** Closes without forcing. */
    @Override
    public void close() throws IOException
    {
        try
        {
            reserve.close();
            appender.close();
            queue.close();
            if (channel != null)
            {
                channel.truncate(reserved);
            }
        }
        finally
        {
            closeChannels();
        }
    }

    private void closeChannels() throws IOException
    {
        try
        {
            if (endedChannel != null)
            {
                endedChannel.close();
            }
        }
        finally
        {
            if (channel != null)
            {
                channel.close();
            }
        }
    }

    private static void reserveMetadata(final Path directory, final Disk disk) throws IOException
    {
        final Path metadata = directory.resolve(CycleFiles.METADATA);
        if (!Files.exists(metadata))
        {
            try (FileChannel created = disk.create(metadata))
            {
                disk.zero(created, metadata, 0, METADATA_LENGTH);
            }
        }
    }

    private static void quietly(final String property, final String value)
    {
        if (System.getProperty(property) == null)
        {
            System.setProperty(property, value);
        }
    }

    /** The clock of Chronicle Queue: it stands still within a cycle. */
    private static final class FixedCycle implements TimeProvider
    {
        private int cycle;

        @Override
        public long currentTimeMillis()
        {
            return cycle * CycleFiles.CYCLE_MS;
        }
    }
}
