package io.suuupra.tools;

import io.suuupra.client.SuuupraClient;
import io.suuupra.client.UpiClient;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.SettlementTerms;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.upi.SwitchTables;
import io.suuupra.tools.ledger.LedgerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** {@code upi}: what an operator tells the switch. */
@Command(
    name = "upi",
    description = "Tells the UPI switch of a node what it goes by. The key needs the scope admin.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT")
final class UpiCommand implements Callable<Integer>
{
    private static final long OPEN_MAX = 10_000_000;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "what to tell is missing");
    }

    @Command(
        name = "limits",
        description = "Has it limit payments by the table of this version, in the place of all limits before.",
        mixinStandardHelpOptions = true)
    int limits(@Mixin final ConnectionOptions connection) throws LedgerException
    {
        return tell(connection, upi -> upi.setLimits(SwitchTables.limits()));
    }

    @Command(
        name = "bounds",
        description = "Bounds the transactions that one participant has begun and that have not ended.",
        mixinStandardHelpOptions = true)
    int bounds(
        @Option(names = "--open", paramLabel = "N", required = true, description = "1 to 10,000,000.") final long open,
        @Mixin final ConnectionOptions connection) throws LedgerException
    {
        if (open < 1 || open > OPEN_MAX)
        {
            throw new ParameterException(command("bounds"), "--open must be 1 to " + OPEN_MAX + ", is " + open);
        }
        return tell(connection, upi -> upi.setBounds(open));
    }

    @Command(
        name = "cycles",
        description = "Has it settle positions in the ten cycles and two dispute cycles of the table.",
        mixinStandardHelpOptions = true)
    int cycles(
        @Option(names = "--account", paramLabel = "ID", required = true,
            description = "Against which positions are settled: an account in their ledger.") final String account,
        @Mixin final ConnectionOptions connection) throws LedgerException
    {
        final UInt128 id;
        try
        {
            id = UInt128.parse(account);
        }
        catch (final IllegalArgumentException notAnId)
        {
            throw new ParameterException(command("cycles"), "--account " + notAnId.getMessage(), notAnId);
        }
        return tell(connection, upi -> upi.setCycles(SettlementTerms.ofTable(id)));
    }

    @Command(
        name = "close",
        description = "Closes the running cycle, if it has ended; a node does it by itself.",
        mixinStandardHelpOptions = true)
    int close(
        @Option(names = "--disputes", description = "The cycle of what was returned.") final boolean disputes,
        @Mixin final ConnectionOptions connection) throws LedgerException
    {
        return tell(connection,
            upi -> upi.closeCycle(disputes ? UpiCycleKind.DISPUTES : UpiCycleKind.AUTHORISED));
    }

    private static int tell(
        final ConnectionOptions connection, final Function<UpiClient, CompletableFuture<Acknowledgement>> message)
        throws LedgerException
    {
        try (SuuupraClient client = connection.client())
        {
            final Acknowledgement answer = LedgerException.await(message.apply(client.upi()));
            if (!answer.codeText().isEmpty())
            {
                throw new LedgerException("the switch refuses it: " + answer.codeText(), null);
            }
        }
        return Main.DONE;
    }

    private CommandLine command(final String name)
    {
        return spec.subcommands().get(name);
    }
}
