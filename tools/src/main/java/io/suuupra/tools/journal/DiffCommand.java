package io.suuupra.tools.journal;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code journal diff}: where two journals part. */
@Command(
    name = "diff",
    description = {
        "Finds the first command in which two journals differ and prints both as JSON; null where one journal has " +
        "ended.",
        "Epochs and checksums are not compared. Exit code 1 if the journals differ."
    },
    mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR1", description = "Data folder, or the folder of its journal.")
    private Path one;

    @Parameters(index = "1", paramLabel = "DIR2", description = "Another.")
    private Path other;

    /** Made by the command line. */
    public DiffCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        final PrintWriter out = spec.commandLine().getOut();
        final Difference.Result result =
            Difference.run(JournalFolder.open(one).journal(), JournalFolder.open(other).journal(), out);
        if (result.different() != 0)
        {
            throw new IOException("the journals differ at sequence " + result.different() +
                (result.different() == result.first() ? "" :
                    ", they are equal from " + result.first() + " to " + (result.different() - 1)));
        }
        out.println(result.last() < result.first() ? "equal: both are empty" :
            "equal: sequences " + result.first() + " to " + result.last());
        out.flush();
        return ExitCode.OK;
    }
}
