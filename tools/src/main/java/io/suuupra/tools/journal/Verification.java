package io.suuupra.tools.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.audit.AuditDamage;
import io.suuupra.journal.audit.AuditProof;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.snapshot.SnapshotInfo;
import io.suuupra.journal.store.StoreDamage;
import io.suuupra.tools.journal.SnapshotContent.Checked;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads all of a data folder and proves it: each snapshot to its end, the store's blocks against the newest snapshot,
 * every group and frame of the journal with its crc, chain, epoch and sequence, that snapshots and journal are of
 * one history, and all of the journal by the audit chain.
 *
 * <p>Reads only and locks nothing. The snapshots are read first: while a node works, the journal can only be ahead of
 * them.
 */
final class Verification
{
    private final JournalFolder folder;
    private final AuditDemand demand;
    private final List<String> problems = new ArrayList<>();
    private List<Checked> snapshots = List.of();
    private long storeRows;
    private long frames;
    private long groups;
    private long bytes;
    private long firstSequence;
    private long lastSequence;
    private long mark;
    private long tornBytes;
    private AuditProof.Summary audit;
    private long elapsedNs;

    private Verification(final JournalFolder folder, final AuditDemand demand)
    {
        this.folder = folder;
        this.demand = demand;
    }

    /**
     * What was found.
     *
     * @param problems       one line for each thing that is damaged; empty = all is in order.
     * @param frames         of the journal that are proven.
     * @param groups         that hold them.
     * @param bytes          of the groups.
     * @param firstSequence  of the first frame, or of the next to come where there is none.
     * @param lastSequence   of the last frame; 0 = none ever.
     * @param mark           the highest sequence that a group shows to have been durable.
     * @param tornBytes      behind the last group, not a complete one: never durable, or being written.
     * @param snapshots      the newest first.
     * @param storeRows      that were compared with the newest valid snapshot.
     * @param audit          what the audit chain proves; null = there is none, or it is broken.
     * @param elapsedNs      for journal and audit chain alone.
     */
    record Result(
        List<String> problems,
        long frames,
        long groups,
        long bytes,
        long firstSequence,
        long lastSequence,
        long mark,
        long tornBytes,
        List<Checked> snapshots,
        long storeRows,
        AuditProof.Summary audit,
        long elapsedNs)
    {
        long framesPerSecond()
        {
            return elapsedNs == 0 ? 0 : (long)(frames * 1e9 / elapsedNs);
        }
    }

    static Result run(final JournalFolder folder, final AuditDemand demand) throws IOException
    {
        final Verification verification = new Verification(folder, demand);
        verification.all();
        return verification.result();
    }

    private Result result()
    {
        return new Result(List.copyOf(problems), frames, groups, bytes, firstSequence, lastSequence, mark, tornBytes,
            snapshots, storeRows, audit, elapsedNs);
    }

    private void all() throws IOException
    {
        if (folder.data() != null)
        {
            snapshots = SnapshotContent.check(folder.data().snapshots());
            for (final Checked snapshot : snapshots)
            {
                if (!snapshot.isValid())
                {
                    problems.add(snapshot.damage().getMessage());
                }
            }
        }
        final List<SnapshotInfo> valid = snapshots.stream().filter(Checked::isValid).map(Checked::info).toList();
        verifyStore(valid);
        final long startNs = System.nanoTime();
        try (AuditLane lane = openLane())
        {
            verifyJournal(valid, lane);
        }
        elapsedNs = System.nanoTime() - startNs;
    }

    /** Before the journal is read: it can only be ahead of its chain then. */
    private AuditLane openLane() throws IOException
    {
        final Path directory = demand.directory() != null ? demand.directory() :
            folder.data() == null ? null : folder.data().audit();
        if (directory == null || !AuditProof.exists(directory))
        {
            if (demand.isMade())
            {
                problems.add("there is no audit chain" + (directory == null ? "; give --audit" : " in " + directory));
            }
            return null;
        }
        try
        {
            final AuditProof proof = AuditProof.open(directory, demand.key());
            if (demand.witness() != null)
            {
                proof.expect(demand.witness().checkpoint());
            }
            return new AuditLane(proof);
        }
        catch (final AuditDamage damage)
        {
            problems.addFirst(damage.getMessage());
            return null;
        }
    }

