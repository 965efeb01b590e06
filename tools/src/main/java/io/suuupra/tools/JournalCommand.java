package io.suuupra.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code journal}: what operators do with the journal of a data folder. Its commands are registered here and nowhere else. */
@Command(
    name = "journal",
    description = "Works on the journal of a data folder.",
    mixinStandardHelpOptions = true,
    subcommands = {})
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
