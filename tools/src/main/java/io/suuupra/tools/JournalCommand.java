package io.suuupra.tools;

import io.suuupra.tools.journal.BackupCommand;
import io.suuupra.tools.journal.DiffCommand;
import io.suuupra.tools.journal.DumpCommand;
import io.suuupra.tools.journal.InfoCommand;
import io.suuupra.tools.journal.PruneCommand;
import io.suuupra.tools.journal.ReplayCommand;
import io.suuupra.tools.journal.RestoreCommand;
import io.suuupra.tools.journal.RotateKeyCommand;
import io.suuupra.tools.journal.SnapshotCommand;
import io.suuupra.tools.journal.VerifyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/**
 * {@code journal}: what operators do with the journal of a data folder. Its commands are registered here and nowhere
 * else.
 */
@Command(
    name = "journal",
    description = "Works on the journal of a data folder.",
    mixinStandardHelpOptions = true,
    subcommands = {
        InfoCommand.class,
        DumpCommand.class,
        VerifyCommand.class,
        ReplayCommand.class,
        DiffCommand.class,
        SnapshotCommand.class,
        PruneCommand.class,
        BackupCommand.class,
        RestoreCommand.class,
        RotateKeyCommand.class
    })
final class JournalCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "a command for the journal is missing");
    }
}
