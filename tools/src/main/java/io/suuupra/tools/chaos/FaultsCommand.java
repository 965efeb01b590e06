package io.suuupra.tools.chaos;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code faults}: lets the system fail a node. */
@Command(
    name = "faults",
    description = {
        "Starts a node of its own and lets the system fail it under load: system calls that return errors " +
            "(strace), a small file system that fills up, few open files. It must end before its next answer and say " +
            "why in one line; started again without the fault it must stand by all it has said.",
        "What cannot be done on this machine is skipped. strace is installed where this runs as root on Debian.",
        "Exit code 1 if anything is wrong, with the command that repeats it."
    },
    mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer>
{
    private static final int ROUNDS_MAX = 1_000;
    private static final int MET_MAX = 80;
    private static final long INSTALL_TIMEOUT_S = 300;

    @Spec
    private CommandSpec spec;

    @Option(names = "--only", paramLabel = "NAME", split = ",",
        description = "Faults to bring about, by name. Default: all.")
    private List<String> only;

    @Option(names = "--list", description = "Prints the names of the faults and ends.")
    private boolean list;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1",
        description = "How often each fault is brought about. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seed", paramLabel = "S",
        description = "Decides about the load, and which call fails first. Default: a random one.")
    private Long seed;

    @Option(names = "--data", paramLabel = "DIR",
        description = "New or empty folder, which stays. Default: a temporary one, which stays if something is wrong.")
    private Path data;

    /** Made by the command line. */
    public FaultsCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        final PrintWriter out = spec.commandLine().getOut();
        if (list)
        {
            Stream.of(Fault.values()).map(Fault::text).forEach(out::println);
            out.flush();
            return ExitCode.OK;
        }
        if (rounds < 1 || rounds > ROUNDS_MAX)
        {
            throw new ParameterException(spec.commandLine(), "--rounds must be 1 to " + ROUNDS_MAX);
        }
        final List<Fault> faults = faults();
        final long chosen = seed == null ? new SecureRandom().nextLong() : seed;
        final Path folder = data == null ?
            Files.createTempDirectory("suuupra-faults") : ChaosCommand.checkEmpty(spec, data);
        out.println("seed " + chosen);
        out.flush();
        if (faults.stream().anyMatch(Fault::isTraced) && Strace.missing().isPresent())
        {
            install();
        }
        final List<FaultRun.Result> results = new ArrayList<>();
        boolean ended = false;
        try (FaultRun run = new FaultRun(folder, chosen))
        {
            run(run, faults, new SplittableRandom(chosen), results);
            ended = true;
        }
        finally
        {
            print(results);
            if (!ended || isWrong(results))
            {
                out.println("files and output of the nodes are in " + folder);
                out.println("repeat: ./suuupra faults --rounds " + rounds + " --seed " + chosen +
                    (only == null ? "" : " --only " + String.join(",", only)));
            }
            out.flush();
        }
        if (isWrong(results))
        {
            return ExitCode.SOFTWARE;
        }
        if (data == null)
        {
            ChaosCommand.delete(folder);
        }
        return ExitCode.OK;
    }

    private List<Fault> faults()
    {
        if (only == null)
        {
            return List.of(Fault.values());
        }
        final List<Fault> faults = new ArrayList<>();
        for (final String name : only)
        {
            faults.add(Stream.of(Fault.values()).filter(fault -> fault.text().equals(name)).findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(),
                    "--only must name faults of --list; not '" + name + "'")));
        }
        return faults;
    }

    private void run(
        final FaultRun run,
        final List<Fault> faults,
        final SplittableRandom random,
        final List<FaultRun.Result> results) throws IOException, InterruptedException
    {
        final PrintWriter err = spec.commandLine().getErr();
        for (int round = 1; round <= rounds; round++)
        {
            for (final Fault fault : faults)
            {
                final Optional<String> missing = FaultRun.missing(fault);
                if (missing.isPresent())
                {
                    err.println(fault.text() + " skipped: " + missing.get());
                    err.flush();
                    continue;
                }
                final long startNs = System.nanoTime();
                final FaultRun.Result result =
                    run.run(fault, fault.latest() == 0 ? 0 : 1 + random.nextInt(fault.latest()));
                results.add(result);
                err.printf("%s %s in %,d ms%n", fault.text(),
                    result.wrong().isEmpty() ? "as it must be" : "WRONG: " + result.wrong(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
                err.flush();
            }
        }
    }

    private static boolean isWrong(final List<FaultRun.Result> results)
    {
        return results.stream().anyMatch(result -> !result.wrong().isEmpty());
    }

    private void print(final List<FaultRun.Result> results)
    {
        final PrintWriter out = spec.commandLine().getOut();
        for (final FaultRun.Result result : results)
        {
            out.printf("%-18s exit %s, %,d answers kept, up again in %,d ms, %s%n", result.fault().text(),
                result.exit().isPresent() ? Integer.toString(result.exit().getAsInt()) : "none", result.answers(),
                result.upAgainMs(), result.wrong().isEmpty() ? "all stand" : "WRONG");
            out.println("    met   " + (result.call() == 0 ? "" : "call " + result.call() + " on: ") +
                (result.met().length() > MET_MAX ? "..." + result.met().substring(result.met().length() - MET_MAX) :
                    result.met()));
            out.println("    said  " + result.said());
            result.wrong().forEach(wrong -> out.println("    WRONG " + wrong));
        }
        out.printf("faults %,d, as they must be %,d%n", results.size(),
            results.stream().filter(result -> result.wrong().isEmpty()).count());
    }

    /** Debian's package; where that does not work, what needs it is skipped. */
    private void install() throws IOException, InterruptedException
    {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get")))
        {
            return;
        }
        spec.commandLine().getErr().println("installing strace...");
        spec.commandLine().getErr().flush();
        final Process install = new ProcessBuilder("sh", "-c",
            "apt-get update -qq && apt-get install -y -qq --no-install-recommends strace")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        if (!install.waitFor(INSTALL_TIMEOUT_S, TimeUnit.SECONDS))
        {
            install.destroyForcibly();
        }
    }
}
