package io.suuupra.tools.journal;

import io.suuupra.journal.audit.AuditProof;
import io.suuupra.journal.audit.PublicNodeKey;
import io.suuupra.tools.journal.SnapshotContent.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
        "Proves every group and frame of the journal, every snapshot, the store below the newest one, and the audit " +
            "chain with its signatures.",
        "Without --key the chain is held against the public key in its own folder: whoever can change the folder can " +
            "change that key too.",
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

    @Option(names = "--key", paramLabel = "PUB",
        description = "The node's public key, or one it had before: a file (PEM), or 32 bytes in base64.")
    private String key;

    @Option(names = "--receipt", paramLabel = "FILE",
        description = "A receipt: its checkpoint must be one of this chain. Shows that nothing was rolled back.")
    private Path receipt;

    @Option(names = "--audit", paramLabel = "DIR",
        description = "Folder of the audit chain. Default: audit in the data folder.")
    private Path audit;

    /** Made by the command line. */
    public VerifyCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        return report(Verification.run(JournalFolder.open(folder), demand()),
            spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private AuditDemand demand() throws IOException
    {
        try
        {
            return new AuditDemand(audit, key == null ? null : PublicNodeKey.parseOrRead(key),
                receipt == null ? null : ReceiptFile.read(receipt));
        }
        catch (final IllegalArgumentException bad)
        {
            throw new ParameterException(spec.commandLine(), bad.getMessage(), bad);
        }
    }

    /**
     * Prints what a verification has found.
     *
     * @return exit code.
     */
    static int report(final Verification.Result result, final PrintWriter out, final PrintWriter err)
    {
        out.println("journal: " + result.frames() + " frames, " + result.groups() + " groups and marks, " +
            result.bytes() + " bytes, " + result.framesPerSecond() + " frames/s");
        if (!result.snapshots().isEmpty())
        {
            out.println("snapshots: " + result.snapshots().size() + ", " +
                result.snapshots().stream().filter(Checked::isValid).count() + " in order; store: " +
                result.storeRows() + " rows as the newest one holds them");
        }
        if (result.audit() != null)
        {
            out.println(auditLine(result.audit(), result.lastSequence()));
        }
        else if (result.problems().isEmpty())
        {
            out.println("audit: no chain was found, so no signature was checked");
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

    private static String auditLine(final AuditProof.Summary audit, final long lastSequence)
    {
        final long unsigned = lastSequence - audit.signedSequence();
        return "audit: " + audit.frames() + " frames from sequence " + audit.first() + " on, " + audit.blocks() +
            " closed blocks, " + audit.checkpoints() + " checkpoints, signed up to sequence " +
            audit.signedSequence() + " by the key " + audit.keyId() +
            (unsigned > 0 ? "; " + unsigned + " frames behind it are not signed" : "");
    }
}
