package io.suuupra.tools;

import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.upi.BankSettlement;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.settlement.CycleFiles;
import io.suuupra.tools.settlement.CycleName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code settlement}: the files of a settlement cycle. */
@Command(
    name = "settlement",
    description = {
        "Writes the files of a settlement cycle of UPI that was closed: for each bank a report (BANK-ntsl.csv) and " +
        "its payments (BANK-raw.csv), and what each settles (cycle.csv), in a folder with the cycle's name.",
        "The node goes on meanwhile. The folder is there when all of it is, and only if all of it adds up.",
        "The key needs the scope admin."
    },
    mixinStandardHelpOptions = true)
final class SettlementCommand implements Callable<Integer>
{
    private static final long FEE_MAX = 100_000;
    private static final long PROGRESS_NS = TimeUnit.SECONDS.toNanos(2);

    @Spec
    private CommandSpec spec;

    @Option(names = "--cycle", paramLabel = "CYCLE", defaultValue = "last",
        description = "Day in India and cycle: 2026-11-24/3C, of returns 2026-11-24/DC1; or last, or last-disputes. " +
            "Default: ${DEFAULT-VALUE}.")
    private String cycle;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "An existing folder.")
    private Path out;

    @Option(names = "--fee", paramLabel = "N", defaultValue = "0",
        description = "Minor units that each payment costs the bank that sent it, for a line of its own in the " +
            "report, which does not count into what is settled. Default: no such line.")
    private long fee;

    @Mixin
    private ConnectionOptions connection;

    @Override
    public Integer call() throws LedgerException, IOException, InterruptedException
    {
        final CycleName name = name();
        if (!Files.isDirectory(out))
        {
            throw new ParameterException(spec.commandLine(), "--out must name a folder that exists, not " + out);
        }
        if (fee < 0 || fee > FEE_MAX)
        {
            throw new ParameterException(spec.commandLine(), "--fee must be 0 to " + FEE_MAX + ", is " + fee);
        }
        try (SuuupraClient client = connection.client())
        {
            final Optional<SettlementCycle> found =
                LedgerException.await(client.upi().cycle(name.kind(), name.day(), name.number()));
            if (found.isEmpty())
            {
                throw new LedgerException("the cycle " + cycle + " was not closed", null);
            }
            final Progress progress = new Progress(spec.commandLine().getErr(), found.get());
            final Path folder =
                CycleFiles.write(found.get(), client.upi()::cyclePayments, out, fee, progress::accept);
            final PrintWriter output = spec.commandLine().getOut();
            output.println(folder);
            output.flush();
        }
        return Main.DONE;
    }

    private CycleName name()
    {
        try
        {
            return CycleName.parse(cycle);
        }
        catch (final IllegalArgumentException notAName)
        {
            throw new ParameterException(spec.commandLine(), "--cycle " + notAName.getMessage(), notAName);
        }
    }

    /** Says now and then how far it is. */
    private static final class Progress
    {
        private final PrintWriter err;
        private final long total;
        private long nextNs = System.nanoTime() + PROGRESS_NS;

        Progress(final PrintWriter err, final SettlementCycle cycle)
        {
            this.err = err;
            long count = 0;
            for (final BankSettlement bank : cycle.banks())
            {
                count += bank.sent().count() + bank.sentDeemed().count() + bank.within().count() +
                    bank.withinDeemed().count();
            }
            total = count;
        }

        void accept(final long payments)
        {
            if (System.nanoTime() - nextNs >= 0)
            {
                nextNs = System.nanoTime() + PROGRESS_NS;
                err.println(String.format(Locale.ROOT, "%,d of %,d payments", payments, total));
                err.flush();
            }
        }
    }
}
