package io.suuupra.tools.journal;

import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.journal.DataPaths;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.snapshot.SnapshotInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code journal snapshot}: the state of a folder that no node works on, as a snapshot. */
@Command(
    name = "snapshot",
    description = {
        "Recovers a data folder and leaves a snapshot of where it ends, so that the next start replays nothing.",
        "No node may run on the folder: one that runs writes its own. No time passes: nothing expires."
    },
    mixinStandardHelpOptions = true)
public final class SnapshotCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder.")
    private Path folder;

    /** Made by the command line. */
    public SnapshotCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        final DataPaths paths = JournalFolder.data(folder);
        if (CycleFiles.list(paths.journal()).isEmpty())
        {
            throw new IOException(folder + " has no journal yet");
        }
        final StoreFiles store = StoreFiles.open(paths.store());
        final LocalNodeOptions defaults = LocalNodeOptions.defaults(paths.root());
        // A clock that stands at the last timestamp: whether the folder's own is a sandbox's is not known here.
        final LocalNodeOptions options = defaults
            .withManualClock(1)
            .withSnapshots(0, false)
            .withFiles(defaults.journal().withAhead(false),
                store.segments() == 0 ? defaults.rowsPerSegment() : store.segmentRows());
        final Optional<SnapshotInfo> before = SnapshotFiles.newestValid(paths.snapshots(), damage -> { });
        final PrintWriter out = spec.commandLine().getOut();
        try (LocalNode node = LocalNode.open(options))
        {
            final long sequence = node.recoveredSequence();
            if (before.isPresent() && before.get().sequence() == sequence)
            {
                out.println("the snapshot at sequence " + sequence + " is the newest there can be");
            }
            else if (node.snapshot())
            {
                out.println("snapshot at sequence " + node.metrics().sequence());
            }
            else
            {
                throw new IOException("the snapshot could not be written: " + node.metrics().halted());
            }
        }
        out.flush();
        return ExitCode.OK;
    }
}
