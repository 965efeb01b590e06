package io.suuupra.tools;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.journal.audit.PublicNodeKey;
import io.suuupra.journal.audit.Receipt;
import io.suuupra.tools.journal.ReceiptFile;
import io.suuupra.tools.report.Timestamps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code verify-receipt}: proves a receipt, without the node. */
@Command(
    name = "verify-receipt",
    description = {
        "Proves a receipt with nothing but the node's public key: that the key's owner has signed that this very " +
            "transfer was recorded. Needs no node and no network.",
        "Exit code 0 if it is proven, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class VerifyReceiptCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The receipt, as the node wrote it.")
    private Path file;

    @Option(names = "--key", paramLabel = "PUB", required = true,
        description = "The node's public key: a file (PEM), or 32 bytes in base64. Get it from the node's owner.")
    private String key;

    @Override
    public Integer call() throws IOException
    {
        final PublicNodeKey trusted = trusted();
        String problem;
        Receipt receipt = null;
        try
        {
            receipt = ReceiptFile.read(file);
            problem = receipt.problem(trusted);
        }
        catch (final IllegalArgumentException bad)
        {
            problem = bad.getMessage();
        }
        if (problem != null)
        {
            final PrintWriter err = spec.commandLine().getErr();
            err.println("suuupra: not proven: " + problem);
            err.flush();
            return Main.FAILED;
        }
        final Transfer transfer = receipt.leaf().transfer();
        final PrintWriter out = spec.commandLine().getOut();
        out.println("proven: transfer " + transfer.id() + " of " + transfer.amount() + " from account " +
            transfer.debitAccountId() + " to " + transfer.creditAccountId() + " on ledger " +
            Integer.toUnsignedString(transfer.ledger()) + ", recorded " + Timestamps.format(receipt.leaf().recorded()) +
            ", signed at sequence " + receipt.checkpoint().sequence() + " by the key " + trusted.idText());
        out.flush();
        return Main.DONE;
    }

    private PublicNodeKey trusted() throws IOException
    {
        try
        {
            return PublicNodeKey.parseOrRead(key);
        }
        catch (final IllegalArgumentException bad)
        {
            throw new ParameterException(spec.commandLine(), "--key: " + bad.getMessage(), bad);
        }
    }
}
