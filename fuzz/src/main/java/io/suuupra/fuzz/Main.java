package io.suuupra.fuzz;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** {@code fuzz}: runs the targets. */
@Command(
    name = "suuupra fuzz",
    description = {
        "Gives what reads bytes from outside inputs that a coverage-guided fuzzer (Jazzer) thinks of, beginning with " +
            "those in fuzz/src/test/resources/corpus. A target may fail in its declared ways only, must end within " +
            "25 s, and may not allocate more than its bound.",
        "Exit code 1 after a finding; its input stays in the work folder, and belongs into the corpus once mended."
    },
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer>
{
    private static final int SECONDS_MAX = 7 * 24 * 3600;
    private static final int PARALLEL_MAX = 64;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60",
        description = "Time for each target. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--target", paramLabel = "NAME", split = ",",
        description = "Targets to run, of: message, wire, rest, journal, snapshot, mapping, csv. Default: all.")
    private List<String> names;

    @Option(names = "--parallel", paramLabel = "N", defaultValue = "2",
        description = "Targets at a time. Default: ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the fuzzer. Default: a random one.")
    private Integer seed;

    @Option(names = "--work", paramLabel = "DIR",
        description = "Folder for logs, findings and inputs that were found, which later runs begin with. " +
            "Default: fuzz/target/fuzz.")
    private Path work;

    /**
     * @param arguments options.
     */
    public static void main(final String[] arguments)
    {
        System.exit(new CommandLine(new Main())
            .setParameterExceptionHandler((wrong, given) ->
            {
                wrong.getCommandLine().getErr()
                    .println("suuupra: " + wrong.getMessage() + " (see suuupra fuzz --help)");
                return USAGE;
            })
            .setExecutionExceptionHandler((failure, line, parsed) ->
            {
                line.getErr().println("suuupra: " + failure.getMessage());
                return FAILED;
            })
            .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        check("--seconds", seconds, SECONDS_MAX);
        check("--parallel", parallel, PARALLEL_MAX);
        final Path root = Path.of(System.getProperty("suuupra.root", "."));
        final FuzzProcess.Settings settings = new FuzzProcess.Settings(
            root.resolve("fuzz/src/test/resources/corpus"),
            (work == null ? root.resolve("fuzz/target/fuzz") : work).toAbsolutePath(), seconds, seed);
        final List<FuzzTarget> targets = targets();
        final List<Future<FuzzProcess.Result>> running = new ArrayList<>();
        boolean found = false;
        try (ExecutorService processes = Executors.newFixedThreadPool(parallel))
        {
            for (final FuzzTarget target : targets)
            {
                running.add(processes.submit(() -> FuzzProcess.run(target, settings)));
            }
            for (int i = 0; i < targets.size(); i++)
            {
                found |= print(targets.get(i), running.get(i));
            }
        }
        return found ? FAILED : ExitCode.OK;
    }

    private boolean print(final FuzzTarget target, final Future<FuzzProcess.Result> running)
        throws IOException, InterruptedException
    {
        final PrintWriter out = spec.commandLine().getOut();
        try
        {
            final FuzzProcess.Result result = running.get();
            out.printf("%-9s %,12d executions, coverage %,d, %s%n", target.text(), result.executions(),
                result.coverage(), result.finding().isEmpty() ? "no finding" : "FINDING");
            if (!result.finding().isEmpty())
            {
                out.println(result.finding());
            }
            out.flush();
            return !result.finding().isEmpty();
        }
        catch (final ExecutionException failed)
        {
            throw new IOException(target.text() + ": " + failed.getCause().getMessage(), failed.getCause());
        }
    }

    private List<FuzzTarget> targets()
    {
        if (names == null)
        {
            return List.of(FuzzTarget.values());
        }
        final List<FuzzTarget> targets = new ArrayList<>();
        for (final String name : names)
        {
            targets.add(Stream.of(FuzzTarget.values()).filter(target -> target.text().equals(name)).findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--target: there is no '" + name + "'")));
        }
        return targets;
    }

    private void check(final String option, final int value, final int max)
    {
        if (value < 1 || value > max)
        {
            throw new ParameterException(spec.commandLine(), option + " must be 1 to " + max);
        }
    }
}
