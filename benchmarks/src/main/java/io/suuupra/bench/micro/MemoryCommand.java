package io.suuupra.bench.micro;

import io.suuupra.bench.Main;
import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.OwnNode;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code memory}: what accounts and transfers take of it. */
@Command(
    name = "memory",
    description = "What an account and a stored transfer take of memory in the engine, on the Java heap and outside" +
        " of it. The store's files are not counted: the system keeps of them what it has room for. Linux.",
    mixinStandardHelpOptions = true)
public final class MemoryCommand implements Callable<Integer>
{
    private static final int ACCOUNTS_MAX = 10_000_000;
    private static final long TRANSFERS_MAX = 1_000_000_000L;
    private static final long SPARE_BYTES = 1L << 30;

    @Spec
    private CommandSpec spec;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "2000000",
        description = "Accounts, ${DEFAULT-VALUE} by default.")
    private int accounts;

    @Option(names = "--transfers", paramLabel = "N", defaultValue = "20000000",
        description = "Transfers, ${DEFAULT-VALUE} by default; each needs 208 bytes of memory for the time of the run.")
    private long transfers;

    /** Used by the command line. */
    public MemoryCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        if (accounts < 2 || accounts > ACCOUNTS_MAX)
        {
            throw new ParameterException(spec.commandLine(), "--accounts must be 2 to " + ACCOUNTS_MAX);
        }
        if (transfers < 1 || transfers > TRANSFERS_MAX)
        {
            throw new ParameterException(spec.commandLine(), "--transfers must be 1 to " + TRANSFERS_MAX);
        }
        final Conditions conditions = Conditions.ofThisProcess();
        final List<String> command =
            OwnNode.command(MemoryRun.class, Integer.toString(accounts), Long.toString(transfers));
        command.addAll(command.indexOf("-cp"), List.of("-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch",
            "-XX:MaxDirectMemorySize=" + (transfers * StoreRecordDecoder.BLOCK_LENGTH + SPARE_BYTES)));
        final int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        final PrintWriter out = spec.commandLine().getOut();
        out.printf("%nConditions%n%s", conditions.text());
        out.flush();
        return exit == 0 ? Main.DONE : Main.FAILED;
    }
}
