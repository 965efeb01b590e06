package io.suuupra.bench.table;

import io.suuupra.bench.conditions.ProcessMemory;
import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.LoadRun;
import io.suuupra.bench.load.LoadShape;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.client.ClientOptions;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What the rows of one pass through the table share: where they work, how much they do, and what one leaves to another.
 */
final class Bench implements AutoCloseable
{
    /** Bytes that a transfer takes on the disk in journal and store, for estimates; a little more than is measured. */
    private static final long BYTES_PER_TRANSFER = 350;

    /** Bytes that a node lays down ahead of need, and for snapshots. */
    private static final long BYTES_AHEAD = 3L << 30;
    private static final double GIB = 1L << 30;

    private final Path folder;
    private final Sizes sizes;
    private final PrintWriter progress;
    private final Profiling profiling;
    private final SecureRandom random = new SecureRandom();
    private OwnNode kept;
    private double batchesPerSecond;
    private long transfersKept;
    private double memoryMib = Double.NaN;
    private boolean isRestarted;

    /**
     * @param folder    in which nodes are made.
     * @param sizes     of the rows.
     * @param profiling of the processes that rows start.
     * @param progress  gets lines while a row runs.
     */
    Bench(final Path folder, final Sizes sizes, final Profiling profiling, final PrintWriter progress)
    {
        this.folder = folder;
        this.sizes = sizes;
        this.profiling = profiling;
        this.progress = progress;
    }

    Path folder()
    {
        return folder;
    }

    Sizes sizes()
    {
        return sizes;
    }

    Profiling profiling()
    {
        return profiling;
    }

    PrintWriter progress()
    {
        return progress;
    }

    /**
     * @param line of progress.
     */
    void say(final String line)
    {
        progress.println(line);
        progress.flush();
    }

    /** @return for ids, new each time. */
    long seed()
    {
        return random.nextLong();
    }

    /**
     * @param transfers that a row will store.
     * @return why there is no room for them; null if there is.
     * @throws IOException if the disk cannot be looked at.
     */
    String noRoomFor(final long transfers) throws IOException
    {
        return noRoom(transfers, Files.getFileStore(folder).getUsableSpace());
    }

    /**
     * @param transfers that a row will store.
     * @param usable    bytes of the disk.
     * @return why there is no room for them; null if there is.
     */
    static String noRoom(final long transfers, final long usable)
    {
        final long needed = transfers * BYTES_PER_TRANSFER + BYTES_AHEAD;
        return usable >= needed ? null : String.format(Locale.ROOT,
            "%,d transfers need about %.1f GiB of disk, %.1f GiB are free", transfers, needed / GIB, usable / GIB);
    }

    /**
     * Runs a load on a fresh node.
     *
     * @param shape   of the load.
     * @param options what to change of the connections' options.
     * @param keep    whether the node's folder stays for rows to come.
     * @return what it came to.
     * @throws IOException          if node or rig fail.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    Outcome load(final LoadShape shape, final UnaryOperator<ClientOptions> options, final boolean keep)
        throws IOException, InterruptedException
    {
        final OwnNode node = OwnNode.start(folder, profiling.jvmFlags());
        boolean stays = false;
        try
        {
            final Profiling.OfNode profile = profiling.start(node);
            final LoadFigures figures =
                new LoadRun(shape, options.apply(node.options()), progress, node::check).run();
            final Outcome outcome = profile.addTo(Outcome.of(figures))
                .stages(NodeMetrics.parse(node.metrics()).stages());
            if (keep)
            {
                stays = true;
                keep(node, figures);
            }
            return outcome;
        }
        finally
        {
            if (!stays)
            {
                node.close();
            }
        }
    }

    /** Measures a node. */
    @FunctionalInterface
    interface OnNode
    {
        /**
         * @param node that runs.
         * @return what it came to.
         * @throws IOException          if node or rig fail.
         * @throws InterruptedException if the calling thread is interrupted.
         */
        Outcome run(OwnNode node) throws IOException, InterruptedException;
    }

    /**
     * Measures a fresh node, which is gone afterwards.
     *
     * @param work that measures.
     * @return what it came to, with the node's stages.
     * @throws IOException          if node or rig fail.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    Outcome onNode(final OnNode work) throws IOException, InterruptedException
    {
        try (OwnNode node = OwnNode.start(folder, profiling.jvmFlags()))
        {
            final Profiling.OfNode profile = profiling.start(node);
            return profile.addTo(work.run(node)).stages(NodeMetrics.parse(node.metrics()).stages());
        }
    }

    private void keep(final OwnNode node, final LoadFigures figures) throws IOException, InterruptedException
    {
        close();
        kept = node;
        isRestarted = false;
        memoryMib = ProcessMemory.anonymousMib(node.pid());
        // It must not take anything from the rows that follow.
        node.kill();
        transfersKept = figures.ever();
        batchesPerSecond = figures.perSecond();
    }

    /** @return the node that a row left, killed or started again; null if none did. */
    OwnNode kept()
    {
        return kept;
    }

    /**
     * Starts the node that was kept and kills it again.
     *
     * @return time until it was ready, ns.
     * @throws IOException          if it does not start.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    long restartKept() throws IOException, InterruptedException
    {
        say("starting the node again");
        final long ns = kept.startAgain();
        kept.kill();
        isRestarted = true;
        return ns;
    }

    /** @return true once the node that was kept has recovered what it had. */
    boolean isRestarted()
    {
        return isRestarted;
    }

    /** @return transfers in the node that was kept. */
    long transfersKept()
    {
        return transfersKept;
    }

    /** @return memory of that node's process when its load was over, MiB; NaN if the system does not tell. */
    double memoryMib()
    {
        return memoryMib;
    }

    /** @return transfers a second that the row reached that kept its node; 0 if none did. */
    double batchesPerSecond()
    {
        return batchesPerSecond;
    }

    /** Deletes what was kept. */
    @Override
    public void close()
    {
        if (kept != null)
        {
            kept.close();
            kept = null;
        }
    }
}
