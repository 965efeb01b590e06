package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.tools.mapping.MinorUnits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code pay}: a UPI payment, step by step. */
@Command(
    name = "pay",
    description = {
        "Pays from one UPI address to another, and shows each step; ./suuupra up must be running.",
        "",
        "The demo has anna@alpha, ravi@alpha, school@alpha, meera@beta and shop@beta. What is paid to success@test, " +
        "z9@test, debit-timeout@test, credit-timeout@test, deemed-tcc@test, deemed-ret@test or late@test comes to " +
        "what the name says."
    },
    mixinStandardHelpOptions = true)
public final class PayCommand implements Callable<Integer>
{
    private static final int DECIMALS = 2;
    private static final int RRN_DIGITS = 12;
    private static final double NS_PER_S = 1e9;
    private static final Map<String, String> WORDS = Map.of(
        "AUTHORISE", "says which account is behind the address",
        "CONFIRM", "is told of the outcome",
        "DEBIT", "debit",
        "CREDIT", "credit",
        "REVERSE_DEBIT", "reversal of the debit",
        "REVERSE_CREDIT", "reversal of the credit",
        "RETURN", "return of the money");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM", description = "Address of the payer.")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "Address of the payee.")
    private String to;

    @Parameters(index = "2", paramLabel = "AMOUNT", description = "Rupees, with up to two decimals: 499.00.")
    private String amount;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Up to 50 characters.")
    private String note;

    @Option(names = "--pin", paramLabel = "DIGITS", defaultValue = DemoTown.MPIN,
        description = "The payer's PIN. Default: that of the demo, ${DEFAULT-VALUE}.")
    private String pin;

    @Mixin
    private BanksOption banks;

    private final long startNs = System.nanoTime();
    private boolean succeeded;

    /** Used by the command line. */
    public PayCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        final Long paise = MinorUnits.parse(amount, DECIMALS, '.', MinorUnits.NO_GROUP);
        if (paise == null || paise < 1)
        {
            throw new ParameterException(spec.commandLine(), "AMOUNT must be rupees above 0 with up to two decimals");
        }
        if (from.indexOf('@') < 1 || from.endsWith("@"))
        {
            throw new ParameterException(spec.commandLine(), "FROM must be an address: name@psp");
        }
        final ObjectNode request = FaultJson.JSON.createObjectNode().put("do", "pay").put("from", from).put("to", to)
            .put("paise", paise).put("note", note).put("pin", pin);
        final String psp = from.substring(from.indexOf('@') + 1).toLowerCase(Locale.ROOT);
        ControlClient.ask(banks.folder(), psp, request, this::print);
        return succeeded ? 0 : 1;
    }

    private void print(final JsonNode step)
    {
        final PrintWriter out = spec.commandLine().getOut();
        final String time = String.format(Locale.ROOT, "%8.3f s  ", (System.nanoTime() - startNs) / NS_PER_S);
        if (step.has("taken"))
        {
            out.printf("%sthe switch has taken it   RRN %s, transaction %s%n", time, rrn(step),
                step.get("taken").asText());
        }
        else if (step.has("outcome"))
        {
            final String outcome = step.get("outcome").asText();
            succeeded = "SUCCESS".equals(outcome) || "CONFIRMED".equals(outcome);
            out.printf("%s%s%n", time, outcome);
            explain(out, "switch", step.get("code").asText());
            explain(out, "payer's side", step.get("payer").asText());
            explain(out, "payee's side", step.get("payee").asText());
        }
        else
        {
            final String asked = step.get("asked").asText();
            final String answer = step.get("answer").asText();
            out.printf("%s%-6s %s%s%s%n", time, step.get("who").asText(), WORDS.getOrDefault(asked, asked),
                answer.isEmpty() ? "" : ": " + Codes.explain(answer),
                step.get("told").asBoolean() ? "" : " (and does not say so)");
        }
        out.flush();
    }

    private static void explain(final PrintWriter out, final String who, final String code)
    {
        if (!code.isEmpty())
        {
            out.printf("            %-13s %s%n", who, Codes.explain(code));
        }
    }

    private static String rrn(final JsonNode step)
    {
        return String.format(Locale.ROOT, "%0" + RRN_DIGITS + "d", step.get("rrn").asLong());
    }
}
