package io.suuupra.tools;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import io.suuupra.tools.mapping.MinorUnits;
import io.suuupra.tools.report.Scale;
import io.suuupra.tools.report.Statement;
import io.suuupra.tools.report.Timestamps;
import io.suuupra.tools.report.TrialBalance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code report}: what finance reads. */
@Command(
    name = "report",
    description = "Prints reports of the ledger.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "REPORT")
final class ReportCommand implements Callable<Integer>
{
    private final LedgerConnector connector;

    @Spec
    private CommandSpec spec;

    ReportCommand(final LedgerConnector connector)
    {
        this.connector = connector;
    }

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "a report is missing");
    }

    @Command(
        name = "trial-balance",
        description =
            "Lists every account with its debits and credits, and checks for each ledger that they are equal. Exit " +
            "code 1 if they are not.",
        mixinStandardHelpOptions = true)
    int trialBalance(
        @Option(names = "--ledger", paramLabel = "N", defaultValue = "0", description = "Only this ledger.")
        final long ledgerNumber,
        @Mixin final ScaleOption scale,
        @Mixin final ConnectionOptions connection) throws LedgerException
    {
        if (ledgerNumber < 0 || ledgerNumber > 0xFFFF_FFFFL)
        {
            throw new ParameterException(command("trial-balance"), "--ledger must be 1 to 4294967295");
        }
        final Scale decimals = scale.scale(command("trial-balance"));
        final TrialBalance balance;
        try (LedgerPort ledger = connection.connect(connector))
        {
            balance = TrialBalance.read(ledger, (int)ledgerNumber);
        }
        print(balance.render(decimals));
        if (balance.isBalanced())
        {
            return Main.DONE;
        }
        complain(balance.isOneCut() ? "debits and credits are not equal" :
            "transfers were made while the accounts were read, so the sums are not of one moment: run it again");
        return Main.FAILED;
    }

    @Command(
        name = "statement",
        description = "Lists the transfers of an account with its balance after each.",
        mixinStandardHelpOptions = true)
    int statement(
        @Parameters(paramLabel = "ACCOUNT", description = "Id: a decimal number or a UUID.") final String account,
        @Option(names = "--from", paramLabel = "TIME",
            description = "A day (2026-01-31, UTC), an instant or nanoseconds.")
        final String from,
        @Option(names = "--to", paramLabel = "TIME", description = "The same, included; a day to its end.")
        final String to,
        @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "Most rows. Default: all.")
        final long limit,
        @Mixin final ScaleOption scale,
        @Mixin final ConnectionOptions connection) throws LedgerException
    {
        if (limit < 0)
        {
            throw new ParameterException(command("statement"), "--limit must be 0 or more");
        }
        final UInt128 id = accountId(account);
        final long fromNs = time("--from", from, false);
        final long toNs = time("--to", to, true);
        final Scale decimals = scale.scale(command("statement"));
        final Statement statement;
        try (LedgerPort ledger = connection.connect(connector))
        {
            statement = Statement.read(ledger, id, fromNs, toNs, limit);
        }
        if (statement == null)
        {
            complain("there is no account " + id);
            return Main.FAILED;
        }
        print(statement.render(decimals));
        return Main.DONE;
    }

    /** How amounts are shown. */
    static final class ScaleOption
    {
        @Option(
            names = "--scale",
            paramLabel = "N",
            description =
                "Decimals of the amounts, 0 to 18. Default: those of the currency for ledgers numbered as in ISO " +
                "4217, else minor units.")
        private Integer decimals;

        Scale scale(final CommandLine command)
        {
            if (decimals != null && (decimals < 0 || decimals > MinorUnits.SCALE_MAX))
            {
                throw new ParameterException(command, "--scale must be 0 to " + MinorUnits.SCALE_MAX);
            }
            return new Scale(decimals == null ? Scale.BY_LEDGER : decimals);
        }
    }

    private UInt128 accountId(final String text)
    {
        try
        {
            return UInt128.parse(text);
        }
        catch (final IllegalArgumentException notAnId)
        {
            throw new ParameterException(command("statement"), "ACCOUNT " + notAnId.getMessage(), notAnId);
        }
    }

    private long time(final String option, final String text, final boolean endOfDay)
    {
        try
        {
            return text == null ? 0 : Timestamps.parse(text, endOfDay);
        }
        catch (final IllegalArgumentException notATime)
        {
            throw new ParameterException(command("statement"), option + " " + notATime.getMessage(), notATime);
        }
    }

    private CommandLine command(final String name)
    {
        return spec.subcommands().get(name);
    }

    private void print(final String text)
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private void complain(final String line)
    {
        final PrintWriter err = spec.commandLine().getErr();
        err.println("suuupra: " + line);
        err.flush();
    }
}
