package io.suuupra.tools;

import io.suuupra.tools.banks.BanksCommand;
import io.suuupra.tools.banks.PayCommand;
import io.suuupra.tools.chaos.ChaosCommand;
import io.suuupra.tools.chaos.FaultsCommand;
import io.suuupra.tools.ledger.ClientLedger;
import io.suuupra.tools.security.SecurityCheckCommand;
import io.suuupra.tools.sim.SimCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;

/**
 * The command line of Suuupra; {@code ./suuupra} starts it.
 */
@Command(
    name = "suuupra",
    description = "The financial core of Suuupra: a node, and the tools around it.",
    mixinStandardHelpOptions = true,
    version = "suuupra 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
        "",
        "Of the launcher itself:",
        "  test     Builds every module and runs all tests.",
        "  bench    Measures; see bench --help.",
        "  fuzz     Gives what reads bytes from outside bytes to choke on; see fuzz --help.",
        "  mutation Plants faults into the ledger and counts those that its tests find.",
        "",
        "SUUUPRA_JAVA_HOME names the JDK 25 to use, SUUUPRA_JAVA_OPTS adds options for the JVM (-Xmx8g).",
        "SUUUPRA_KEY holds the API key where --key is not given.",
        "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class Main implements Callable<Integer>
{
    /** Exit code of a command that did what it should. */
    public static final int DONE = 0;

    /** Exit code of a command that failed; one line on standard error says why. */
    public static final int FAILED = 1;

    /** Exit code of a command that was called wrongly. */
    public static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    /**
     * @param arguments a command and its options.
     */
    public static void main(final String[] arguments)
    {
        System.exit(commandLine(ClientLedger::connect).execute(arguments));
    }

    static CommandLine commandLine(final LedgerConnector connector)
    {
        final CommandLine commandLine = new CommandLine(new Main())
            .addSubcommand(new UpCommand())
            .addSubcommand(new PayCommand())
            .addSubcommand(new BanksCommand())
            .addSubcommand(new ImportCommand(connector))
            .addSubcommand(new ReportCommand(connector))
            .addSubcommand(new UpiCommand())
            .addSubcommand(new SettlementCommand())
            .addSubcommand(new KeyCommand())
            .addSubcommand(new ReceiptCommand())
            .addSubcommand(new VerifyReceiptCommand())
            .addSubcommand(new QrCommand())
            .addSubcommand(new ChaosCommand())
            .addSubcommand(new SecurityCheckCommand())
            .addSubcommand(new SimCommand())
            .addSubcommand(new FaultsCommand())
            .addSubcommand(new JournalCommand());
        return commandLine
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
        final boolean isUnknownCommand = wrong instanceof UnmatchedArgumentException unmatched &&
            !command.getSubcommands().isEmpty() && !unmatched.getUnmatched().getFirst().startsWith("-");
        final String what = isUnknownCommand ?
            "unknown command '" + ((UnmatchedArgumentException)wrong).getUnmatched().getFirst() + "'" :
            firstLine(wrong);
        print(command, what + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
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
        final PrintWriter err = command.getErr();
        err.println("suuupra: " + line);
        err.flush();
    }

    private static String firstLine(final Exception failure)
    {
        final String message = failure.getMessage();
        if (message == null || message.isBlank())
        {
            return failure.getClass().getSimpleName();
        }
        // A file system names the file and leaves out what is wrong with it.
        return switch (failure)
        {
            case NoSuchFileException missing -> "there is no file " + missing.getFile() +
                (missing.getReason() == null ? "" : ": " + missing.getReason());
            case AccessDeniedException denied -> "no access to " + message;
            default -> message.lines().findFirst().orElseThrow();
        };
    }
}