    private void verifyJournal(final List<SnapshotInfo> valid, final AuditLane lane) throws IOException
    {
        JournalDamage found = null;
        try
        {
            readJournal(valid, lane);
        }
        catch (final JournalDamage damage)
        {
            // Damage to the journal is what most wants to be seen.
            problems.addFirst(damage.getMessage());
            found = damage;
        }
        if (lane != null)
        {
            verifyChain(lane, found);
        }
    }

    private void verifyChain(final AuditLane lane, final JournalDamage found) throws IOException
    {
        try
        {
            if (found == null)
            {
                audit = lane.end(lastSequence);
                if (demand.witness() != null && !audit.witnessMet())
                {
                    problems.add("the receipt's checkpoint at sequence " + demand.witness().checkpoint().sequence() +
                        " stands before the journal's first frame, or is none of this chain");
                }
            }
            else
            {
                lane.finish();
            }
        }
        catch (final AuditDamage damage)
        {
            // The first bad sequence first.
            problems.add(found == null || damage.sequence() < found.sequence() ? 0 : 1, damage.getMessage());
        }
    }

    private void verifyStore(final List<SnapshotInfo> valid) throws IOException
    {
        if (folder.data() == null)
        {
            return;
        }
        try
        {
            final StoreFiles store = StoreFiles.open(folder.data().store());
            if (!valid.isEmpty())
            {
                final SnapshotInfo newest = valid.getFirst();
                store.verify(newest.records(), SnapshotContent.blockCrcs(newest.file()));
                storeRows = newest.records();
            }
        }
        catch (final StoreDamage damage)
        {
            problems.add(damage.getMessage());
        }
    }

    private void readJournal(final List<SnapshotInfo> valid, final AuditLane lane) throws IOException
    {
        try (GroupWalk walk = GroupWalk.open(folder.journal(), 0))
        {
            while (walk.next())
            {
                take(walk, valid);
                if (lane != null)
                {
                    lane.add(walk);
                }
            }
            lastSequence = walk.sequence();
            mark = walk.mark();
            final long remains = walk.remains();
            // A node that works has gone on meanwhile: then this is no tail.
            tornBytes = remains > 0 && !walk.next() ? remains : 0;
        }
        verifyReach(valid);
    }

    private void take(final GroupWalk walk, final List<SnapshotInfo> valid) throws JournalDamage
    {
        if (groups == 0)
        {
            firstSequence = walk.firstSequence();
        }
        groups++;
        frames += GroupHeader.frames(walk.buffer(), walk.groupOffset());
        bytes += walk.groupLength();
        for (final SnapshotInfo snapshot : valid)
        {
            if (snapshot.sequence() >= walk.firstSequence() && snapshot.sequence() <= walk.sequence())
            {
                compare(walk, snapshot);
            }
        }
    }

    /** The frame that a snapshot ends with must be the one that the journal holds. */
    private static void compare(final GroupWalk walk, final SnapshotInfo snapshot) throws JournalDamage
    {
        int offset = walk.groupOffset() + GroupHeader.LENGTH;
        for (long sequence = walk.firstSequence(); sequence < snapshot.sequence(); sequence++)
        {
            offset += Limits.align(JournalFrames.length(walk.buffer(), offset));
        }
        // The crc covers the frame's epoch. That of the snapshot may be later: of the start in which it was taken.
        if (JournalFrames.crc(walk.buffer(), offset) != snapshot.frameCrc())
        {
            throw new JournalDamage(snapshot.sequence(), walk.file(),
                "the snapshot " + snapshot.file().getFileName() + " was taken of another journal");
        }
    }

    /** The journal must begin where a snapshot ends, or before, and must not end before it. */
    private void verifyReach(final List<SnapshotInfo> valid) throws JournalDamage
    {
        final long held = valid.isEmpty() ? 0 : valid.getFirst().sequence();
        if (lastSequence < held)
        {
            throw new JournalDamage(lastSequence + 1, folder.journal(),
                "the journal ends here, but a snapshot holds sequence " + held);
        }
        if (folder.data() != null && firstSequence > held + 1)
        {
            throw new JournalDamage(held + 1, folder.journal(),
                "the journal begins with sequence " + firstSequence +
                (held == 0 ? " and there is no snapshot" : ", the newest snapshot ends with " + held));
        }
    }
}
