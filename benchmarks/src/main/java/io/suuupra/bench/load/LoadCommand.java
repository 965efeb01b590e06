package io.suuupra.bench.load;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.client.ClientOptions;
import io.suuupra.codecs.frame.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;

/** {@code load}: the load rig. */
@Command(
    name = "load",
    description = {
        "Posts transfers to a node over TCP, through the client that applications use, and says how long they took.",
        "",
        "By default at a constant rate that does not wait for answers; each latency counts from the time at which " +
        "its request was meant to start. Without --url the rig starts a node of its own, in a process of its own."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class LoadCommand implements Callable<Integer>
{
    private static final long RATE_DEFAULT = 10_000;
    private static final int BATCHES_IN_FLIGHT_DEFAULT = 8;
    private static final int SINGLES_IN_FLIGHT_DEFAULT = 1 << 15;

    /** Of requests. */
    private enum Mode
    {
        single,
        batch
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL",
        description = "A node that runs: suuupra://host:port. Default: the rig starts its own.")
    private String url;

    @Option(names = "--key", paramLabel = "KEY",
        description = "The API key for --url. Default: SUUUPRA_KEY.")
    private String key;

    @Option(names = "--data", paramLabel = "DIR",
        description =
            "An existing folder: the own node's data lies in it for the time of the run, and the baseline is " +
            "measured there. With --url: of the node's disk, for the baseline only. Default: the system's folder for " +
            "temporary files; none with --url.")
    private Path data;

    @Option(names = "--mode", paramLabel = "single|batch", defaultValue = "single",
        description = "One transfer to a request, or --batch of them. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(names = "--rate", paramLabel = "N",
        description = "Transfers a second. Default: 10000.")
    private Long rate;

    @Option(names = "--saturate",
        description =
            "Instead of a rate: as much as the node takes, with --in-flight requests waiting. For throughput only.")
    private boolean saturate;

    @Option(names = "--in-flight", paramLabel = "N",
        description = "With --saturate: requests waiting on each connection. Default: 8 batches or 32768 singles.")
    private Integer inFlight;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30",
        description = "Time that is measured. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warmup", paramLabel = "S", defaultValue = "10",
        description = "Time before it, with the same load. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "10000",
        description = "Accounts, created first. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--batch", paramLabel = "N",
        description = "Transfers of a request with --mode batch. Default: " + Limits.EVENTS_MAX + ", the most.")
    private Integer batch;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "1",
        description = "Connections, with a session each; requests go to them in turn. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(names = "--zipf", paramLabel = "EXPONENT", arity = "0..1", fallbackValue = "0.99",
        description =
            "A few accounts take part in most transfers, by Zipf's law. Default: all alike; without an exponent: " +
            "${FALLBACK-VALUE}.")
    private Double zipf;

    @Option(names = "--seed", paramLabel = "N",
        description = "Of ids, accounts and amounts; a node takes each seed once. Default: a new one.")
    private Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report there, too.")
    private Path json;

    /** Used by the command line. */
    public LoadCommand()
    {
    }

    @Override
    public Integer call() throws Exception
    {
        final LoadShape shape = shape();
        final ClientOptions given = url == null ? null : givenNode();
        final Path folder = folder();
        final Conditions conditions = Conditions.ofThisProcess();
        final PrintWriter progress = spec.commandLine().getErr();
        final Percentiles baseline = folder == null ? null : ForcedWrites.measure(folder);
        final LoadFigures figures;
        if (given == null)
        {
            progress.printf("starting a node in %s%n", folder);
            progress.flush();
            try (OwnNode node = OwnNode.start(folder))
            {
                figures = new LoadRun(shape, node.options(), progress, node::check).run();
            }
            conditions.add("node", "started by the rig: a process of its own, default options, the same JVM flags");
            conditions.add("machine", "client and node share it, over loopback");
        }
        else
        {
            figures = new LoadRun(shape, given, progress, () -> { }).run();
            conditions.add("node", url + ", not started by the rig: its version, options and flags are not known here");
            conditions.add("machine", isThisMachine(given.host()) ?
                "client and node share it" : "client and node have one each; cpu, memory and jdk are the client's");
        }
        conditions.add("file system", folder == null ? Conditions.NOT_KNOWN : Conditions.fileSystem(folder));
        conditions.add("durability", "a reply leaves the node after fdatasync of the command");
        final LoadReport report = new LoadReport(shape, figures, baseline, conditions);
        spec.commandLine().getOut().print(report.text());
        spec.commandLine().getOut().flush();
        if (json != null)
        {
            report.writeJson(json);
        }
        return figures.isClean() ? 0 : 1;
    }

    private LoadShape shape()
    {
        if (saturate && rate != null)
        {
            throw wrong("--rate and --saturate exclude each other");
        }
        if (inFlight != null && !saturate)
        {
            throw wrong("--in-flight needs --saturate: an open loop does not wait for answers");
        }
        final boolean batches = mode == Mode.batch;
        if (batch != null && !batches)
        {
            throw wrong("--batch needs --mode batch");
        }
        if (zipf != null && !(zipf > 0))
        {
            throw wrong("--zipf must be above 0, is " + zipf);
        }
        final int transfersEach = !batches ? 1 : batch == null ? Limits.EVENTS_MAX : batch;
        try
        {
            return new LoadShape(
                batches,
                saturate,
                saturate ? 0 : rate == null ? RATE_DEFAULT : rate,
                seconds,
                warmup,
                accounts,
                transfersEach,
                connections,
                inFlightOf(batches, transfersEach),
                zipf == null ? 0 : zipf,
                seed == null ? new SecureRandom().nextLong() : seed);
        }
        catch (final IllegalArgumentException outOfRange)
        {
            throw wrong(outOfRange.getMessage());
        }
    }

    private int inFlightOf(final boolean batches, final int transfersEach)
    {
        if (inFlight != null)
        {
            return inFlight;
        }
        if (saturate)
        {
            return batches ? BATCHES_IN_FLIGHT_DEFAULT : SINGLES_IN_FLIGHT_DEFAULT;
        }
        // An open loop waits for nothing but its own memory.
        return Math.max(1, LoadShape.IN_FLIGHT_TRANSFERS_MAX / Math.max(1, connections) / Math.max(1, transfersEach));
    }

    private ClientOptions givenNode()
    {
        final String fromEnvironment = System.getenv("SUUUPRA_KEY");
        final String text = key != null ? key : fromEnvironment == null ? "" : fromEnvironment.strip();
        if (text.isEmpty())
        {
            throw wrong("--url needs --key, or SUUUPRA_KEY");
        }
        try
        {
            return ClientOptions.parse(url, text);
        }
        catch (final IllegalArgumentException malformed)
        {
            throw wrong("--url, --key: " + malformed.getMessage());
        }
    }

    private Path folder()
    {
        if (key != null && url == null)
        {
            throw wrong("--key needs --url: the rig's own node has its own key");
        }
        if (data == null && url != null)
        {
            return null;
        }
        final Path folder = data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data;
        if (!Files.isDirectory(folder) || !Files.isWritable(folder))
        {
            throw wrong("--data must name a folder that exists and can be written to, not " + folder);
        }
        return folder;
    }

    private static boolean isThisMachine(final String host) throws IOException
    {
        final InetAddress address = InetAddress.getByName(host);
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    private ParameterException wrong(final String rule)
    {
        return new ParameterException(spec.commandLine(), rule);
    }
}
