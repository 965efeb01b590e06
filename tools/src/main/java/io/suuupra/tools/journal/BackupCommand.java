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

/** {@code journal backup}: a copy of a data folder, while a node works on it or not. */
@Command(
    name = "backup",
    description = {
        "Copies a data folder and verifies the copy: the newest snapshot, the store below it, the journal from there " +
        "on, the keys. Works while a node runs; all that was acknowledged before the start is in the copy.",
        "Start no node on the backup itself, it would go on there: make a folder of it with 'journal restore'."
    },
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder.")
    private Path folder;

    @Option(names = "--to", paramLabel = "TARGET", required = true, description = "Folder that is missing or empty.")
    private Path target;

    /** Made by the command line. */
    public BackupCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        return CopyReport.print(
            Backup.create(JournalFolder.data(folder).root(), target, Disk.SYSTEM),
            target,
            spec.commandLine().getOut(),
            spec.commandLine().getErr());
    }
}
