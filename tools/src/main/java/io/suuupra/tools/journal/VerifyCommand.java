package io.suuupra.tools.journal;

import io.suuupra.tools.journal.SnapshotContent.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code journal verify}: is all of a folder as it was written? */
@Command(
    name = "verify",
    description = {
        "Reads every group and frame of the journal, every snapshot, and the store below the newest one, and proves them.",
        "Exit code 1 if anything is damaged; each damage is named. Works while a node runs.",
        "A torn group behind all that was ever durable is no damage: the next start cuts it off."
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder, or the folder of its journal.")
    private Path folder;

    /** Made by the command line. */
    public VerifyCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        return report(Verification.run(JournalFolder.open(folder)), spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /**
     * Prints what a verification has found.
     *
     * @return exit code.
     */
    static int report(final Verification.Result result, final PrintWriter out, final PrintWriter err)
    {
        out.println("journal: " + result.frames() + " frames, " + result.groups() + " groups and marks, " + result.bytes() +
            " bytes, " + result.framesPerSecond() + " frames/s");
        if (!result.snapshots().isEmpty())
        {
            out.println("snapshots: " + result.snapshots().size() + ", " +
                result.snapshots().stream().filter(Checked::isValid).count() + " in order; store: " +
                result.storeRows() + " rows as the newest one holds them");
        }
        if (result.tornBytes() > 0)
        {
            out.println("tail: " + result.tornBytes() + " bytes behind sequence " + result.lastSequence() +
                " are no complete group: torn, or being written; nothing of it was ever durable");
        }
        if (result.problems().isEmpty())
        {
            out.println("ok: " + result.frames() + " frames" + (result.frames() == 0 ? "" :
                ", sequences " + result.firstSequence() + " to " + result.lastSequence()));
        }
        out.flush();
        result.problems().forEach(problem -> err.println("suuupra: " + problem));
        err.flush();
        return result.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
