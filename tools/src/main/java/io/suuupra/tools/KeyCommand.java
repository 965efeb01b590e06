package io.suuupra.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code key}: the API keys of a data folder. */
@Command(name = "key", description = "Lists, adds and removes API keys of a data folder.", mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "list, add or remove is missing");
    }
}
