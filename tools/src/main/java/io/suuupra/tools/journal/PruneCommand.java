package io.suuupra.tools.journal;

import io.suuupra.journal.DataPaths;
import io.suuupra.journal.Prune;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.snapshot.SnapshotInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code journal prune}: removes what snapshots have made superfluous. */
@Command(
    name = "prune",
    description = {
        "Removes the journal files that the newest two snapshots do not need. With fewer than two valid snapshots nothing is " +
            "removed. Works while a node runs.",
        "After it a replay from the first command is no longer possible: copy the removed files before if that may be wanted."
    },
    mixinStandardHelpOptions = true)
public final class PruneCommand implements Callable<Integer>
{
    private static final int SNAPSHOTS = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder.")
    private Path folder;

    @Option(names = "--dry-run", description = "Only lists what would be removed.")
    private boolean dryRun;

    /** Made by the command line. */
    public PruneCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        final DataPaths paths = JournalFolder.data(folder);
        final PrintWriter out = spec.commandLine().getOut();
        final List<SnapshotInfo> valid = SnapshotFiles.valid(paths.snapshots(), SNAPSHOTS, damage ->
        {
            out.println("passed over: " + damage.getMessage());
            out.flush();
        });
        if (valid.size() < SNAPSHOTS)
        {
            throw new IOException("nothing removed: two valid snapshots are needed, there " +
                (valid.size() == 1 ? "is 1" : "are none"));
        }
        final Prune.Result result = Prune.journal(paths, new ListingDisk(out, dryRun));
        out.println((dryRun ? "would remove " : "removed ") + result.files() + " files, " + result.bytes() +
            " bytes; the snapshots at " + valid.getLast().sequence() + " and " + valid.getFirst().sequence() + " stay");
        out.flush();
        return ExitCode.OK;
    }

    /** Says what is removed; where it only should say it, it leaves everything as it is. */
    private static final class ListingDisk extends Disk
    {
        private final PrintWriter out;
        private final boolean dryRun;

        private ListingDisk(final PrintWriter out, final boolean dryRun)
        {
            this.out = out;
            this.dryRun = dryRun;
        }

        @Override
        public boolean delete(final Path path) throws IOException
        {
            out.println(path + " (" + Files.size(path) + " bytes)");
            out.flush();
            return dryRun || super.delete(path);
        }
    }
}
