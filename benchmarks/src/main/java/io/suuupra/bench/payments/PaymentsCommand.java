package io.suuupra.bench.payments;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.ForcedWrites;
import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.bench.load.Percentiles;
import io.suuupra.bench.load.WalletRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code suuupra bench payments}. */
@Command(
    name = "payments",
    description = {
        "Measures payments from wallets from end to end: created, confirmed and captured in one call, with fee and " +
            "tax, by batches over the binary protocol.",
        "",
        "Two processes: the node and the client, which is this one. First as many payments as go through with a " +
        "fixed number of batches at a time, then half of that rate in an open loop, or --rate."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PaymentsCommand implements Callable<Integer>
{
    private static final double NS_PER_MS = 1_000_000;
    private static final int SECONDS_MAX = 3_600;
    private static final int WALLETS_MAX = 1_000_000;
    private static final int MERCHANTS_MAX = 10_000;
    private static final int BATCH_MAX = 8_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR",
        description = "An existing folder, in which everything is kept for the time of the run. Default: the " +
            "system's folder for temporary files.")
    private Path data;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20",
        description = "Time that each load is measured. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warmup", paramLabel = "S", defaultValue = "15",
        description = "Time before it, with the same load. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--wallets", paramLabel = "N", defaultValue = "10000",
        description = "Wallets, all with money. Default: ${DEFAULT-VALUE}.")
    private int wallets;

    @Option(names = "--merchants", paramLabel = "N", defaultValue = "100",
        description = "Merchants, at 2 %% a payment. Default: ${DEFAULT-VALUE}.")
    private int merchants;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "500",
        description = "Payments in a frame. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--in-flight", paramLabel = "N", defaultValue = "16",
        description = "Frames without an answer in the first load. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0",
        description = "Payments a second in the open loop. Default: half of what went through.")
    private long rate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
        description = "Of who pays whom how much. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /** Used by the command line. */
    public PaymentsCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        check("--seconds", seconds, 1, SECONDS_MAX);
        check("--warmup", warmup, 0, SECONDS_MAX);
        check("--wallets", wallets, 1, WALLETS_MAX);
        check("--merchants", merchants, 1, MERCHANTS_MAX);
        check("--batch", batch, 1, BATCH_MAX);
        check("--in-flight", inFlight, 1, WalletRun.BATCHES_MAX);
        check("--rate", rate, 0, Integer.MAX_VALUE);
        final Path folder = data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data;
        if (!Files.isDirectory(folder) || !Files.isWritable(folder))
        {
            throw wrong("--data must name a folder that exists and can be written to, not " + folder);
        }
        final Conditions conditions = Conditions.ofThisProcess();
        final Percentiles baseline = ForcedWrites.measure(folder);
        final LoadFigures peak;
        final LoadFigures open;
        final long openRate;
        try (OwnNode node = OwnNode.start(folder);
            WalletRun run = new WalletRun(node, wallets, merchants, batch, seed))
        {
            say(String.format(Locale.ROOT, "%,d frames of %,d payments at a time", inFlight, batch));
            peak = run.saturate(inFlight, warmup, seconds);
            node.check();
            openRate = rate > 0 ? rate : Math.max(1, Math.round(peak.perSecond() / 2));
            say(String.format(Locale.ROOT, "%,.0f payments/s; now %,d/s in an open loop", peak.perSecond(), openRate));
            open = run.atRate(openRate, Math.min(warmup, 5), seconds);
            node.check();
        }
        conditions.add("processes", "2 on this machine, over loopback: the node, the client");
        conditions.add("durability", "each answer leaves behind the forced write");
        conditions.add("file system", Conditions.fileSystem(folder));
        conditions.add("load", String.format(Locale.ROOT,
            "%d s after %d s of warm-up, %,d wallets, %,d merchants, frames of %,d, seed %d",
            seconds, warmup, wallets, merchants, batch, seed));
        final PrintWriter out = spec.commandLine().getOut();
        out.print(conditions.text());
        out.printf(Locale.ROOT, "  forced write of 4 KiB: p50 %.3f, p99 %.3f ms%n",
            baseline.p50() / NS_PER_MS, baseline.p99() / NS_PER_MS);
        row(out, String.format(Locale.ROOT, "%,d frames at a time", inFlight), peak);
        row(out, String.format(Locale.ROOT, "open loop, %,d/s", openRate), open);
        out.flush();
        return peak.isClean() && open.isClean() ? 0 : 1;
    }

    private static void row(final PrintWriter out, final String name, final LoadFigures figures)
    {
        out.printf(Locale.ROOT, "%-24s %,10.0f payments/s   p50 %.1f, p99 %.1f, p99.9 %.1f, max %.1f ms   errors: %s%n",
            name, figures.perSecond(), figures.latency().p50() / NS_PER_MS, figures.latency().p99() / NS_PER_MS,
            figures.latency().p999() / NS_PER_MS, figures.latency().max() / NS_PER_MS, figures.errors());
    }

    private void say(final String line)
    {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void check(final String option, final long value, final long min, final long max)
    {
        if (value < min || value > max)
        {
            throw wrong(option + " must be " + min + " to " + max + ", is " + value);
        }
    }

    private ParameterException wrong(final String rule)
    {
        return new ParameterException(spec.commandLine(), rule);
    }
}
