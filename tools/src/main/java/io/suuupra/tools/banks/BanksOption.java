package io.suuupra.tools.banks;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Where the banks are. */
final class BanksOption
{
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "./data",
        description = "Data folder of the node; the banks' are below it. Default: ${DEFAULT-VALUE}.")
    private Path data;

    BanksFolder folder()
    {
        return new BanksFolder(data);
    }
}
