package io.suuupra.journal.recovery;

import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.cycle.GroupAppender;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Repairs the end of a journal that may have been left by a crash.
 *
 * <p>The proven groups stay; if a later mark shows that something behind them was durable, nothing is touched and the
 * start is refused. Otherwise what is behind them was never forced as a whole, so nobody was answered for it: it is
 * cut.
 *
 * <p>After a crash every page of Chronicle Queue's own that was not forced may be of any age. So the last file is never
 * written again: its proven groups are laid down in a new file of the same name beside it, closed by a mark and forced,
 * read back, and put in its place in one step. Files behind it, in which nothing was ever durable, are removed. Each
 * step leaves a journal that can be repaired again with the same outcome.
 */
public final class TailRepair
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

    private TailRepair(final Path directory, final JournalOptions options)
    {
        this.directory = directory;
        this.options = options;
        work = directory.resolve(WORK_DIRECTORY);
        disk = options.disk();
        groupBytesMax = options.groupBytesMax();
    }

    /**
     * Repairs the journal of a folder that has no snapshot.
     *
     * @param directory of the journal; made if it is missing. Its folder must be locked by this process.
     * @param options   sizes and the disk.
     * @return where the journal ends.
     * @throws JournalDamage if something durable is lost.
     * @throws IOException   if the disk fails; the journal can be repaired again.
     */
    public static JournalTail repair(final Path directory, final JournalOptions options) throws IOException
    {
        return repair(directory, options, 0);
    }

    /**
     * Repairs the journal.
     *
     * @param directory      of the journal; made if it is missing. Its folder must be locked by this process.
     * @param options        sizes and the disk.
     * @param provenSequence what else is known to have been durable: the sequence of the newest snapshot; 0 = nothing.
     * @return where the journal ends.
     * @throws JournalDamage if something durable is lost.
     * @throws IOException   if the disk fails; the journal can be repaired again.
     */
    public static JournalTail repair(final Path directory, final JournalOptions options, final long provenSequence)
        throws IOException
    {
        options.disk().createDirectory(directory);
        return new TailRepair(directory, options).run(provenSequence);
    }

    private JournalTail run(final long provenSequence) throws IOException
    {
        removeWork();
        final List<CycleFile> files = CycleFiles.list(directory);
        if (files.isEmpty())
        {
            if (provenSequence > 0)
            {
                throw new JournalDamage(provenSequence, null, "the journal has no files, but a snapshot needs them");
            }
            removeMetadata();
            return new JournalTail(0, 0, 0, 0, CycleFiles.next(-1), 0);
        }
        // The chain into the last file comes from the one before; what is older is proven when it is replayed.
        final int from = files.get(Math.max(0, files.size() - 2)).cycle();
        final JournalTail tail;
        final int lastCycle;
        try (GroupWalk walk = GroupWalk.open(directory, from))
        {
            while (walk.next())
            {
                groupBytesMax = Math.max(groupBytesMax, walk.groupLength());
            }
            if (walk.sequence() < provenSequence)
            {
                throw new JournalDamage(walk.sequence() + 1, walk.file(),
                    "the journal ends here, but a snapshot holds sequence " + provenSequence);
            }
            lastCycle = walk.cycle();
            tail = new JournalTail(
                walk.sequence(),
                walk.frameCrc(),
                walk.epoch(),
                walk.timestamp(),
                CycleFiles.next(files.getLast().cycle()),
                walk.remains());
        }
        removeMetadata();
        removeAfter(files, lastCycle);
        if (lastCycle >= 0)
        {
            rewrite(lastCycle, tail);
        }
        return tail;
    }

    /** Chronicle Queue makes it anew; after a crash it may hold locks and cycles of any age. */
    private void removeMetadata() throws IOException
    {
        if (disk.delete(directory.resolve(CycleFiles.METADATA)))
        {
            disk.forceDirectory(directory);
        }
    }

    /**
     * Removes files without a proven group, the newest first: those that stay are then always a journal without a hole.
     */
    private void removeAfter(final List<CycleFile> files, final int lastCycle) throws IOException
    {
        for (int i = files.size() - 1; i >= 0 && files.get(i).cycle() > lastCycle; i--)
        {
            disk.delete(files.get(i).path());
            disk.forceDirectory(directory);
        }
    }

    private void rewrite(final int cycle, final JournalTail tail) throws IOException
    {
        final String name = CycleFiles.name(cycle);
        final long room = Files.size(directory.resolve(name)) + ROOM;
        if (Files.getFileStore(directory).getUsableSpace() < room)
        {
            GroupAppender.discardReserve(directory, disk);
        }
        disk.createDirectory(work);
        copyProven(cycle, tail);
        verify(cycle, tail);
        disk.rename(work.resolve(name), directory.resolve(name));
        disk.forceDirectory(directory);
        removeWork();
    }

    /** Writes the proven groups of the last file, and a mark where they do not end with one, to the work directory. */
    private void copyProven(final int cycle, final JournalTail tail) throws IOException
    {
        try (
            GroupWalk walk = GroupWalk.open(directory, cycle);
            GroupAppender appender = GroupAppender.open(work, options.sizesFor(groupBytesMax), disk, cycle))
        {
            while (walk.next())
            {
                if (walk.cycle() == cycle)
                {
                    appender.group().putBytes(0, walk.buffer(), walk.groupOffset(), walk.groupLength());
                    appender.write(walk.groupLength());
                }
            }
            if (walk.mark() < tail.sequence())
            {
                GroupHeader.encode(appender.group(), 0, GroupHeader.LENGTH, 0,
                    tail.epoch(), tail.frameCrc(), tail.sequence() + 1, tail.sequence());
                appender.write(GroupHeader.LENGTH);
            }
            // Nobody goes back to the file, so its end mark is written here: by beginning another, which goes with the
            // directory.
            appender.roll(cycle + 1);
            appender.force();
        }
    }

    /** Reads the new file back before it takes the place of the old one. */
    private void verify(final int cycle, final JournalTail tail) throws IOException
    {
        try (GroupWalk walk = GroupWalk.open(work, 0))
        {
            while (walk.next())
            {
                // Only where it ends matters.
            }
            if (walk.cycle() != cycle || walk.sequence() != tail.sequence() || walk.frameCrc() != tail.frameCrc() ||
                walk.epoch() != tail.epoch() || walk.mark() != tail.sequence() || walk.remains() != 0)
            {
                throw new IOException("the repaired " + work.resolve(CycleFiles.name(cycle)) +
                    " ends with sequence " + walk.sequence() + " and not with " + tail.sequence());
            }
        }
    }

    private void removeWork() throws IOException
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
