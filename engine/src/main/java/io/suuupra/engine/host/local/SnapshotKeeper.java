package io.suuupra.engine.host.local;

import io.suuupra.engine.EngineSnapshot;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.machine.Machine;
import io.suuupra.journal.snapshot.SnapshotFileWriter;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.store.MappedSegments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes snapshots in the background, one at a time, and decides when the next is due. The file gets its name only
 * after the store's records below its cut are forced.
 */
final class SnapshotKeeper implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final int KEPT = 2;
    private static final int REST_FACTOR = 3;
    private static final int CLOSE_S = 60;

    private final Path folder;
    private final MappedSegments store;
    private final long everyBytes;
    private final Disk disk;
    private final Halt halt;
    private final Semaphore idle = new Semaphore(1);
    private final Machine machine;
    private final ExecutorService writer;
    private volatile boolean awaited;
    private volatile long bytesAtLast;
    private volatile long lastWrittenNs;
    private volatile boolean written;
    private volatile long lastSequence;

    SnapshotKeeper(
        final Path folder, final MappedSegments store, final long everyBytes, final Disk disk, final Halt halt)
    {
        this.folder = folder;
        this.store = store;
        this.everyBytes = everyBytes;
        this.disk = disk;
        this.halt = halt;
        machine = disk.machine();
        writer = machine.workers("snapshot", 1, 0);
    }

    /** Called by the pulse only: true once for each snapshot that is to be called for. */
    boolean isDue(final long journalBytes)
    {
        return everyBytes != 0 && journalBytes - bytesAtLast >= everyBytes && idle.tryAcquire();
    }

    /**
     * Waits until no snapshot is being written and keeps the place for the caller.
     *
     * @return false if that took too long, or the caller was interrupted.
     */
    boolean acquire(final long timeoutSeconds)
    {
        awaited = true;
        try
        {
            return machine.await(idle::tryAcquire, TimeUnit.SECONDS.toNanos(timeoutSeconds));
        }
        finally
        {
            awaited = false;
        }
    }

    /** Gives the place back when no slot could be had for the snapshot; it stays due. */
    void giveUp()
    {
        idle.release();
    }

    /** Gives the place back after {@link #acquire}. */
    void release()
    {
        idle.release();
    }

    /**
     * Called by release, in the order of the ring.
     *
     * @param journalBytes written up to the snapshot's cut.
     */
    void write(
        final EngineSnapshot snapshot,
        final int epoch,
        final int frameCrc,
        final long journalCycle,
        final long journalBytes)
    {
        bytesAtLast = journalBytes;
        snapshot.place(epoch, frameCrc, journalCycle);
        writer.execute(() ->
        {
            try
            {
                write(snapshot);
            }
            catch (final IOException | RuntimeException | Error broken)
            {
                // The journal still has everything, but a disk that fails here will fail there.
                halt.now("snapshot", broken);
            }
            finally
            {
                idle.release();
            }
        });
    }

    private void write(final EngineSnapshot snapshot) throws IOException
    {
        final long startNs = machine.nanoTime();
        store.force(0, snapshot.records());
        keepKeys(snapshot);
        try (SnapshotFileWriter file = SnapshotFileWriter.create(folder, snapshot.sequence(), disk))
        {
            snapshot.write(file::append, store.blockCrcs(snapshot.records()));
            file.commit();
        }
        SnapshotFiles.retain(folder, KEPT, disk);
        lastSequence = snapshot.sequence();
        lastWrittenNs = machine.nanoTime();
        written = true;
        LOG.info("snapshot at sequence {}, {} records, in {} ms", snapshot.sequence(), snapshot.records(),
            TimeUnit.NANOSECONDS.toMillis(machine.nanoTime() - startNs));
    }

    private void keepKeys(final EngineSnapshot snapshot) throws IOException
    {
        for (int segment = 0; segment < snapshot.segments(); segment++)
        {
            if (!store.hasKeys(segment))
            {
                final long startNs = machine.nanoTime();
                store.keepKeys(segment, snapshot.keys(segment));
                if (!awaited)
                {
                    // Nobody waits, but whoever is being answered needs this core.
                    machine.park(REST_FACTOR * (machine.nanoTime() - startNs));
                }
            }
        }
    }

    /** @return sequence of the last snapshot written since the start; 0 = none. */
    long lastSequence()
    {
        return lastSequence;
    }

    /** @return age of the last snapshot written since the start; -1 = none. */
    long ageSeconds()
    {
        return written ? TimeUnit.NANOSECONDS.toSeconds(machine.nanoTime() - lastWrittenNs) : -1;
    }

    /** Waits for the snapshot that is being written; with a disk that hangs, for a minute. */
    @Override
    public void close()
    {
        writer.shutdown();
        if (!machine.await(writer::isTerminated, TimeUnit.SECONDS.toNanos(CLOSE_S)))
        {
            writer.shutdownNow();
        }
    }
}
