package io.suuupra.tools.chaos;

import io.suuupra.tools.record.Commit;
import io.suuupra.tools.record.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code chaos}: kills a node over and over. */
@Command(
    name = "chaos",
    description = {
        "Starts a node of its own, kills it (SIGKILL) at random moments under load, in snapshots, at new journal " +
            "files and while it starts, and checks after each restart that it stands by all it has said: nothing " +
            "acknowledged is lost or changed, nothing is there that was not sent, refused ids stay refused, balances " +
            "are the sums of the movements. At the end the journal must give the node's state hash.",
        "Exit code 1 if anything is wrong, with the command that repeats the seed."
    },
    mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer>
{
    /** The first line of a record. */
    private static final String TITLE = "version,seed,kills,acks,resent,wall_s,lost,changed,phantom,wrong";

    private static final int KILLS_OF_A_RUN = 50;
    private static final int KILLS_MAX = 1_000_000;
    private static final int SESSIONS_MAX = 64;
    private static final int LOAD_MAX = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "30", description = "Kills. Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(names = "--seed", paramLabel = "S", description = "Decides about load and moments. Default: a random one.")
    private Long seed;

    @Option(names = "--data", paramLabel = "DIR",
        description = "New or empty data folder, which stays. " +
            "Default: a temporary one, which stays if something is wrong.")
    private Path data;

    @Option(names = "--sessions", paramLabel = "N", defaultValue = "4",
        description = "Clients at a time. Default: ${DEFAULT-VALUE}.")
    private int sessions;

    @Option(names = "--load", paramLabel = "N", defaultValue = "1500",
        description = "Answers between two kills, at most about so many. Default: ${DEFAULT-VALUE}.")
    private int load;

    @Option(names = "--record", paramLabel = "FILE",
        description = "A campaign that can be ended and goes on: runs of 50 kills and a node of their own, each with " +
            "the next seed, until the file knows of --kills; it gets a line for each run.")
    private Path record;

    /** Made by the command line. */
    public ChaosCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        check("--kills", kills, KILLS_MAX);
        check("--sessions", sessions, SESSIONS_MAX);
        check("--load", load, LOAD_MAX);
        if (record != null && data != null)
        {
            throw new ParameterException(spec.commandLine(), "--record has a node for each run, and takes no --data");
        }
        final long first = seed == null ? new SecureRandom().nextLong() : seed;
        return record == null ? run(first, kills, null) : runOn(first);
    }

    private int runOn(final long first) throws IOException, InterruptedException
    {
        final RunRecord runs = RunRecord.open(record, TITLE);
        int left = kills - (int)runs.sum("kills");
        int code = ExitCode.OK;
        while (left > 0 && code == ExitCode.OK)
        {
            code = run(runs.last("seed", first - 1) + 1, Math.min(left, KILLS_OF_A_RUN), runs);
            left = kills - (int)runs.sum("kills");
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.printf("in all: %,.0f kills, %,.0f acks in %,.0f s; " +
            "lost %,.0f, changed %,.0f, phantom %,.0f, wrong %,.0f%n",
            runs.sum("kills"), runs.sum("acks"), runs.sum("wall_s"), runs.sum("lost"), runs.sum("changed"),
            runs.sum("phantom"), runs.sum("wrong"));
        out.flush();
        return code;
    }

    private int run(final long ofSeed, final int ofKills, final RunRecord runs) throws IOException, InterruptedException
    {
        final long startNs = System.nanoTime();
        final Path parent = data == null ? Files.createTempDirectory("suuupra-chaos") : null;
        final Path folder = data == null ? parent.resolve("data") : checkEmpty(spec, data);
        final ChaosRun.Settings wanted = new ChaosRun.Settings(ofKills, sessions, load, ofSeed);
        final PrintWriter out = spec.commandLine().getOut();
        try (ChaosRun run = new ChaosRun(wanted, folder, spec.commandLine().getErr()))
        {
            out.println("seed " + wanted.seed());
            out.flush();
            boolean ended = false;
            try
            {
                run.run();
                ended = true;
            }
            finally
            {
                if (!ended)
                {
                    printRepeat(wanted, folder, run.log());
                }
            }
            print(run);
            if (runs != null)
            {
                keep(runs, run, ofSeed, System.nanoTime() - startNs);
            }
            if (!run.findings().isEmpty())
            {
                run.findings().texts().forEach(out::println);
                printRepeat(wanted, folder, run.log());
                out.flush();
                return ExitCode.SOFTWARE;
            }
        }
        if (parent != null)
        {
            delete(parent);
        }
        return ExitCode.OK;
    }

    private static void keep(final RunRecord runs, final ChaosRun run, final long ofSeed, final long wallNs)
        throws IOException
    {
        final Findings findings = run.findings();
        runs.add(Commit.ofThisCode(), ofSeed, run.kills(), run.acks(), run.resent(),
            (double)wallNs / TimeUnit.SECONDS.toNanos(1), findings.count(Findings.Kind.LOST),
            findings.count(Findings.Kind.CHANGED), findings.count(Findings.Kind.PHANTOM),
            findings.count(Findings.Kind.WRONG));
    }

    private void print(final ChaosRun run)
    {
        final PrintWriter out = spec.commandLine().getOut();
        final StringBuilder moments = new StringBuilder();
        for (final ChaosRun.Moment moment : ChaosRun.Moment.values())
        {
            moments.append(moments.isEmpty() ? "" : ", ").append(run.kills(moment)).append(' ').append(moment);
        }
        out.printf("kills %,d (%s)%n", run.kills(), moments);
        out.printf("acks %,d, of unknown outcome and sent again %,d, of which %,d had happened%n",
            run.acks(), run.resent(), run.resentExisting());
        out.printf("lost %,d, changed %,d, phantom %,d, wrong %,d%n",
            run.findings().count(Findings.Kind.LOST), run.findings().count(Findings.Kind.CHANGED),
            run.findings().count(Findings.Kind.PHANTOM), run.findings().count(Findings.Kind.WRONG));
        if (run.state() != null && run.findings().isEmpty())
        {
            out.printf("the journal gives the node's state: sequence %,d, %,d transfers, state hash %s%n",
                run.state().sequence(), run.state().transfers(), run.state().stateHash().toUuid());
        }
        out.flush();
    }

    private void printRepeat(final ChaosRun.Settings wanted, final Path folder, final Path log)
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.println("data folder " + folder + ", output of the node " + log);
        out.println("repeat: ./suuupra chaos --kills " + wanted.kills() + " --sessions " + wanted.sessions() +
            " --load " + wanted.load() + " --seed " + wanted.seed());
        out.flush();
    }

    private void check(final String option, final int value, final int max)
    {
        if (value < 1 || value > max)
        {
            throw new ParameterException(spec.commandLine(), option + " must be 1 to " + max);
        }
    }

    /** @return the folder that {@code --data} names, if it is new or empty. */
    static Path checkEmpty(final CommandSpec spec, final Path folder) throws IOException
    {
        if (Files.isDirectory(folder))
        {
            try (Stream<Path> entries = Files.list(folder))
            {
                if (entries.findAny().isPresent())
                {
                    throw new ParameterException(spec.commandLine(), "--data must name a new or an empty folder");
                }
            }
        }
        return folder.toAbsolutePath().normalize();
    }

    /** Removes a folder and all in it. */
    static void delete(final Path directory) throws IOException
    {
        final List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory))
        {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : paths)
        {
            Files.delete(path);
        }
    }
}
