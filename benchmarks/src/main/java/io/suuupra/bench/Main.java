package io.suuupra.bench;

import io.suuupra.bench.micro.MemoryCommand;
import io.suuupra.bench.micro.MicroCommand;
import io.suuupra.bench.micro.SettlementCommand;
import io.suuupra.bench.peers.PeersCommand;
import io.suuupra.bench.table.LoadCommand;
import io.suuupra.bench.payments.PaymentsCommand;
import io.suuupra.bench.upi.UpiCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/**
 * The command line of the benchmarks; {@code ./suuupra bench} starts it.
 */
@Command(
    name = "bench",
    description = "Measures. The figures are worth no more than the machine was quiet: close everything else first.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
        "",
        "docs/performance.md says what the figures mean, and what they do not.",
        "Exit codes: 0 done, 1 failed (a refused or failed request fails a run), 2 wrong usage."
    })
public final class Main implements Callable<Integer>
{
    /** Exit code of a run that ended well. */
    public static final int DONE = 0;

    /** Exit code of a run that failed; standard error or the report says why. */
    public static final int FAILED = 1;

    /** Exit code of wrong options. */
    public static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    private Main()
    {
    }

    /**
     * @param arguments a command and its options.
     */
    public static void main(final String[] arguments)
    {
        System.exit(commandLine().execute(arguments));
    }

    /**
     * @return the command line, for running it within this process.
     */
    public static CommandLine commandLine()
    {
        return new CommandLine(new Main())
            .addSubcommand(new MicroCommand())
            .addSubcommand(new MemoryCommand())
            .addSubcommand(new LoadCommand())
            .addSubcommand(new PeersCommand())
            .addSubcommand(new UpiCommand())
            .addSubcommand(new PaymentsCommand())
            .addSubcommand(new SettlementCommand())
            .setParameterExceptionHandler(Main::wrongUsage)
            .setExecutionExceptionHandler(Main::failed);
    }

    @Override
    public Integer call()
    {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    private static int wrongUsage(final ParameterException wrong, final String[] arguments)
    {
        final CommandLine command = wrong.getCommandLine();
        print(command, firstLine(wrong) + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
        return USAGE;
    }

    private static int failed(
        final Exception failure, final CommandLine command, final CommandLine.ParseResult parseResult)
    {
        print(command, firstLine(failure));
        return FAILED;
    }

    private static void print(final CommandLine command, final String line)
    {
        command.getErr().println("suuupra bench: " + line);
        command.getErr().flush();
    }

    private static String firstLine(final Exception failure)
    {
        final String message = failure.getMessage();
        return message == null || message.isBlank() ?
            failure.getClass().getSimpleName() : message.lines().findFirst().orElseThrow();
    }
}
