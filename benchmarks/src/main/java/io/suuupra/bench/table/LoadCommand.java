package io.suuupra.bench.table;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.ForcedWrites;
import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.LoadReport;
import io.suuupra.bench.load.LoadRun;
import io.suuupra.bench.load.LoadShape;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.bench.load.Percentiles;
import io.suuupra.client.ClientOptions;
import picocli.CommandLine.ArgGroup;
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
import java.util.concurrent.Callable;

/** {@code load}: the table of rows with their targets, or one run of the load rig. */
@Command(
    name = "load",
    description = {
        "Posts transfers to a node over TCP and says how many it takes and how long they take.",
        "",
        "Without an option of one run it makes the TABLE: each row is a load on a fresh node of its own, its " +
        "figures stand beside their targets, and a report for the browser is written. All rows take about 20 " +
        "minutes and up to 45 GiB of disk; a row that has no room there is left out and says so.",
        "",
        "With any option of ONE RUN (below) it makes that run alone: by default at a constant rate that does not " +
        "wait for answers, each latency from the time at which its request was meant to start.",
        "",
        "Exit codes: 0 done, whether targets were reached or missed; 1 something failed or was refused; 2 wrong usage."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class LoadCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR",
        description =
            "An existing folder: the own nodes' data lies in it for the time of the run, and the baseline is " +
            "measured there. With --url: of the node's disk, for the baseline only. Default: the system's folder for " +
            "temporary files; none with --url.")
    private Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private Path json;

    @ArgGroup(validate = false, heading = "%nThe table:%n", order = 1)
    private TableOptions table;

    @ArgGroup(validate = false, heading = "%nOne run:%n", order = 2)
    private ShapeOptions one;

    /** Used by the command line. */
    public LoadCommand()
    {
    }

    @Override
    public Integer call() throws Exception
    {
        if (one != null && table != null)
        {
            throw wrong("options of the table and of one run exclude each other");
        }
        return one == null ? table(table == null ? new TableOptions() : table) : one();
    }

    private int table(final TableOptions options) throws IOException, InterruptedException
    {
        final TableRun run = new TableRun(
            options.rows(this::wrong), options.runs(this::wrong), options.sizes(this::wrong), options.isQuick(),
            options.isProfiled(), ownFolder(), spec.commandLine().getErr());
        final TableResult result = run.run();
        final PrintWriter out = spec.commandLine().getOut();
        out.print(result.text());
        if (json != null)
        {
            result.writeJson(json);
        }
        new HtmlReport(result).write(options.html());
        out.printf("Report        %s%n", options.html());
        out.flush();
        return result.hasErrors() ? 1 : 0;
    }

    private int one() throws IOException, InterruptedException
    {
        final LoadShape shape = one.shape(this::wrong);
        final ClientOptions given = one.url() == null ? null : givenNode();
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
            conditions.add("node",
                one.url() + ", not started by the rig: its version, options and flags are not known here");
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

    private ClientOptions givenNode()
    {
        final String fromEnvironment = System.getenv("SUUUPRA_KEY");
        final String text = one.key() != null ? one.key() : fromEnvironment == null ? "" : fromEnvironment.strip();
        if (text.isEmpty())
        {
            throw wrong("--url needs --key, or SUUUPRA_KEY");
        }
        try
        {
            return ClientOptions.parse(one.url(), text);
        }
        catch (final IllegalArgumentException malformed)
        {
            throw wrong("--url, --key: " + malformed.getMessage());
        }
    }

    private Path folder()
    {
        if (one.key() != null && one.url() == null)
        {
            throw wrong("--key needs --url: the rig's own node has its own key");
        }
        return data == null && one.url() != null ? null : ownFolder();
    }

    private Path ownFolder()
    {
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
