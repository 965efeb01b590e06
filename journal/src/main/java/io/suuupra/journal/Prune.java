package io.suuupra.journal;

import io.suuupra.journal.audit.AuditChain;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.snapshot.SnapshotInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes journal files that neither the newest two snapshots nor the audit chain need. While there are fewer snapshots
 * that are in order, nothing is removed: if the newest turns out to be unreadable, the one before it and the journal
 * behind that must serve.
 */
public final class Prune
{
    private static final int SNAPSHOTS = 2;

    /**
     * What was removed.
     *
     * @param files number of journal files.
     * @param bytes in them.
     */
    public record Result(int files, long bytes)
    {
    }

    private Prune()
    {
    }

    /**
     * Removes what is not needed. The node may write meanwhile.
     *
     * @param paths of the data folder.
     * @param disk  to work on.
     * @return what was removed.
     * @throws IOException if a snapshot cannot be read or a file cannot be removed.
     */
    public static Result journal(final DataPaths paths, final Disk disk) throws IOException
    {
        final List<SnapshotInfo> snapshots = SnapshotFiles.valid(paths.snapshots(), SNAPSHOTS, damage -> { });
        if (snapshots.size() < SNAPSHOTS)
        {
            return new Result(0, 0);
        }
        // What is not chained yet can only be chained while it is there.
        final long needed = Math.min(AuditChain.neededCycle(paths.audit(), disk),
            snapshots.stream().mapToLong(SnapshotInfo::journalCycle).min().orElse(0));
        final List<CycleFile> older = new ArrayList<>(CycleFiles.list(paths.journal()));
        older.removeIf(file -> file.cycle() >= needed);
        if (!older.isEmpty())
        {
            // The file that the snapshot names may have been begun without a frame in it; the chain is known by the one
            // before.
            older.removeLast();
        }
        long bytes = 0;
        for (final CycleFile file : older)
        {
            // The oldest first: what stays is then always a journal without a hole.
            bytes += Files.size(file.path());
            disk.delete(file.path());
            disk.forceDirectory(paths.journal());
        }
        return new Result(older.size(), bytes);
    }
}
