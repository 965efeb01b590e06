package io.suuupra.bench.upi;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.ForcedWrites;
import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.bench.load.Percentiles;
import io.suuupra.bench.load.UpiRun;
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

/** {@code upi}: payments from PSP to PSP through the switch and two banks. */
@Command(
    name = "upi",
    description = {
        "Sends UPI payments from end to end: payer's PSP, switch, payee's PSP, debit at one bank, credit at another, " +
        "outcome back at the payer's PSP. Switch and both banks make each step durable in a ledger of their own " +
        "before they answer.",
        "",
        "Three processes: the node; both banks; both PSPs, which are this one. First as many payments as go " +
        "through with a fixed number at a time, then half of that rate in an open loop, or --rate."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class UpiCommand implements Callable<Integer>
{
    private static final double NS_PER_MS = 1_000_000;
    private static final int SECONDS_MAX = 3_600;
    private static final int ACCOUNTS_MAX = 100_000;

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

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "10000",
        description = "Accounts at each bank, all alike. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--in-flight", paramLabel = "N", defaultValue = "2000",
        description = "Payments without an outcome in the first load. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0",
        description = "Payments a second in the open loop. Default: half of what went through.")
    private long rate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
        description = "Of who pays whom how much. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /** Used by the command line. */
    public UpiCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        check("--seconds", seconds, 1, SECONDS_MAX);
        check("--warmup", warmup, 0, SECONDS_MAX);
        check("--accounts", accounts, 1, ACCOUNTS_MAX);
        check("--in-flight", inFlight, 1, UpiRun.IN_FLIGHT_MAX);
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
        try (OwnNode node = OwnNode.start(folder); UpiRun run = new UpiRun(node, accounts, seed))
        {
            say(String.format(Locale.ROOT, "%,d payments at a time", inFlight));
            peak = run.saturate(inFlight, warmup, seconds);
            node.check();
            openRate = rate > 0 ? rate : Math.max(1, Math.round(peak.perSecond() / 2));
            say(String.format(Locale.ROOT, "%,.0f payments/s; now %,d/s in an open loop", peak.perSecond(), openRate));
            open = run.atRate(openRate, Math.min(warmup, 5), seconds);
            node.check();
        }
        conditions.add("processes", "3 on this machine, over loopback: the node, both banks, both PSPs");
        conditions.add("durability", "switch and each bank force their own journal before each answer");
        conditions.add("file system", Conditions.fileSystem(folder));
        conditions.add("load", String.format(Locale.ROOT,
            "%d s after %d s of warm-up, %,d accounts at each bank, seed %d", seconds, warmup, accounts, seed));
        final PrintWriter out = spec.commandLine().getOut();
        out.print(conditions.text());
        out.printf(Locale.ROOT, "  forced write of 4 KiB: p50 %.3f, p99 %.3f ms%n",
            baseline.p50() / NS_PER_MS, baseline.p99() / NS_PER_MS);
        row(out, String.format(Locale.ROOT, "%,d at a time", inFlight), peak);
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
