package io.suuupra.tools.journal;

import io.suuupra.journal.Backup;
import io.suuupra.journal.disk.Disk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code journal restore}: a data folder from a backup. */
@Command(
    name = "restore",
    description = "Makes a data folder of a backup and verifies it. The backup stays as it is.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BACKUP", description = "What 'journal backup' has made.")
    private Path backup;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder that is missing or empty.")
    private Path target;

    /** Made by the command line. */
    public RestoreCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        return CopyReport.print(
            Backup.restore(JournalFolder.data(backup).root(), target, Disk.SYSTEM),
            target,
            spec.commandLine().getOut(),
            spec.commandLine().getErr());
    }
}
