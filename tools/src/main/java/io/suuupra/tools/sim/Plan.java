package io.suuupra.tools.sim;

import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.wal.WriteAheadLog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What is to happen in a run: all of it follows from the seed.
 *
 * @param seed       of the run.
 * @param durationNs simulated time in which clients ask for something and faults happen.
 * @param clients    that ask.
 * @param application whether an application with the Java client asks, too.
 * @param window     requests of a client that wait for an answer, at most.
 * @param thinkNs    mean time between two requests of a client.
 * @param slowness   of threads, see {@link SimMachine}.
 * @param sizes      of the node's files and memory.
 * @param images     that a node is started on, of what may be left, where the power fails; 0 = the run goes on with the
 *                   only one.
 * @param faults     in the order of their times.
 */
record Plan(
    long seed,
    long durationNs,
    int clients,
    boolean application,
    int window,
    long thinkNs,
    int slowness,
    Sizes sizes,
    int images,
    List<Fault> faults)
{
    /** Simulated time behind the last fault in which all must come to rest. */
    static final long REST_NS = TimeUnit.SECONDS.toNanos(10);

    /** One run of so many is long and quiet: what is due much later than it was asked for falls due in it. */
    private static final int QUIET_ONE_OF = 5;

    private static final int IMAGES_MAX = 32;
    private static final int[] AUDIT_EVERY_MS = {200, 2_000, 10_000};
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * Sizes of a node, small enough that files end, rings fill and snapshots fall due within a run.
     *
     * @param groupBytes    of the largest group.
     * @param rollBytes     of a journal file.
     * @param walFiles      write-ahead files.
     * @param walBytes      of each; 0 = there are none.
     * @param ahead         whether files are made ahead of need.
     * @param ringSlots     of the ring.
     * @param snapshotBytes of journal between two snapshots; 0 = none.
     * @param ringThreads   1 or 2.
     * @param tight         whether the engine has room for few accounts and transfers only.
     * @param auditEveryMs  ms between two looks of the audit chain.
     */
    record Sizes(
        int groupBytes,
        long rollBytes,
        int walFiles,
        int walBytes,
        boolean ahead,
        int ringSlots,
        long snapshotBytes,
        int ringThreads,
        boolean tight,
        int auditEveryMs)
    {
    }

    /** @return the plan of a seed. */
    static Plan of(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final boolean quiet = random.nextInt(QUIET_ONE_OF) == 0;
        final long duration = SECOND * (quiet ? 300 + random.nextInt(1_200) : 10 + random.nextInt(50));
        final int clients = 1 + random.nextInt(4);
        final int groupBytes = (8 << random.nextInt(4)) * KIB;
        final int walBytes = Math.max(groupBytes, (16 << random.nextInt(4)) * KIB);
        final Sizes sizes = new Sizes(
            groupBytes,
            (16L << random.nextInt(5)) * KIB,
            2 + random.nextInt(3),
            random.nextInt(8) == 0 ? 0 : walBytes,
            random.nextInt(4) == 0,
            16 << random.nextInt(5),
            random.nextInt(4) == 0 ? 0 : (8L << random.nextInt(6)) * KIB,
            1 + random.nextInt(2),
            random.nextInt(8) == 0,
            AUDIT_EVERY_MS[random.nextInt(AUDIT_EVERY_MS.length)]);
        return new Plan(
            seed,
            duration,
            clients,
            (seed & 1) == 0,
            1 + random.nextInt(8),
            MILLI * ((quiet ? 2_000L : 40L) << random.nextInt(quiet ? 4 : 6)) * clients,
            1 + random.nextInt(16),
            sizes,
            random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(IMAGES_MAX),
            faults(random, duration, random.nextInt(quiet ? 16 : 8)));
    }

    private static List<Fault> faults(final SplittableRandom random, final long duration, final int count)
    {
        final List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            faults.add(fault(random, random.nextLong(duration)));
        }
        faults.sort(Comparator.comparingLong(Fault::atNs));
        return faults;
    }

    private static Fault fault(final SplittableRandom random, final long at)
    {
        final Fault.Kind kind = switch (random.nextInt(32))
        {
            case 0, 1, 2, 3 -> Fault.Kind.KILL;
            case 4, 5, 6, 7, 8, 9, 10, 11, 12 -> Fault.Kind.POWER;
            case 13, 30 -> Fault.Kind.FLIP;
            case 14, 15, 16 -> Fault.Kind.DISK_ERROR;
            case 17 -> Fault.Kind.DISK_FULL;
            case 18 -> Fault.Kind.DISK_LOW;
            case 19, 20 -> Fault.Kind.DISK_SLOW;
            case 21 -> Fault.Kind.CLOCK;
            case 22, 23 -> Fault.Kind.DROP;
            case 24, 25, 26 -> Fault.Kind.DROP_ONE;
            case 27 -> Fault.Kind.NETWORK_SLOW;
            case 28, 29 -> Fault.Kind.OVERLOAD;
            default -> Fault.Kind.RESTART;
        };
        final long length = switch (kind)
        {
            case DISK_FULL, DISK_LOW, DISK_SLOW, NETWORK_SLOW -> random.nextLong(5 * SECOND);
            case OVERLOAD -> random.nextLong(SECOND);
            default -> 0;
        };
        final long number = switch (kind)
        {
            case DISK_SLOW -> 2 + random.nextInt(40);
            // Small ones are followed step by step; from an hour on the node halts.
            case CLOCK -> (random.nextBoolean() ? 1 : -1) *
                (random.nextInt(4) == 0 ? 3_700 * SECOND : random.nextLong(10 * SECOND));
            case FLIP, DISK_ERROR, DROP_ONE -> 1 + random.nextInt(1 << 20);
            default -> 0;
        };
        return new Fault(kind, at, length, number);
    }

    /** @return the same with other faults, and an earlier end perhaps. */
    Plan with(final List<Fault> others, final long newDurationNs)
    {
        return new Plan(
            seed, newDurationNs, clients, application, window, thinkNs, slowness, sizes, images,
            List.copyOf(others));
    }

    /** @return how the node runs. */
    LocalNodeOptions node(final Path data, final Disk disk)
    {
        final JournalOptions journal = new JournalOptions(
            sizes.groupBytes(), sizes.rollBytes(), 16L * KIB, Math.max(256L * KIB, 4L * sizes.groupBytes()),
            sizes.ahead(),
            sizes.walBytes() == 0 ? null : new WriteAheadLog.Sizes(sizes.walFiles(), sizes.walBytes()), disk);
        final Capacities capacities = sizes.tight() ?
            new Capacities(8, 600, 150, 16, 64) : new Capacities(1_000, 1_000_000, 100_000, 16, 64);
        return new LocalNodeOptions(data, false, 0, capacities, journal, 1 << 12, sizes.ringSlots(), 4 * MIB, 4 * MIB,
            sizes.snapshotBytes(), sizes.snapshotBytes() > 0, MIB, sizes.ringThreads(),
            sizes.auditEveryMs() * MILLI);
    }

    @Override
    public String toString()
    {
        return ("%d s, %d clients%s with %d requests each, think time %d ms, threads up to %d times late, %d images," +
            " %s").formatted(durationNs / SECOND, clients, application ? " and an application" : "",
            window, thinkNs / MILLI, slowness, images, sizes);
    }
}
