package io.suuupra.tools.journal;

import io.suuupra.journal.DataFolder;
import io.suuupra.journal.DataPaths;
import io.suuupra.journal.audit.AuditChain;
import io.suuupra.journal.audit.AuditProof;
import io.suuupra.journal.audit.PublicNodeKey;
import io.suuupra.journal.disk.Disk;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code journal rotate-key}: gives the node another key to sign with. */
@Command(
    name = "rotate-key",
    description = {
        "Gives a node another key to sign its audit chain with, and prints the new public key. The old key and the " +
            "new one sign the change, then the old private key is removed. The node must not run.",
        "Receipts that were signed before stay valid: keep and publish the old public keys too."
    },
    mixinStandardHelpOptions = true)
public final class RotateKeyCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder.")
    private Path folder;

    /** Made by the command line. */
    public RotateKeyCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        final DataPaths paths = JournalFolder.data(folder);
        if (!AuditProof.exists(paths.audit()))
        {
            throw new IOException(folder + " has no audit chain yet: the node makes it at its first start");
        }
        final PublicNodeKey key;
        try (DataFolder locked = DataFolder.open(folder, Disk.SYSTEM))
        {
            key = AuditChain.changeKey(locked.paths().audit(), Disk.SYSTEM);
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.println("the node signs with the key " + key.idText() + " from now on:");
        out.print(key.pem());
        out.flush();
        return ExitCode.OK;
    }
}
