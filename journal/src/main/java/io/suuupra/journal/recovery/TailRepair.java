package io.suuupra.journal.recovery;

import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Repairs the end of a journal that may have been left by a crash.
 *
 * <p>The proven groups stay; if a later mark shows that something behind them was durable, nothing is touched and the
 * start is refused. Otherwise what is behind them was never forced as a whole, so nobody was answered for it: it is
 * cut.
 *
 * <p>Where there are write-ahead files, what the journal itself does not hold is taken over from them: the groups that
 * follow its proven ones without a gap.
 *
 * <p>After a crash every page of Chronicle Queue's own that was not forced may be of any age. So the last file is never
 * written again: its proven groups are laid down in a new file of the same name beside it, closed by a mark and forced,
 * read back, and put in its place in one step. What comes from the write-ahead files becomes a file of its own behind
 * it in the same way. Other files behind it, in which nothing was ever durable, are removed. Each step leaves a journal
 * that can be repaired again with the same outcome.
 */
public final class TailRepair
{
    private final Path directory;
    private final Disk disk;
    private final FileRebuild rebuild;

    private TailRepair(final Path directory, final JournalOptions options)
    {
        this.directory = directory;
        disk = options.disk();
        rebuild = new FileRebuild(directory, options);
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
        rebuild.removeWork();
        final List<CycleFile> files = CycleFiles.list(directory);
        if (files.isEmpty() && provenSequence > 0)
        {
            throw new JournalDamage(provenSequence, null, "the journal has no files, but a snapshot needs them");
        }
        // The chain into the last file comes from the one before; what is older is proven when it is replayed.
        final int from = files.isEmpty() ? 0 : files.get(Math.max(0, files.size() - 2)).cycle();
        try (GroupWalk walk = GroupWalk.open(directory, from))
        {
            while (walk.next())
            {
                rebuild.prepareFor(walk.groupLength());
            }
            final int lastCycle = walk.cycle();
            final int newest = files.isEmpty() ? -1 : files.getLast().cycle();
            final FileRebuild.End proven =
                new FileRebuild.End(walk.sequence(), walk.frameCrc(), walk.epoch(), walk.mark());
            final long remains = walk.remains();
            if (lastCycle < 0)
            {
                walk.chain().anchor();
            }
            final AheadProof.Result behind = new AheadProof(directory, walk.chain()).run();
            if (walk.sequence() < provenSequence)
            {
                throw new JournalDamage(walk.sequence() + 1, walk.file(),
                    "the journal ends here, but a snapshot holds sequence " + provenSequence);
            }
            removeMetadata();
            int end = newest;
            if (lastCycle >= 0)
            {
                rebuild.copyOf(lastCycle, proven);
            }
            if (behind.proven().isEmpty())
            {
                removeAfter(files, lastCycle, Integer.MAX_VALUE);
            }
            else
            {
                // Not into an older file: a snapshot may name the newest one as where the frames behind it stand.
                end = newest > lastCycle ? newest : CycleFiles.next(newest, disk.machine().wallNs());
                removeAfter(files, lastCycle, end);
                rebuild.ofGroups(end, behind.proven(),
                    new FileRebuild.End(walk.sequence(), walk.frameCrc(), walk.epoch(), 0));
            }
            return new JournalTail(
                walk.sequence(),
                walk.frameCrc(),
                walk.epoch(),
                walk.timestamp(),
                CycleFiles.next(end, disk.machine().wallNs()),
                behind.proven().isEmpty() ? Math.max(remains, behind.tornBytes()) : behind.tornBytes());
        }
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
    private void removeAfter(final List<CycleFile> files, final int lastCycle, final int before) throws IOException
    {
        for (int i = files.size() - 1; i >= 0 && files.get(i).cycle() > lastCycle; i--)
        {
            if (files.get(i).cycle() >= before)
            {
                continue;
            }
            disk.delete(files.get(i).path());
            disk.forceDirectory(directory);
        }
    }
}
