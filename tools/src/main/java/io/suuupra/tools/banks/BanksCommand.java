package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bank.FaultPlan;
import io.suuupra.tools.banks.DemoTown.Participant;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.MinorUnits;
import io.suuupra.tools.report.TextTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code banks}: banks and PSPs of the demo. */
@Command(
    name = "banks",
    description = "Runs simulated banks and PSPs, shows them, and has things go wrong there.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = BanksRunCommand.class)
public final class BanksCommand implements Callable<Integer>
{
    private static final int DECIMALS = 2;

    @Spec
    private CommandSpec spec;

    /** Used by the command line. */
    public BanksCommand()
    {
    }

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "run, list, show, faults, state, pin or eod is missing");
    }

    @Command(name = "list", description = "Lists banks and PSPs, and whether they take part.",
        mixinStandardHelpOptions = true)
    int list(@Mixin final BanksOption banks)
    {
        final TextTable table =
            new TextTable().left("name").left("is").right("number").left("now").left("faults").right("process");
        for (final Participant participant : DemoTown.PARTICIPANTS)
        {
            String now = "not running";
            String faults = "";
            String process = "";
            try
            {
                final JsonNode answer = ControlClient.ask(
                    banks.folder(), participant.name(), request("status", participant.name()));
                now = answer.get("connected").asBoolean() ? "connected" : "away";
                faults = answer.get("faults").asBoolean() ? "yes" : "none";
                process = answer.get("process").asText();
            }
            catch (final IOException nobody)
            {
                // What is not there is what is listed.
                faults = "";
            }
            table.row(participant.name(), participant.isBank() ? "bank" : "PSP",
                Integer.toString(participant.number()), now, faults, process);
        }
        return print(table.render());
    }

    @Command(name = "show", description = "Shows a bank: its customers, what it owes and is owed, its faults.",
        mixinStandardHelpOptions = true)
    int show(
        @Parameters(paramLabel = "BANK", description = "Four letters.") final String bank,
        @Mixin final BanksOption banks) throws IOException, MappingException
    {
        final JsonNode answer = ask(banks, "show", bank);
        final TextTable table = new TextTable().left("address").right("account").left("state").right("rupees");
        for (final JsonNode account : answer.get("accounts"))
        {
            table.row(account.get("address").asText(), account.get("reference").asText(),
                account.get("state").asText(), rupees(account.get("paise")));
        }
        return print(table.render() +
            "owes other banks    " + rupees(answer.get("payable_paise")) + "\n" +
            "is owed by them     " + rupees(answer.get("receivable_paise")).replaceFirst("^-", "") + "\n" +
            "connected           " + (answer.get("connected").asBoolean() ? "yes" : "no") + "\n" +
            "faults              " + faults(answer) + "\n");
    }

    @Command(name = "faults",
        description = "Has things go wrong at a bank, from now on and after a restart, too; shows what does. Rates " +
            "are per cent with up to three decimals. Chance follows from the seed and the payment.",
        mixinStandardHelpOptions = true, sortOptions = false)
    int faults(
        @Parameters(paramLabel = "BANK", description = "Four letters.") final String bank,
        @Mixin final FaultOptions options,
        @Mixin final BanksOption banks) throws IOException, MappingException
    {
        JsonNode answer = ask(banks, "faults", bank);
        final FaultPlan before = FaultJson.plan(answer.get("plan"));
        final FaultPlan after;
        try
        {
            after = options.applyTo(before);
        }
        catch (final IllegalArgumentException wrong)
        {
            throw new ParameterException(spec.subcommands().get("faults"), wrong.getMessage(), wrong);
        }
        if (!after.equals(before))
        {
            final ObjectNode request = request("faults", bank(bank));
            request.set("plan", FaultJson.write(after));
            answer = ControlClient.ask(banks.folder(), bank(bank), request);
        }
        return print(faults(answer) + "\n");
    }

    @Command(name = "state", description = "Puts a customer's account into another state.",
        mixinStandardHelpOptions = true)
    int state(
        @Parameters(paramLabel = "BANK", description = "Four letters.") final String bank,
        @Parameters(paramLabel = "ADDRESS", description = "Of the customer.") final String address,
        @Parameters(paramLabel = "STATE", description = "active, dormant, frozen, closed or nre.") final String state,
        @Mixin final BanksOption banks) throws IOException
    {
        final JsonNode answer = ControlClient.ask(banks.folder(), bank(bank),
            request("state", bank(bank)).put("address", address).put("state", state));
        return print(address + " is " + answer.get("state").asText() + "\n");
    }

    @Command(name = "pin", description = "Gives a customer another PIN, which is not locked.",
        mixinStandardHelpOptions = true)
    int pin(
        @Parameters(paramLabel = "BANK", description = "Four letters.") final String bank,
        @Parameters(paramLabel = "ADDRESS", description = "Of the customer.") final String address,
        @Parameters(paramLabel = "PIN", description = "4 to 6 digits.") final String pin,
        @Mixin final BanksOption banks) throws IOException
    {
        ControlClient.ask(banks.folder(), bank(bank),
            request("pin", bank(bank)).put("address", address).put("pin", pin));
        return print(address + " has another PIN\n");
    }

    @Command(name = "eod",
        description = "Writes a bank's extract, a line for each leg, and its end of day beside it (FILE.eod.csv).",
        mixinStandardHelpOptions = true)
    int endOfDay(
        @Parameters(paramLabel = "BANK", description = "Four letters.") final String bank,
        @Option(names = "--out", paramLabel = "FILE", required = true, description = "CSV to write or replace.")
        final Path out,
        @Mixin final BanksOption banks) throws IOException
    {
        final JsonNode answer = ControlClient.ask(banks.folder(), bank(bank),
            request("eod", bank(bank)).put("out", out.toAbsolutePath().normalize().toString()));
        final long omitted = answer.get("omitted").asLong();
        return print(answer.get("legs").asText() + " legs in " + out +
            (omitted == 0 ? "" : ", but for " + omitted + " that the bank leaves out") + "; end of day in " +
            answer.get("summary").asText() + "\n");
    }

    private JsonNode ask(final BanksOption banks, final String what, final String bank) throws IOException
    {
        return ControlClient.ask(banks.folder(), bank(bank), request(what, bank(bank)));
    }

    private String bank(final String name)
    {
        return DemoTown.participant(name).filter(Participant::isBank).map(Participant::name).orElseThrow(() ->
            new ParameterException(spec.commandLine(), "BANK must be one of: " + String.join(", ",
                DemoTown.PARTICIPANTS.stream().filter(Participant::isBank).map(Participant::name).toList())));
    }

    private static ObjectNode request(final String what, final String name)
    {
        return FaultJson.JSON.createObjectNode().put("do", what).put("name", name);
    }

    private static String rupees(final JsonNode paise)
    {
        return MinorUnits.format(paise.asLong(), DECIMALS);
    }

    private static String faults(final JsonNode answer) throws IOException, MappingException
    {
        return FaultJson.plan(answer.get("plan")).equals(FaultPlan.NONE) ? "none" :
            FaultJson.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer.get("plan"));
    }

    private int print(final String text)
    {
        final CommandLine command = spec.commandLine();
        final PrintWriter out = command.getOut();
        out.print(text);
        out.flush();
        return 0;
    }
}
