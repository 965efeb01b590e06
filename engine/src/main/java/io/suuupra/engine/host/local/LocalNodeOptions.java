package io.suuupra.engine.host.local;

import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * How a node runs. Only the capacities become part of the state, and only on the first start.
 *
 * @param data              the data folder.
 * @param manualClock       true: time stands still but for ticks that advance it.
 * @param clockStartNs      where a manual clock begins; 0 = at wall time.
 * @param capacities        of a new journal.
 * @param journal           sizes of the journal.
 * @param rowsPerSegment    of the store: a power of two, the same for the life of the folder.
 * @param ringSlots         requests in the ring: a power of two.
 * @param ringBytes         bytes of requests in the ring: a power of two, at least 4 MiB.
 * @param replyBytes        bytes of replies that wait for release: a power of two, at least 4 MiB.
 * @param snapshotEveryBytes of journal between two snapshots; 0 = none but on close.
 * @param snapshotOnClose   true: a clean end leaves a snapshot, so that the next start replays nothing.
 * @param diskFreeBytesMin  below it no command is admitted.
 * @param ringThreads       1: engine and journal on one thread, which is better on one or two cores; 2: on one each.
 * @param auditEveryNs      ns between two looks of the audit chain at what is durable: so long later, or a little more,
 *                          a transfer is signed; from 1 ms to a minute.
 */
public record LocalNodeOptions(
    Path data,
    boolean manualClock,
    long clockStartNs,
    Capacities capacities,
    JournalOptions journal,
    int rowsPerSegment,
    int ringSlots,
    int ringBytes,
    int replyBytes,
    long snapshotEveryBytes,
    boolean snapshotOnClose,
    long diskFreeBytesMin,
    int ringThreads,
    long auditEveryNs)
{
    private static final long AUDIT_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MIB = 1 << 20;
    private static final int FEW_CORES = 2;

    /** Checks what nothing else does. */
    public LocalNodeOptions
    {
        if (ringThreads < 1 || ringThreads > 2)
        {
            throw new IllegalArgumentException("ringThreads: must be 1 or 2, is " + ringThreads);
        }
        if (auditEveryNs < TimeUnit.MILLISECONDS.toNanos(1) || auditEveryNs > TimeUnit.MINUTES.toNanos(1))
        {
            throw new IllegalArgumentException("auditEveryNs: must be 1 ms to 1 min, is " + auditEveryNs + " ns");
        }
    }

    /**
     * @param data the data folder.
     * @return the defaults.
     */
    public static LocalNodeOptions defaults(final Path data)
    {
        return new LocalNodeOptions(
            data,
            false,
            0,
            new Capacities(16_000_000, 4_000_000_000L, 1_000_000_000L, 256, 128),
            JournalOptions.defaults(),
            1 << 18,
            1 << 14,
            8 * MIB,
            32 * MIB,
            1024L * MIB,
            true,
            512L * MIB,
            Runtime.getRuntime().availableProcessors() <= FEW_CORES ? 1 : 2,
            AUDIT_EVERY_NS);
    }

    /** @return bytes of commands that one force of the journal covers at most. */
    public int forcedBytesMax()
    {
        return journal.groupBytesMax();
    }

    /**
     * @param startNs where the clock begins; 0 = at wall time.
     * @return the same with a manual clock.
     */
    public LocalNodeOptions withManualClock(final long startNs)
    {
        return new LocalNodeOptions(data, true, startNs, capacities, journal, rowsPerSegment, ringSlots, ringBytes,
            replyBytes, snapshotEveryBytes, snapshotOnClose, diskFreeBytesMin, ringThreads, auditEveryNs);
    }

    /**
     * @param options of the journal.
     * @param rows    of a segment.
     * @return the same with other files.
     */
    public LocalNodeOptions withFiles(final JournalOptions options, final int rows)
    {
        return new LocalNodeOptions(data, manualClock, clockStartNs, capacities, options, rows, ringSlots, ringBytes,
            replyBytes, snapshotEveryBytes, snapshotOnClose, diskFreeBytesMin, ringThreads, auditEveryNs);
    }

    /**
     * @param everyBytes of journal; 0 = none.
     * @param onClose    true: one more at a clean end.
     * @return the same with other snapshots.
     */
    public LocalNodeOptions withSnapshots(final long everyBytes, final boolean onClose)
    {
        return new LocalNodeOptions(data, manualClock, clockStartNs, capacities, journal, rowsPerSegment, ringSlots,
            ringBytes, replyBytes, everyBytes, onClose, diskFreeBytesMin, ringThreads, auditEveryNs);
    }

    /**
     * @param limits of a new journal.
     * @return the same with other capacities.
     */
    public LocalNodeOptions withCapacities(final Capacities limits)
    {
        return new LocalNodeOptions(data, manualClock, clockStartNs, limits, journal, rowsPerSegment, ringSlots,
            ringBytes, replyBytes, snapshotEveryBytes, snapshotOnClose, diskFreeBytesMin, ringThreads, auditEveryNs);
    }

    /**
     * @param bytes that must stay free.
     * @return the same with another limit.
     */
    public LocalNodeOptions withDiskFreeBytesMin(final long bytes)
    {
        return new LocalNodeOptions(data, manualClock, clockStartNs, capacities, journal, rowsPerSegment, ringSlots,
            ringBytes, replyBytes, snapshotEveryBytes, snapshotOnClose, bytes, ringThreads, auditEveryNs);
    }

    /**
     * @param threads 1 or 2.
     * @return the same with another number of threads for engine and journal.
     */
    public LocalNodeOptions withRingThreads(final int threads)
    {
        return new LocalNodeOptions(data, manualClock, clockStartNs, capacities, journal, rowsPerSegment, ringSlots,
            ringBytes, replyBytes, snapshotEveryBytes, snapshotOnClose, diskFreeBytesMin, threads, auditEveryNs);
    }
}
