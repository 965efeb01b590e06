package io.suuupra.bench.table;

import io.suuupra.bench.load.OwnNode;
import io.suuupra.tools.Main;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows about what a load leaves on the disk. */
final class DiskRows
{
    private static final String NOTHING_KEPT = "row 1a left no data";
    private static final Pattern TRANSFERS = Pattern.compile("(?m)^transfers\\s+(\\d+)");
    private static final Pattern REPLAYED = Pattern.compile("(?m)^replayed\\s+\\d+ frames in (\\d+) ms");
    private static final Pattern RECOVERED = Pattern.compile("recovered\\s+to sequence \\d+ in \\d+ ms");
    private static final long REPLAY_TIMEOUT_S = 3_600;
    private static final double MS_PER_SECOND = 1_000;
    private static final double NS_PER_MS = 1_000_000;
    private static final double MIB = 1 << 20;

    private DiskRows()
    {
    }

    /** Replays the journal that row 1a left, and starts its node again. */
    static Outcome replay(final Bench bench) throws IOException, InterruptedException
    {
        final OwnNode node = bench.kept();
        if (node == null)
        {
            return Outcome.notMeasured(NOTHING_KEPT);
        }
        bench.say(String.format(Locale.ROOT, "replaying %,d transfers", bench.transfersKept()));
        final Outcome outcome = new Outcome().put(Metric.REPLAY, perSecond(replayOutput(bench, node)));
        bench.profiling().addEnded(outcome, node.scratch(), "journal replay, its start included");
        outcome.put(Metric.RESTART, bench.restartKept() / NS_PER_MS);
        final Matcher recovered = RECOVERED.matcher(node.log());
        if (recovered.find())
        {
            outcome.note("after a kill; the node says: " + recovered.group() + "; the rest is the start of its JVM");
        }
        return outcome;
    }

    private static String replayOutput(final Bench bench, final OwnNode node) throws IOException, InterruptedException
    {
        final Path log = node.scratch().resolve("replay.log");
        final List<String> command = new ArrayList<>(
            OwnNode.command(Main.class, "journal", "replay", node.data().toString()));
        // Its scratch store belongs on the same disk, wherever temporary files go.
        command.add(1, "-Djava.io.tmpdir=" + node.scratch());
        command.addAll(1, bench.profiling().flagsToTheEnd(node.scratch()));
        final Process replay = new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
        try
        {
            if (!replay.waitFor(REPLAY_TIMEOUT_S, TimeUnit.SECONDS))
            {
                throw new IOException("the replay did not end in time");
            }
        }
        finally
        {
            replay.destroyForcibly();
        }
        final String said = Files.readString(log, StandardCharsets.UTF_8);
        if (replay.exitValue() != 0)
        {
            throw new IOException(
                "the replay failed: " + said.lines().reduce((first, second) -> second).orElse("it said nothing"));
        }
        return said;
    }

    /**
     * @param said by a replay.
     * @return transfers a second.
     * @throws IOException if that cannot be seen in it.
     */
    static double perSecond(final String said) throws IOException
    {
        final Matcher transfers = TRANSFERS.matcher(said);
        final Matcher replayed = REPLAYED.matcher(said);
        if (!transfers.find() || !replayed.find())
        {
            throw new IOException("the replay does not say what it did");
        }
        return Long.parseLong(transfers.group(1)) * MS_PER_SECOND / Math.max(1, Long.parseLong(replayed.group(1)));
    }

    private static boolean isWriteAhead(final Path file)
    {
        return file.toString().endsWith(".wal");
    }

    /** Counts the bytes that row 1a left, and tells the memory that its node had. */
    static Outcome memoryAndDisk(final Bench bench) throws IOException, InterruptedException
    {
        final OwnNode node = bench.kept();
        if (node == null || bench.transfersKept() == 0)
        {
            return Outcome.notMeasured(NOTHING_KEPT);
        }
        if (!bench.isRestarted())
        {
            // What only its write-ahead files had when it was killed goes to where it stays.
            bench.restartKept();
        }
        final Path journalFolder = node.data().resolve("journal");
        final long ahead = UsedBytes.of(journalFolder, DiskRows::isWriteAhead);
        final double journal = (double)UsedBytes.of(journalFolder, file -> !isWriteAhead(file)) / bench.transfersKept();
        final double store =
            (double)UsedBytes.of(node.data().resolve("store"), file -> true) / bench.transfersKept();
        final Outcome outcome = new Outcome()
            .put(Metric.DISK, journal + store)
            .put(Metric.JOURNAL, journal)
            .put(Metric.STORE, store)
            .note(String.format(Locale.ROOT,
                "%,d transfers in batches; each file of journal and store up to its last byte that is not zero, " +
                "without snapshots and without the write-ahead files, which are used in turn (%.0f MiB in all)",
                bench.transfersKept(), ahead / MIB));
        return Double.isNaN(bench.memoryMib()) ?
            outcome.note("memory: not measured") :
            outcome.put(Metric.MEMORY, bench.memoryMib())
                .note("memory: RssAnon of the node's process at the end of the load, its heap with the index; mapped " +
                    "files are not in it");
    }
}
