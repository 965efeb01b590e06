package io.suuupra.bench.peers;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.ClosedLoop;
import io.suuupra.bench.load.ForcedWrites;
import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.LoadRun;
import io.suuupra.bench.load.LoadShape;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.bench.load.Percentiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code peers}: a node beside PostgreSQL. */
@Command(
    name = "peers",
    description = {
        "Posts the same double-entry transfers to PostgreSQL and to a node, one after the other on this machine, " +
        "both durable, and sets them side by side.",
        "",
        "Single transfers: 8 connections with one request at a time each; in PostgreSQL a stored function and a " +
        "transaction for each. Batches: 2 connections with one batch of 1,000 at a time each; in PostgreSQL one " +
        "statement over whole sets and one transaction for each.",
        "",
        "PostgreSQL runs from /usr/lib/postgresql in a folder of its own, which is deleted. Where it is missing, " +
        "the Debian package is installed, for root only."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersCommand implements Callable<Integer>
{
    private static final int SINGLE_CONNECTIONS = 8;
    private static final int BATCH_CONNECTIONS = 2;
    private static final int BATCH = 1_000;
    private static final int SECONDS_MAX = 3_600;
    private static final int ACCOUNTS_MAX = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR",
        description =
            "An existing folder, in which both keep their data for the time of the run. Default: the system's folder " +
            "for temporary files.")
    private Path data;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20",
        description = "Time that each load is measured. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warmup", paramLabel = "S", defaultValue = "5",
        description = "Time before it, with the same load. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "10000",
        description = "Accounts, created first; all alike. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private Path json;

    /** Used by the command line. */
    public PeersCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException
    {
        check("--seconds", seconds, 1, SECONDS_MAX);
        check("--warmup", warmup, 0, SECONDS_MAX);
        check("--accounts", accounts, 2, ACCOUNTS_MAX);
        final Path folder = data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data;
        if (!Files.isDirectory(folder) || !Files.isWritable(folder))
        {
            throw wrong("--data must name a folder that exists and can be written to, not " + folder);
        }
        final Conditions conditions = Conditions.ofThisProcess();
        final Percentiles baseline = ForcedWrites.measure(folder);
        final List<LoadFigures> theirs = new ArrayList<>();
        final String version = postgres(folder, theirs, conditions);
        final LoadFigures singles = node(folder, false, 1, SINGLE_CONNECTIONS);
        final LoadFigures batches = node(folder, true, BATCH, BATCH_CONNECTIONS);
        conditions.add("node", "a fresh one for each load, default options, the same JVM flags");
        conditions.add("machine", "client and servers share it, over loopback; one server at a time");
        conditions.add("file system", Conditions.fileSystem(folder));
        conditions.add("load", String.format(Locale.ROOT,
            "closed loops, %d s after %d s of warm-up, %,d accounts all alike", seconds, warmup, accounts));
        final PeersReport report = new PeersReport(
            "PostgreSQL " + version,
            List.of(
                new PeersReport.Kind("Single transfers, 8 connections, 1 at a time each", theirs.get(0), singles),
                new PeersReport.Kind("Batches of 1,000, 2 connections, 1 at a time each", theirs.get(1), batches)),
            baseline,
            conditions);
        spec.commandLine().getOut().print(report.text());
        spec.commandLine().getOut().flush();
        if (json != null)
        {
            report.writeJson(json);
        }
        return report.isClean() ? 0 : 1;
    }

    private String postgres(final Path folder, final List<LoadFigures> theirs, final Conditions conditions)
        throws IOException, InterruptedException, SQLException
    {
        final PrintWriter progress = spec.commandLine().getErr();
        final PostgresPrograms programs = PostgresPrograms.findOrInstall(progress);
        say("making a PostgreSQL in " + folder);
        final List<Connection> connections = new ArrayList<>();
        try (PostgresCluster cluster = PostgresCluster.start(programs, folder); Connection admin = cluster.connect())
        {
            final PostgresLedger ledger = new PostgresLedger(accounts, new SecureRandom().nextLong());
            ledger.create(admin);
            final List<ClosedLoop.Caller> singles = new ArrayList<>();
            final List<ClosedLoop.Caller> batches = new ArrayList<>();
            try
            {
                for (int i = 0; i < SINGLE_CONNECTIONS; i++)
                {
                    connections.add(cluster.connect());
                    singles.add(ledger.singles(connections.getLast()));
                }
                for (int i = 0; i < BATCH_CONNECTIONS; i++)
                {
                    batches.add(ledger.batches(connections.get(i), BATCH));
                }
                say("PostgreSQL: single transfers");
                theirs.add(new ClosedLoop(singles, 1, warmup, seconds, progress).run());
                say("PostgreSQL: batches");
                theirs.add(new ClosedLoop(batches, BATCH, warmup, seconds, progress).run());
                PostgresLedger.checkBalance(admin);
            }
            finally
            {
                for (final Connection connection : connections)
                {
                    connection.close();
                }
            }
            conditions.add("postgresql", "temporary cluster, fsync=" + PostgresCluster.show(admin, "fsync") +
                ", synchronous_commit=" + PostgresCluster.show(admin, "synchronous_commit") + ", started with " +
                String.join(", ", PostgresCluster.SETTINGS) + "; debits and credits were equal at the end");
            return PostgresCluster.show(admin, "server_version").replaceAll(" .*", "");
        }
    }

    private LoadFigures node(final Path folder, final boolean batches, final int batch, final int connections)
        throws IOException, InterruptedException
    {
        say("Suuupra: " + (batches ? "batches" : "single transfers"));
        final LoadShape shape = new LoadShape(
            batches, true, 0, seconds, warmup, accounts, batch, connections, 1, 0, new SecureRandom().nextLong(),
            LoadShape.Volume.NONE, false);
        try (OwnNode node = OwnNode.start(folder))
        {
            // Each connection is to be a client of its own kind, with one request at a time: nothing to gather.
            return new LoadRun(
                shape, node.options().withBatching(batches), spec.commandLine().getErr(), node::check).run();
        }
    }

    private void say(final String line)
    {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void check(final String option, final int value, final int min, final int max)
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
