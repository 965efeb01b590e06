package io.suuupra.tools.journal;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code journal dump}: the commands as they stand in the journal. */
@Command(
    name = "dump",
    description = "Prints every frame as one line of JSON: its header and its command.",
    mixinStandardHelpOptions = true)
public final class DumpCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder, or the folder of its journal.")
    private Path folder;

    @Option(names = "--from", paramLabel = "SEQ", defaultValue = "1",
        description = "First sequence. Default: the first there is.")
    private long from;

    @Option(names = "--to", paramLabel = "SEQ", description = "Last sequence. Default: the last there is.")
    private Long to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "Most frames. Default: all.")
    private long limit;

    @Option(names = "--marks",
        description = "Also prints the header of each group: what was forced together, and the last " +
        "sequence that was durable before. A group without frames is a mark.")
    private boolean marks;

    /** Made by the command line. */
    public DumpCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        final long last = to == null ? Long.MAX_VALUE : to;
        if (from < 1 || last < from)
        {
            throw new ParameterException(spec.commandLine(),
                from < 1 ? "--from must be 1 or more" : "--to must not be below --from");
        }
        if (limit < 0)
        {
            throw new ParameterException(spec.commandLine(), "--limit must be 0 or more");
        }
        Dump.run(JournalFolder.open(folder).journal(), new Dump.Range(from, last, limit, marks),
            spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
