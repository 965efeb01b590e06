package io.suuupra.tools.banks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bank.FaultPlan;
import io.suuupra.bank.FaultRates;
import io.suuupra.bank.Latency;
import io.suuupra.bank.Rule;
import io.suuupra.bank.Rule.Answering;
import io.suuupra.bank.Rule.Respond;
import io.suuupra.bank.Rule.When;
import io.suuupra.bank.Rule.Word;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.StrictNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Faults as JSON, in files and on the way to a bank. What is read is read strictly: an unknown key, a wrong type or a
 * value out of its range is an error that names the place.
 */
final class FaultJson
{
    static final ObjectMapper JSON = JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
        .build();

    private static final int DELAY_MAX_MS = 600_000;
    private static final int CODE_MAX = 4;
    private static final Map<String, Answering> ANSWERINGS = Map.of(
        "before_posting", Answering.NONE_BEFORE_POSTING, "after_posting", Answering.NONE_AFTER_POSTING);

    private FaultJson()
    {
    }

    static ObjectNode write(final FaultPlan plan)
    {
        final ObjectNode node = JSON.createObjectNode();
        node.put("seed", plan.seed());
        node.put("throttle", plan.throttle());
        node.put("outage_until_ms", plan.outageUntilMs());
        node.put("omit", plan.omit());
        node.put("profile", plan.profile());
        final ObjectNode rates = node.putObject("rates");
        for (final UpiRequestKind kind : FaultPlan.KINDS.stream().sorted().toList())
        {
            final FaultRates of = plan.of(kind);
            if (!of.equals(FaultRates.NONE))
            {
                final ObjectNode rate = rates.putObject(kind.name());
                rate.put("deaf", of.deaf()).put("silent", of.silent()).put("duplicates", of.duplicates())
                    .put("late", of.late()).put("no_reversal", of.noReversal())
                    .put("p50_ms", of.latency().p50Ms()).put("p99_ms", of.latency().p99Ms());
                final ObjectNode declines = rate.putObject("declines");
                of.declines().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(decline -> declines.put(decline.getKey(), decline.getValue()));
            }
        }
        final ArrayNode rules = node.putArray("rules");
        plan.rules().forEach(rule -> rules.add(write(rule)));
        return node;
    }

    private static ObjectNode write(final Rule rule)
    {
        final ObjectNode node = JSON.createObjectNode();
        final ObjectNode when = node.putObject("when");
        if (rule.when().kind() != null)
        {
            when.put("kind", rule.when().kind().name());
        }
        putText(when, "payer", rule.when().payer());
        putText(when, "payee", rule.when().payee());
        putText(when, "transaction_id", rule.when().transactionId());
        when.put("amount_min", rule.when().amountMin());
        when.put("amount_max", rule.when().amountMax());
        final ObjectNode respond = node.putObject("respond");
        putText(respond, "rc", rule.respond().rc());
        respond.put("delay_ms", rule.respond().delayMs());
        respond.put("late", rule.respond().answering() == Answering.LATE);
        ANSWERINGS.forEach((name, answering) ->
            putText(respond, "no_response", rule.respond().answering() == answering ? name : ""));
        putText(respond, "adjust", rule.respond().word() == Word.NONE ? "" : rule.respond().word().name());
        return node;
    }

    private static void putText(final ObjectNode node, final String key, final String text)
    {
        if (!text.isEmpty())
        {
            node.put(key, text);
        }
    }

    static FaultPlan plan(final JsonNode json) throws MappingException
    {
        final StrictNode node = new StrictNode("", json).allow(
            Set.of("seed", "throttle", "outage_until_ms", "omit", "profile", "rates", "rules"));
        FaultPlan plan = FaultPlan.NONE;
        try
        {
            plan = plan.withSeed(number(node, "seed", Long.MIN_VALUE, Long.MAX_VALUE, 0))
                .withThrottle((int)number(node, "throttle", 0, Integer.MAX_VALUE, 0))
                .withOutage(number(node, "outage_until_ms", 0, Long.MAX_VALUE, 0))
                .withOmit((int)number(node, "omit", 0, FaultRates.ALL, 0))
                .withProfile(text(node, "profile"))
                .withRules(rules(node.get("rules")));
            for (final Map.Entry<String, StrictNode> rates : node.get("rates").entries().entrySet())
            {
                plan = plan.with(kind(rates.getValue().path(), rates.getKey()), rates(rates.getValue()));
            }
        }
        catch (final IllegalArgumentException outOfRange)
        {
            throw new MappingException("", outOfRange.getMessage());
        }
        return plan;
    }

