package io.suuupra.journal.wal;

import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.GroupAppender;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.machine.Machine;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Takes groups that are durable already over into Chronicle Queue, in a thread of its own, and forces them there
 * behind the commits: a little at a time, because a commit that has to wait for the disk meanwhile waits that long.
 *
 * <p>In Chronicle Queue a group names what was forced <em>there</em> before it, not what was durable: so a reader of
 * the journal alone can still tell damage from a tail that had not reached the disk.
 *
 * <p>The first error ends it; whoever commits next is told.
 */
final class CycleFollower implements AutoCloseable
{
    /** Forced at a time. */
    private static final long FORCE_BYTES = 1024 * 1024;

    /** What was written is forced after that long, however little it is. */
    private static final long FORCE_AFTER_NS = TimeUnit.MILLISECONDS.toNanos(200);

    /** With nothing new for that long, a mark says that all is forced. */
    private static final long MARK_AFTER_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long WAIT_NS = 100_000;

    /** The first rest with nothing to do; each one behind it is twice as long, so often. */
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int IDLE_DOUBLINGS = 3;

    private static final int RING_BYTES_MAX = 16 * 1024 * 1024;

    private final Path directory;
    private final GroupAppender.Sizes sizes;
    private final long rollBytes;
    private final Disk disk;
    private final int firstCycle;
    private final GroupRing ring;
    private final Machine machine;
    private Machine.Work work;
    private GroupAppender appender;
    private long writtenSequence;
    private int frameCrc;
    private int epoch;
    private long unforcedBytes;
    private long unforcedSinceNs;
    private long lastGroupNs;
    private long mark;
    private volatile long forcedSequence;
    private volatile int cycle;
    private volatile boolean opened;
    private volatile boolean forceWanted;
    private volatile boolean closing;
    private volatile Throwable failure;

    private CycleFollower(
        final Path directory,
        final GroupAppender.Sizes sizes,
        final long rollBytes,
        final Disk disk,
        final int cycle,
        final long sequence,
        final long aheadBytes)
    {
        this.directory = directory;
        this.sizes = sizes;
        this.rollBytes = rollBytes;
        this.disk = disk;
        this.cycle = cycle;
        firstCycle = cycle;
        writtenSequence = sequence;
        forcedSequence = sequence;
        mark = sequence;
        ring = new GroupRing(sizes.groupBytesMax(), (int)Math.min(RING_BYTES_MAX, aheadBytes));
        machine = disk.machine();
    }

    /**
     * Begins a new file of Chronicle Queue and follows.
     *
     * @param sequence   of the last frame in the files before.
     * @param aheadBytes of all write-ahead files: it cannot fall further behind.
     */
    static CycleFollower open(
        final Path directory,
        final GroupAppender.Sizes sizes,
        final long rollBytes,
        final Disk disk,
        final int cycle,
        final long sequence,
        final long aheadBytes) throws IOException
    {
        final CycleFollower follower =
            new CycleFollower(directory, sizes, rollBytes, disk, cycle, sequence, aheadBytes);
        follower.work = follower.machine.start("journal-follower", true, follower::run);
        while (!follower.opened)
        {
            follower.machine.park(WAIT_NS);
        }
        follower.check();
        return follower;
    }

    /** Hands over a group that is durable; waits while the follower is too far behind. */
    void offer(final UnsafeBuffer group, final int length, final int lastFrameCrc) throws IOException
    {
        while (!ring.offer(group, length, lastFrameCrc))
        {
            check();
            machine.wake(work);
            machine.park(WAIT_NS);
        }
    }

    /** Waits until a sequence is forced in Chronicle Queue. */
    void awaitForced(final long sequence) throws IOException
    {
        while (forcedSequence < sequence)
        {
            check();
            forceWanted = true;
            machine.wake(work);
            machine.park(WAIT_NS);
        }
    }

    void check() throws IOException
    {
        if (failure != null)
        {
            throw new IOException("the journal could not be written: " + failure.getMessage(), failure);
        }
    }

    boolean isBroken()
    {
        return failure != null;
    }

    int cycle()
    {
        return cycle;
    }

    private void run()
    {
        try (GroupAppender opening = GroupAppender.open(directory, sizes, disk, firstCycle))
        {
            appender = opening;
            opened = true;
            follow();
        }
        catch (final IOException | RuntimeException | Error broken)
        {
            failure = broken;
        }
        finally
        {
            opened = true;
        }
    }

    private void follow() throws IOException
    {
        int rests = 0;
        while (true)
        {
            // Asked before the ring is: what was offered before the end is then taken over.
            final boolean last = closing;
            boolean idle = true;
            while (ring.peek() > 0)
            {
                takeOver();
                idle = false;
                if (unforcedBytes >= FORCE_BYTES || forceWanted)
                {
                    force();
                }
            }
            if (last)
            {
                force();
                markForced();
                return;
            }
            tend();
            if (idle)
            {
                machine.park(IDLE_NS << rests);
                rests = Math.min(rests + 1, IDLE_DOUBLINGS);
            }
            else
            {
                rests = 0;
            }
        }
    }

    private void takeOver() throws IOException
    {
        if (appender.position() >= rollBytes || appender.isFull())
        {
            force();
            appender.roll(CycleFiles.next(appender.cycle(), machine.wallNs()));
            cycle = appender.cycle();
        }
        final int length = ring.peek();
        final UnsafeBuffer group = appender.group();
        group.putBytes(0, ring.buffer(), ring.offset(), length);
        final int frames = GroupHeader.frames(group, 0);
        final long first = GroupHeader.firstSequence(group, 0);
        final int lastFrameCrc = ring.frameCrc();
        ring.release();
        if (first != writtenSequence + 1)
        {
            throw new IllegalStateException("a group begins with " + first + " behind " + writtenSequence);
        }
        epoch = GroupHeader.epoch(group, 0);
        GroupHeader.encode(
            group, 0, length, frames, epoch, GroupHeader.previousCrc(group, 0), first, forcedSequence);
        appender.write(length);
        mark = forcedSequence;
        lastGroupNs = machine.nanoTime();
        unforcedSinceNs = unforcedBytes == 0 ? lastGroupNs : unforcedSinceNs;
        unforcedBytes += length;
        writtenSequence = first + frames - 1;
        frameCrc = lastFrameCrc;
    }

    /** What is to be done when nothing is to be taken over. */
    private void tend() throws IOException
    {
        final long now = machine.nanoTime();
        if (unforcedBytes > 0 && (forceWanted || now - unforcedSinceNs >= FORCE_AFTER_NS))
        {
            force();
        }
        else if (unforcedBytes == 0 && now - lastGroupNs >= MARK_AFTER_NS)
        {
            markForced();
        }
    }

    private void force() throws IOException
    {
        forceWanted = false;
        if (unforcedBytes > 0)
        {
            appender.force();
            unforcedBytes = 0;
            forcedSequence = writtenSequence;
        }
    }

    private void markForced() throws IOException
    {
        if (mark < forcedSequence)
        {
            GroupHeader.encode(
                appender.group(), 0, GroupHeader.LENGTH, 0, epoch, frameCrc, forcedSequence + 1, forcedSequence);
            appender.write(GroupHeader.LENGTH);
            appender.force();
            mark = forcedSequence;
        }
    }

    /** Takes over and forces what was offered, then ends. */
    @Override
    public void close() throws IOException
    {
        closing = true;
        machine.wake(work);
        machine.join(work);
        check();
    }
}
