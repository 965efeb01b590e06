package io.suuupra.bench.table;

import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.LoadRun;
import io.suuupra.bench.load.LoadShape;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The start of a node that holds many transfers in its snapshot and some more behind it in its journal, after a crash:
 * once with nothing of its files in memory, once with what the first start left there.
 */
final class RestartRow
{
    private static final double NS_PER_MS = 1_000_000;
    private static final int IN_FLIGHT = 2;

    private RestartRow()
    {
    }

    static Outcome run(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        final long behind = sizes.restarted() / 100;
        final String noRoom = bench.noRoomFor(sizes.restarted() + behind);
        if (noRoom != null)
        {
            return Outcome.notMeasured(noRoom);
        }
        try (OwnNode node = OwnNode.start(bench.folder()))
        {
            final long inSnapshot = post(bench, node, sizes.restarted());
            bench.say("a clean end leaves a snapshot");
            node.stop();
            node.startAgain();
            final long inJournal = post(bench, node, behind);
            node.kill();
            bench.say("starting again with nothing of its files in memory");
            forget(node.data());
            final long coldNs = node.startAgain();
            node.kill();
            bench.say("starting again");
            final long warmNs = node.startAgain();
            return new Outcome()
                .put(Metric.RESTART_WARM, warmNs / NS_PER_MS)
                .put(Metric.RESTART_COLD, coldNs / NS_PER_MS)
                .note(String.format(Locale.ROOT,
                    "%,d transfers in the snapshot and %,d behind it, after a kill, until the node takes requests; " +
                    "cold: its files were dropped from memory before", inSnapshot, inJournal));
        }
    }

    private static long post(final Bench bench, final OwnNode node, final long transfers)
        throws IOException, InterruptedException
    {
        final LoadShape shape = new LoadShape(
            true, true, 0, 1, 0, bench.sizes().accounts(), Limits.EVENTS_MAX, 1, IN_FLIGHT, 0, bench.seed(),
            new LoadShape.Volume(0, transfers), false);
        final LoadFigures figures = new LoadRun(shape, node.options(), bench.progress(), node::check).run();
        return figures.ever();
    }

    /** Only what is on the disk can be dropped from memory. */
    private static void forget(final Path data) throws IOException
    {
        final List<Path> files;
        try (Stream<Path> all = Files.walk(data))
        {
            files = all.filter(Files::isRegularFile).toList();
        }
        catch (final UncheckedIOException unreadable)
        {
            throw unreadable.getCause();
        }
        for (final Path file : files)
        {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
            {
                channel.force(false);
            }
            Disk.SYSTEM.forget(file);
        }
    }
}
