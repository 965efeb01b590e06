package io.suuupra.tools;

import io.suuupra.tools.banks.BanksProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code up}: the processes of a Suuupra. */
@Command(
    name = "up",
    description = "Starts a node and simulated banks and runs them until Ctrl-C; a second start recovers.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer>
{
    /** What {@code --only} may name. */
    private static final List<String> PARTS = List.of("node", "banks");
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");
    private static final Closeable NOTHING = () ->
    {
    };
    private static final int PORT_MAX = 0xFFFF;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "./data",
        description = "Data folder, made if it is not there. Default: ${DEFAULT-VALUE}.")
    private Path data;

    @Option(names = "--http", paramLabel = "PORT", defaultValue = "8080",
        description = "Port of REST. Default: ${DEFAULT-VALUE}.")
    private int http;

    @Option(names = "--binary", paramLabel = "PORT", defaultValue = "9000",
        description = "Port of the binary protocol. Default: ${DEFAULT-VALUE}.")
    private int binary;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
        description = "Address to listen on; one that other machines reach needs TLS or --insecure. " +
            "Default: ${DEFAULT-VALUE}, this machine only.")
    private String bind;

    @Option(names = "--sandbox",
        description = "A clock that only moves when it is told to, for tests of what takes time.")
    private boolean sandbox;

    @Option(names = "--clock-start", paramLabel = "NS",
        description = "Where the clock of a sandbox starts: ns since 1970-01-01T00:00Z. Default: now.")
    private Long clockStart;

    @Option(names = "--only", paramLabel = "LIST", split = ",", defaultValue = "node,banks",
        description = "Parts to start, of: node, banks. Default: all.")
    private List<String> only;

    @Option(names = "--end-with-input", hidden = true,
        description = "Ends at once, as if killed, when its standard input does: for tests, which must leave nothing " +
            "behind, however they end themselves.")
    private boolean endWithInput;

    @Mixin
    private FrontDoor frontDoor;

    @Mixin
    private FileSizes fileSizes;

    @Override
    public Integer call() throws Exception
    {
        checkPort("--http", http);
        checkPort("--binary", binary);
        if (http == binary && http != 0)
        {
            throw wrong("--http and --binary must be different ports");
        }
        if (clockStart != null && (!sandbox || clockStart <= 0))
        {
            throw wrong(sandbox ? "--clock-start must be above 0" : "--clock-start needs --sandbox");
        }
        for (final String part : new TreeSet<>(only))
        {
            if (!PARTS.contains(part))
            {
                throw wrong("--only must name parts of: " + String.join(", ", PARTS) + "; not '" + part + "'");
            }
        }
        if (!only.contains("node"))
        {
            throw wrong("--only must name node; banks by themselves are: suuupra banks run");
        }
        if (!frontDoor.fault().isEmpty())
        {
            throw wrong(frontDoor.fault());
        }
        if (endWithInput)
        {
            Thread.ofPlatform().name("end-with-input").daemon(true).start(UpCommand::endWithInput);
        }
        return NodeStart.run(
            fileSizes, frontDoor, data, bind, http, binary, sandbox, clockStart == null ? 0 : clockStart,
            only.contains("banks") ? this::startBanks : _ -> NOTHING);
    }

    private Closeable startBanks(final int port)
    {
        if (frontDoor.isTls())
        {
            System.out.printf("  banks      not started, since they cannot know whom to trust: " +
                "./suuupra banks run --node suuupras://HOST:%d --ca FILE%n", port);
            return NOTHING;
        }
        final String host = WILDCARDS.contains(bind) ? "127.0.0.1" : bind.contains(":") ? "[" + bind + "]" : bind;
        return BanksProcess.start(Main.class, data, host + ":" + port, System.out);
    }

    // To watch the process that started this one would need a file each time, and there may be none to be had.
    private static void endWithInput()
    {
        try
        {
            while (System.in.read() >= 0)
            {
                // Nobody has anything to say here.
            }
            System.err.println("suuupra: standard input has ended");
        }
        catch (final IOException broken)
        {
            System.err.println("suuupra: standard input is broken: " + broken.getMessage());
        }
        Runtime.getRuntime().halt(Main.FAILED);
    }

    private void checkPort(final String option, final int port)
    {
        if (port < 0 || port > PORT_MAX)
        {
            throw wrong(option + " must be 0 (any free port) to " + PORT_MAX);
        }
    }

    private ParameterException wrong(final String rule)
    {
        return new ParameterException(spec.commandLine(), rule);
    }
}
