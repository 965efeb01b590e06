package io.suuupra.tools.banks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.suuupra.bank.FaultPlan;
import io.suuupra.bank.FaultRates;
import io.suuupra.bank.Latency;
import io.suuupra.bank.Rule;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.MinorUnits;
import io.suuupra.tools.mapping.StrictNode;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is to go wrong at a bank from now on; what is not named stays as it is. */
final class FaultOptions
{
    private static final int PERCENT_DECIMALS = 3;
    private static final int SCENARIO_BYTES_MAX = 1 << 19;
    private static final int OUTAGE_MAX_S = 7 * 24 * 3600;

    @Option(names = "--on", paramLabel = "KIND", split = ",",
        description = "Kinds of request that the next six options are for, of: DEBIT, CREDIT, REVERSE_DEBIT, " +
            "REVERSE_CREDIT. Default: all.")
    private List<String> kinds = List.of();

    @Option(names = "--deaf", paramLabel = "PERCENT", description = "Requests that it never hears of.")
    private String deaf;

    @Option(names = "--silent", paramLabel = "PERCENT", description = "Answers that are lost behind the posting.")
    private String silent;

    @Option(names = "--duplicates", paramLabel = "PERCENT", description = "Answers that go out twice.")
    private String duplicates;

    @Option(names = "--late", paramLabel = "PERCENT",
        description = "Answers that go out when the switch does not wait for them any more.")
    private String late;

    @Option(names = "--latency", paramLabel = "P50/P99",
        description = "ms that answers take, lognormal; one number = always that.")
    private String latency;

    @Option(names = "--decline", paramLabel = "CODE=PERCENT",
        description = "Debits and credits that are declined with a code; more than once for more codes.")
    private Map<String, String> declines = new LinkedHashMap<>();

    @Option(names = "--no-reversal", paramLabel = "PERCENT", description = "Reversals that fail (96).")
    private String noReversal;

    @Option(names = "--outage", paramLabel = "SECONDS", description = "Is not there at all, for so long; 0 = is back.")
    private Integer outage;

    @Option(names = "--throttle", paramLabel = "N", description = "Answers a second at most; 0 = any number.")
    private Integer throttle;

    @Option(names = "--omit", paramLabel = "PERCENT", description = "Lines that its extract leaves out.")
    private String omit;

    @Option(names = "--profile", paramLabel = "NAME",
        description = "Declines and reversals as a real bank had them in July 2025, such as 'State Bank of India'; " +
            "its latency is an assumption.")
    private String profile;

    @Option(names = "--scenario", paramLabel = "FILE",
        description = "JSON: a list of {\"when\": {...}, \"respond\": {...}}; the first that holds goes before chance.")
    private Path scenario;

    @Option(names = "--seed", paramLabel = "S", description = "That chance follows from.")
    private Long seed;

    @Option(names = "--clear", description = "Takes all faults away first.")
    private boolean clear;

    /**
     * @param before the plan of now.
     * @return the plan with what was given; the same if nothing was.
     * @throws IllegalArgumentException if an option is wrong; the message names it.
     * @throws IOException              if the scenario cannot be read, or is wrong.
     */
    FaultPlan applyTo(final FaultPlan before) throws IOException
    {
        FaultPlan plan = clear ? FaultPlan.NONE : before;
        if (profile != null)
        {
            final FaultPlan base = plan;
            plan = BankProfiles.apply(profile, base).orElseThrow(() -> new IllegalArgumentException(
                "--profile must be one of: " + String.join(", ", BankProfiles.names())));
        }
        for (final UpiRequestKind kind : kinds())
        {
            plan = plan.with(kind, rates(plan.of(kind)));
        }
        plan = seed == null ? plan : plan.withSeed(seed);
        plan = throttle == null ? plan : plan.withThrottle(throttle);
        plan = omit == null ? plan : plan.withOmit(share("--omit", omit));
        plan = scenario == null ? plan : plan.withRules(rules(scenario));
        if (outage != null)
        {
            if (outage < 0 || outage > OUTAGE_MAX_S)
            {
                throw new IllegalArgumentException("--outage must be 0 to " + OUTAGE_MAX_S + " s");
            }
            plan = plan.withOutage(
                outage == 0 ? 0 : System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(outage));
        }
        return plan;
    }

    private List<UpiRequestKind> kinds()
    {
        if (kinds.isEmpty())
        {
            return FaultPlan.KINDS.stream().sorted().toList();
        }
        return kinds.stream().map(name ->
        {
            try
            {
                return FaultJson.kind("--on", name);
            }
            catch (final MappingException wrong)
            {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
        }).toList();
    }

    private FaultRates rates(final FaultRates before)
    {
        FaultRates rates = before;
        rates = deaf == null ? rates : rates.withDeaf(share("--deaf", deaf));
        rates = silent == null ? rates : rates.withSilent(share("--silent", silent));
        rates = duplicates == null ? rates : rates.withDuplicates(share("--duplicates", duplicates));
        rates = late == null ? rates : rates.withLate(share("--late", late));
        rates = noReversal == null ? rates : rates.withNoReversal(share("--no-reversal", noReversal));
        rates = latency == null ? rates : rates.withLatency(latency());
        for (final Map.Entry<String, String> decline : declines.entrySet())
        {
            rates = rates.withDecline(decline.getKey(), share("--decline " + decline.getKey(), decline.getValue()));
        }
        return rates;
    }

    private Latency latency()
    {
        final String[] parts = latency.split("/", -1);
        try
        {
            final int p50 = Integer.parseInt(parts[0]);
            if (parts.length <= 2)
            {
                return new Latency(p50, parts.length == 1 ? p50 : Integer.parseInt(parts[1]));
            }
        }
        catch (final NumberFormatException noNumber)
        {
            // Said below, as for everything else that is no latency.
        }
        throw new IllegalArgumentException("--latency must be ms as P50/P99, such as 120/900, or one number");
    }

    private static int share(final String option, final String percent)
    {
        final Long share = MinorUnits.parse(percent, PERCENT_DECIMALS, '.', MinorUnits.NO_GROUP);
        if (share == null || share < 0 || share > FaultRates.ALL)
        {
            throw new IllegalArgumentException(
                option + " must be 0 to 100 per cent, with up to " + PERCENT_DECIMALS + " decimals");
        }
        return share.intValue();
    }

    private static List<Rule> rules(final Path file) throws IOException
    {
        if (Files.size(file) > SCENARIO_BYTES_MAX)
        {
            throw new IOException(file + " must have at most " + SCENARIO_BYTES_MAX + " bytes");
        }
        try
        {
            return FaultJson.rules(new StrictNode("rules", FaultJson.JSON.readTree(Files.readAllBytes(file))));
        }
        catch (final JsonProcessingException noJson)
        {
            throw new IOException(file + ": " + noJson.getOriginalMessage(), noJson);
        }
        catch (final MappingException wrong)
        {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }
}
