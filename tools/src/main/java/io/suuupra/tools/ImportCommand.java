package io.suuupra.tools;

import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.tools.importer.Importer;
import io.suuupra.tools.importer.ImportSummary;
import io.suuupra.tools.importer.Reconciler;
import io.suuupra.tools.importer.Reconciliation;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.MappingReader;
import io.suuupra.tools.mapping.MinorUnits;
import io.suuupra.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code import}: a file into the ledger, and the ledger against the file. */
@Command(
    name = "import",
    description = {
        "Imports a delimited file as accounts and transfers, by a mapping (see docs/examples).",
        "",
        "Ids come from the rows alone: an import that is run again changes nothing, and one that was cut short goes " +
        "on. Bad rows are listed on standard error and the others imported. Where the mapping says how, the ledger " +
        "is reconciled with the balances that the file prints.",
        ""
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer>
{
    private final LedgerConnector connector;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to import.")
    private Path file;

    @Option(names = "--mapping", paramLabel = "FILE.yaml", required = true, description = "What its rows mean.")
    private Path mappingFile;

    @Option(
        names = "--max-errors",
        paramLabel = "N",
        defaultValue = "100",
        description = "Bad rows after which the import gives up; 0 = never. Default: ${DEFAULT-VALUE}.")
    private long maxErrors;

    @Option(
        names = "--in-flight",
        paramLabel = "N",
        defaultValue = "4",
        description = "Batches sent before the first answer is waited for, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Mixin
    private ConnectionOptions connection;

    ImportCommand(final LedgerConnector connector)
    {
        this.connector = connector;
    }

    @Override
    public Integer call() throws IOException, MappingException, LedgerException
    {
        if (inFlight < 1 || inFlight > 64)
        {
            throw new ParameterException(spec.commandLine(), "--in-flight must be 1 to 64");
        }
        if (maxErrors < 0)
        {
            throw new ParameterException(spec.commandLine(), "--max-errors must be 0 or more");
        }
        final Mapping mapping = readMapping();
        final long length = Files.size(file);
        final PrintWriter out = spec.commandLine().getOut();
        final ImportConsole console = new ImportConsole(spec.commandLine().getErr(), file, length);
        final ImportSummary summary;
        try (LedgerPort ledger = connection.connect(connector))
        {
            summary = new Importer(mapping, ledger, console, inFlight, maxErrors).run(file);
            console.done();
            printSummary(out, summary);
            if (mapping.reconcile().isPresent() && summary.isComplete())
            {
                final Reconciliation reconciliation = new Reconciler(mapping, ledger).run(file, summary.rows());
                out.println();
                printReconciliation(out, reconciliation, mapping.reconcile().get().scale());
            }
        }
        catch (final LedgerException failed)
        {
            console.done();
            throw failed;
        }
        out.flush();
        if (summary.badRows() == 0)
        {
            return Main.DONE;
        }
        final PrintWriter err = spec.commandLine().getErr();
        err.println(
            "suuupra: " + summary.badRows() + " of " + summary.rows() + " rows were not imported as they stand" +
            (summary.isComplete() ? "" : "; gave up there, see --max-errors"));
        err.flush();
        return Main.FAILED;
    }

    private Mapping readMapping() throws IOException, MappingException
    {
        try
        {
            return MappingReader.read(mappingFile);
        }
        catch (final MappingException refused)
        {
            throw new MappingException(mappingFile.toString(), refused.getMessage());
        }
    }

    private static void printSummary(final PrintWriter out, final ImportSummary summary)
    {
        out.println("rows       " + number(summary.rows()) + " read, " + number(summary.badRows()) + " bad");
        out.println("accounts   " + counts(
            summary.accounts(CreateAccountStatus.CREATED), summary.accounts(CreateAccountStatus.EXISTS),
            summary.accountsRefused()));
        out.println("transfers  " + counts(
            summary.transfers(CreateTransferStatus.CREATED), summary.transfers(CreateTransferStatus.EXISTS),
            summary.transfersRefused()));
    }

    private static String counts(final long created, final long existing, final Map<String, Long> refused)
    {
        final StringBuilder line = new StringBuilder();
        line.append(number(created)).append(" created, ").append(number(existing)).append(" existing, ")
            .append(number(refused.values().stream().mapToLong(Long::longValue).sum())).append(" refused");
        refused.forEach((status, count) -> line.append(", ").append(status).append(' ').append(number(count)));
        return line.toString();
    }

    private static void printReconciliation(final PrintWriter out, final Reconciliation result, final int scale)
    {
        out.println(
            "reconciliation of " + number(result.accounts()) + " accounts, " + number(result.days()) + " days: " +
            number(result.agreed()) + " agree" + percent(result.agreed(), result.days()) + ", " +
            number(result.breaks().size()) + " do not");
        if (result.breaks().isEmpty())
        {
            return;
        }
        final TextTable table = new TextTable().left("account").left("ledger account").left("day").right("opening")
            .right("movements").right("sum").right("ledger says").right("file says").right("difference");
        for (final Reconciliation.Break broken : result.breaks())
        {
            final Long printed = broken.printed();
            table.row(broken.label(), broken.account().toString(), Long.toString(broken.day()),
                MinorUnits.format(broken.opening(), scale), Long.toString(broken.movements()),
                MinorUnits.format(broken.sum(), scale), MinorUnits.format(broken.computed(), scale),
                printed == null ? "nothing" : MinorUnits.format(printed, scale),
                printed == null ? "" : MinorUnits.format(Math.subtractExact(broken.computed(), printed), scale));
        }
        out.print(table.render());
    }

    private static String percent(final long part, final long whole)
    {
        if (whole == 0)
        {
            return "";
        }
        final long hundredths = (part * 10_000 + whole / 2) / whole;
        // 100.00 % means all, whatever the rounding.
        return " (" + MinorUnits.format(part < whole ? Math.min(hundredths, 9_999) : hundredths, 2) + " %)";
    }

    private static String number(final long value)
    {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