    private static FaultRates rates(final StrictNode node) throws MappingException
    {
        node.allow(Set.of("deaf", "silent", "duplicates", "late", "no_reversal", "p50_ms", "p99_ms", "declines"));
        FaultRates rates = FaultRates.NONE.withDeaf(share(node, "deaf")).withSilent(share(node, "silent"))
            .withDuplicates(share(node, "duplicates")).withLate(share(node, "late"))
            .withNoReversal(share(node, "no_reversal"))
            .withLatency(new Latency((int)number(node, "p50_ms", 0, DELAY_MAX_MS, 0),
                (int)number(node, "p99_ms", 0, DELAY_MAX_MS, 0)));
        for (final Map.Entry<String, StrictNode> decline : node.get("declines").entries().entrySet())
        {
            rates = rates.withDecline(decline.getKey(), (int)decline.getValue().integer(0, FaultRates.ALL));
        }
        return rates;
    }

    /**
     * Reads the rules of a scenario: a list of {@code {"when": {...}, "respond": {...}}}.
     *
     * @param list of rules.
     * @return them.
     * @throws MappingException if one is wrong; the message names place and rule.
     */
    static List<Rule> rules(final StrictNode list) throws MappingException
    {
        final List<StrictNode> items = list.list();
        if (items.size() > FaultPlan.RULES_MAX)
        {
            throw new MappingException(list.path(), "must have at most " + FaultPlan.RULES_MAX + " rules");
        }
        final List<Rule> rules = new ArrayList<>(items.size());
        for (final StrictNode item : items)
        {
            item.allow(Set.of("when", "respond"));
            try
            {
                rules.add(new Rule(when(item.require("when")), respond(item.require("respond"))));
            }
            catch (final IllegalArgumentException outOfRange)
            {
                throw new MappingException(item.path(), outOfRange.getMessage());
            }
        }
        return rules;
    }

    private static When when(final StrictNode node) throws MappingException
    {
        node.allow(Set.of("kind", "payer", "payee", "transaction_id", "amount_min", "amount_max"));
        final StrictNode kind = node.get("kind");
        return new When(kind.isMissing() ? null : kind(kind.path(), kind.text()), text(node, "payer"),
            text(node, "payee"), text(node, "transaction_id"), number(node, "amount_min", 0, Long.MAX_VALUE, 0),
            number(node, "amount_max", 0, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static Respond respond(final StrictNode node) throws MappingException
    {
        node.allow(Set.of("rc", "delay_ms", "no_response", "late", "adjust"));
        final StrictNode silence = node.get("no_response");
        final StrictNode late = node.get("late");
        Answering answering = !late.isMissing() && late.bool() ? Answering.LATE : Answering.NORMAL;
        if (!silence.isMissing())
        {
            answering = ANSWERINGS.get(silence.text());
            if (answering == null)
            {
                throw new MappingException(silence.path(), "must be before_posting or after_posting");
            }
        }
        final String rc = text(node, "rc");
        if (rc.length() > CODE_MAX)
        {
            throw new MappingException(node.get("rc").path(), "must have up to " + CODE_MAX + " letters and digits");
        }
        return new Respond(rc, number(node, "delay_ms", 0, DELAY_MAX_MS, 0), answering, word(node.get("adjust")));
    }

    private static Word word(final StrictNode node) throws MappingException
    {
        if (node.isMissing())
        {
            return Word.NONE;
        }
        return switch (node.text())
        {
            case "TCC" -> Word.TCC;
            case "RET" -> Word.RET;
            default -> throw new MappingException(node.path(), "must be TCC or RET");
        };
    }

    static UpiRequestKind kind(final String path, final String name) throws MappingException
    {
        for (final UpiRequestKind kind : FaultPlan.KINDS)
        {
            if (kind.name().equals(name))
            {
                return kind;
            }
        }
        throw new MappingException(path, "must be DEBIT, CREDIT, REVERSE_DEBIT or REVERSE_CREDIT, not '" + name + "'");
    }

    private static int share(final StrictNode node, final String key) throws MappingException
    {
        return (int)number(node, key, 0, FaultRates.ALL, 0);
    }

    private static long number(
        final StrictNode node, final String key, final long min, final long max, final long otherwise)
        throws MappingException
    {
        final StrictNode value = node.get(key);
        return value.isMissing() ? otherwise : value.integer(min, max);
    }

    private static String text(final StrictNode node, final String key) throws MappingException
    {
        final StrictNode value = node.get(key);
        return value.isMissing() ? "" : value.text();
    }
}
