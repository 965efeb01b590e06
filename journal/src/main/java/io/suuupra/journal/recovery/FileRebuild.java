package io.suuupra.journal.recovery;

import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.GroupAppender;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.wal.WalScan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a file of the journal of proven groups: beside its place, closed by a mark and forced, read back, then put in
 * its place in one step.
 */
final class FileRebuild
{
    /** Beside the journal's files, because a rename does not leave its file system. */
    private static final String WORK_DIRECTORY = "repair.tmp";

    /** Bytes that should be free beside the copy, so that the node can do more than start. */
    private static final long ROOM = 64 * 1024 * 1024;

    private final Path directory;
    private final Path work;
    private final JournalOptions options;
    private final Disk disk;
    private int groupBytesMax;

    /**
     * How a file ends.
     *
     * @param sequence of its last frame.
     * @param frameCrc of that frame.
     * @param epoch    of the last group.
     * @param mark     the highest sequence that its groups show to be durable.
     */
    record End(long sequence, int frameCrc, int epoch, long mark)
    {
    }

    /** Writes groups. */
    private interface Groups
    {
        void writeTo(GroupAppender appender) throws IOException;
    }

    FileRebuild(final Path directory, final JournalOptions options)
    {
        this.directory = directory;
        this.options = options;
        work = directory.resolve(WORK_DIRECTORY);
        disk = options.disk();
        groupBytesMax = options.groupBytesMax();
    }

    /** Says that there are groups of that length: another start may have had other sizes. */
    void prepareFor(final int groupLength)
    {
        groupBytesMax = Math.max(groupBytesMax, groupLength);
    }

    /** Rebuilds a file of its own proven groups. */
    void copyOf(final int cycle, final End end) throws IOException
    {
        replace(cycle, Files.size(directory.resolve(CycleFiles.name(cycle))), end,
            appender -> copyFile(cycle, appender));
    }

    /** Makes a file of groups from write-ahead files; one of that name that is there is replaced. */
    void ofGroups(final int cycle, final List<WalScan.Entry> groups, final End end) throws IOException
    {
        groups.forEach(group -> prepareFor(group.length()));
        replace(cycle, groups.stream().mapToLong(WalScan.Entry::length).sum(), end,
            appender -> copyGroups(groups, appender));
    }

    private void replace(final int cycle, final long bytes, final End end, final Groups groups) throws IOException
    {
        final String name = CycleFiles.name(cycle);
        if (disk.freeBytes(directory) < bytes + ROOM)
        {
            GroupAppender.discardReserve(directory, disk);
        }
        disk.createDirectory(work);
        try (GroupAppender appender = GroupAppender.open(work, options.sizesFor(groupBytesMax), disk, cycle))
        {
            groups.writeTo(appender);
            if (end.mark() < end.sequence())
            {
                GroupHeader.encode(appender.group(), 0, GroupHeader.LENGTH, 0,
                    end.epoch(), end.frameCrc(), end.sequence() + 1, end.sequence());
                appender.write(GroupHeader.LENGTH);
            }
            // Nobody goes back to the file, so its end mark is written here: by beginning another, which goes with the
            // directory.
            appender.roll(cycle + 1);
            appender.force();
        }
        verify(cycle, end);
        disk.rename(work.resolve(name), directory.resolve(name));
        disk.forceDirectory(directory);
        removeWork();
    }

    private void copyFile(final int cycle, final GroupAppender appender) throws IOException
    {
        try (GroupWalk walk = GroupWalk.open(directory, cycle))
        {
            while (walk.next())
            {
                if (walk.cycle() == cycle)
                {
                    appender.group().putBytes(0, walk.buffer(), walk.groupOffset(), walk.groupLength());
                    appender.write(walk.groupLength());
                }
            }
        }
    }

    private void copyGroups(final List<WalScan.Entry> groups, final GroupAppender appender) throws IOException
    {
        final ByteBuffer memory = ByteBuffer.allocateDirect(groupBytesMax);
        for (final WalScan.Entry group : groups)
        {
            if (!group.read(memory))
            {
                throw new IOException(group.file() + " has become shorter");
            }
            appender.group().putBytes(0, memory, 0, group.length());
            appender.write(group.length());
        }
    }

    /** Reads the new file back before it takes the place of the old one. */
    private void verify(final int cycle, final End end) throws IOException
    {
        try (GroupWalk walk = GroupWalk.open(work, 0))
        {
            while (walk.next())
            {
                // Only where it ends matters.
            }
            if (walk.cycle() != cycle || walk.sequence() != end.sequence() || walk.frameCrc() != end.frameCrc() ||
                walk.epoch() != end.epoch() || walk.mark() != end.sequence() || walk.remains() != 0)
            {
                throw new IOException("the repaired " + work.resolve(CycleFiles.name(cycle)) +
                    " ends with sequence " + walk.sequence() + " and not with " + end.sequence());
            }
        }
    }

    /** Removes what a repair has left that was cut short. */
    void removeWork() throws IOException
    {
        if (!Files.isDirectory(work))
        {
            return;
        }
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(work))
        {
            for (final Path path : paths)
            {
                disk.delete(path);
            }
        }
        disk.delete(work);
        disk.forceDirectory(directory);
    }
}
