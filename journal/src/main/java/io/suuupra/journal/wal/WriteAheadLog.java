package io.suuupra.journal.wal;

import io.suuupra.journal.cycle.Crc;
import io.suuupra.journal.cycle.GroupAppender;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.cycle.GroupLog;
import io.suuupra.journal.disk.Disk;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Write-ahead files before Chronicle Queue: a group is durable when it is forced in one of them, and Chronicle Queue
 * takes the same group behind that.
 *
 * <p>The files are few, of a fixed length and full of bytes from the start, so that a force writes the group's own
 * pages and nothing of the file system's. They are used in turn; one is used again when all in it is forced in
 * Chronicle Queue. A group begins on a page of its own and carries a magic number of its epoch and place. What an older
 * group left behind it stays there: its sequence is too low to be taken for what follows.
 *
 * <p>Confined to one thread, which must not be interrupted.
 */
public final class WriteAheadLog implements GroupLog
{
    private final Path directory;
    private final Sizes sizes;
    private final Disk disk;
    private final CycleFollower follower;
    private final ByteBuffer memory;
    private final UnsafeBuffer group;
    private final FileChannel[] channels;
    private final long[] lastSequences;
    private final Crc crc = new Crc();
    private int current;
    private long position;
    private long forceNs;

    /**
     * Sizes of the files.
     *
     * @param files     number, 2 to 64.
     * @param fileBytes of each: a multiple of 4 KiB, at least the largest group.
     */
    public record Sizes(int files, int fileBytes)
    {
        /** Checks the ranges. */
        public Sizes
        {
            if (files < 2 || files > WalFiles.FILES_MAX)
            {
                throw new IllegalArgumentException("files: must be from 2 to " + WalFiles.FILES_MAX + ", is " + files);
            }
            if (fileBytes < WalFiles.PAGE || fileBytes % WalFiles.PAGE != 0)
            {
                throw new IllegalArgumentException("fileBytes: must be a multiple of 4 KiB, is " + fileBytes);
            }
        }
    }

    private WriteAheadLog(
        final Path directory,
        final Sizes sizes,
        final int groupBytesMax,
        final Disk disk,
        final CycleFollower follower)
    {
        this.directory = directory;
        this.sizes = sizes;
        this.disk = disk;
        this.follower = follower;
        memory = BufferUtil.allocateDirectAligned(BitUtil.align(groupBytesMax, WalFiles.PAGE), WalFiles.PAGE);
        group = new UnsafeBuffer(memory);
        channels = new FileChannel[sizes.files()];
        lastSequences = new long[sizes.files()];
    }

    /**
     * Begins behind a tail that Chronicle Queue has whole: the repair of this start has seen to it.
     *
     * @param directory of the journal; must exist, and must not be written by anyone else.
     * @param sizes     of the write-ahead files.
     * @param journal   sizes of the journal's own files.
     * @param rollBytes a journal file ends at the first group behind this size.
     * @param disk      to work on.
     * @param cycle     of the new journal file; greater than all that are there.
     * @param sequence  of the last frame in the journal.
     * @return the log, for the thread that calls.
     * @throws IOException if a file cannot be made.
     */
    public static WriteAheadLog open(
        final Path directory,
        final Sizes sizes,
        final GroupAppender.Sizes journal,
        final long rollBytes,
        final Disk disk,
        final int cycle,
        final long sequence) throws IOException
    {
        if (BitUtil.align(journal.groupBytesMax(), WalFiles.PAGE) > sizes.fileBytes())
        {
            throw new IllegalArgumentException(
                "fileBytes: must be at least the largest group, is " + sizes.fileBytes());
        }
        final CycleFollower follower = CycleFollower.open(
            directory, journal, rollBytes, disk, cycle, sequence, sizes.files() * (long)sizes.fileBytes());
        final WriteAheadLog log = new WriteAheadLog(directory, sizes, journal.groupBytesMax(), disk, follower);
        try
        {
            log.openFile(0);
            return log;
        }
        catch (final IOException | RuntimeException e)
        {
            log.closeAfter(e);
            throw e;
        }
    }

    @Override
    public UnsafeBuffer group()
    {
        return group;
    }

    @Override
    public void commit(final int length, final int frameCrc) throws IOException
    {
        follower.check();
        final int written = BitUtil.align(length, WalFiles.PAGE);
        if (position + written > sizes.fileBytes())
        {
            next();
        }
        group.setMemory(length, written - length, (byte)0);
        final Path file = WalFiles.path(directory, current);
        GroupHeader.seal(group, 0, GroupHeader.epoch(group, 0), position, crc);
        disk.write(channels[current], file, memory.limit(written).position(0), position);
        final long startNs = System.nanoTime();
        disk.force(channels[current], file);
        forceNs = System.nanoTime() - startNs;
        position += written;
        final int frames = GroupHeader.frames(group, 0);
        lastSequences[current] = GroupHeader.firstSequence(group, 0) + frames - 1;
        if (frames > 0)
        {
            follower.offer(group, length, frameCrc);
        }
    }

    /** Goes on to the next file, whose groups must be forced in Chronicle Queue before. */
    private void next() throws IOException
    {
        final int index = (current + 1) % sizes.files();
        follower.awaitForced(lastSequences[index]);
        openFile(index);
        current = index;
        position = 0;
    }

    private void openFile(final int index) throws IOException
    {
        if (channels[index] != null)
        {
            return;
        }
        final Path file = WalFiles.path(directory, index);
        if (Files.exists(file) && Files.size(file) == sizes.fileBytes())
        {
            channels[index] = disk.open(file);
            return;
        }
        // Of another size, so it was made with other options; what it held the repair has taken over.
        disk.delete(file);
        final Path unfinished = directory.resolve(file.getFileName() + ".tmp");
        disk.delete(unfinished);
        final FileChannel channel = disk.create(unfinished);
        channels[index] = channel;
        disk.zero(channel, unfinished, 0, sizes.fileBytes());
        disk.force(channel, unfinished);
        disk.rename(unfinished, file);
        disk.forceDirectory(directory);
    }

    @Override
    public long lastForceNs()
    {
        return forceNs;
    }

    @Override
    public int cycle()
    {
        return follower.cycle();
    }

    @Override
    public boolean isBroken()
    {
        return follower.isBroken();
    }

    /** Returns when Chronicle Queue has all that was committed. */
    @Override
    public void close() throws IOException
    {
        IOException failure = null;
        try
        {
            follower.close();
        }
        catch (final IOException e)
        {
            failure = e;
        }
        for (final FileChannel channel : channels)
        {
            try
            {
                if (channel != null)
                {
                    channel.close();
                }
            }
            catch (final IOException e)
            {
                failure = failure == null ? e : failure;
            }
        }
        Arrays.fill(channels, null);
        if (failure != null)
        {
            throw failure;
        }
    }

    private void closeAfter(final Exception cause)
    {
        try
        {
            close();
        }
        catch (final IOException e)
        {
            cause.addSuppressed(e);
        }
    }
}
