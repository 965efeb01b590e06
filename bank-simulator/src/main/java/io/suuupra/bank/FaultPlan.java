package io.suuupra.bank;

import io.suuupra.codecs.generated.UpiRequestKind;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that goes wrong at a bank.
 *
 * @param seed          that chance follows from: a request suffers the same whenever and in whatever order it comes.
 * @param rates         by the kinds of request that a bank answers.
 * @param throttle      answers a second at most; 0 = any number.
 * @param outageUntilMs ms since 1970-01-01T00:00Z until which the bank is not there at all; 0 = it is there.
 * @param omit          lines that its extract leaves out, of 100,000.
 * @param profile       name of the bank that the rates were taken from; empty = none.
 * @param rules         of a scenario, at most 1,000; the first that holds goes before the rates.
 */
public record FaultPlan(
    long seed,
    Map<UpiRequestKind, FaultRates> rates,
    int throttle,
    long outageUntilMs,
    int omit,
    String profile,
    List<Rule> rules)
{
    /** Kinds of request that a bank answers. */
    public static final Set<UpiRequestKind> KINDS = Set.of(
        UpiRequestKind.DEBIT, UpiRequestKind.CREDIT, UpiRequestKind.REVERSE_DEBIT, UpiRequestKind.REVERSE_CREDIT);

    /** Rules of a scenario, at most. */
    public static final int RULES_MAX = 1_000;

    /** Nothing goes wrong. */
    public static final FaultPlan NONE = new FaultPlan(0, Map.of(), 0, 0, 0, "", List.of());

    private static final int THROTTLE_MAX = 1_000_000;

    /**
     * @throws IllegalArgumentException if a value is out of its range; the message names it.
     */
    public FaultPlan
    {
        if (!KINDS.containsAll(rates.keySet()))
        {
            throw new IllegalArgumentException("rates: of DEBIT, CREDIT, REVERSE_DEBIT and REVERSE_CREDIT only");
        }
        if (throttle < 0 || throttle > THROTTLE_MAX)
        {
            throw new IllegalArgumentException("throttle: 0 to " + THROTTLE_MAX + " answers a second, not " + throttle);
        }
        if (outageUntilMs < 0)
        {
            throw new IllegalArgumentException("outage: its end must not lie before 1970");
        }
        if (omit < 0 || omit > FaultRates.ALL)
        {
            throw new IllegalArgumentException("omit: 0 to " + FaultRates.ALL + " of " + FaultRates.ALL);
        }
        if (rules.size() > RULES_MAX)
        {
            throw new IllegalArgumentException("scenario: at most " + RULES_MAX + " rules, not " + rules.size());
        }
        rates = Map.copyOf(rates);
        rules = List.copyOf(rules);
    }

    /**
     * @param kind of request.
     * @return how often something goes wrong with those.
     */
    public FaultRates of(final UpiRequestKind kind)
    {
        return rates.getOrDefault(kind, FaultRates.NONE);
    }

    /**
     * @param kind  of request.
     * @param other how often something goes wrong with those.
     * @return a copy with it.
     */
    public FaultPlan with(final UpiRequestKind kind, final FaultRates other)
    {
        final Map<UpiRequestKind, FaultRates> more = new EnumMap<>(UpiRequestKind.class);
        more.putAll(rates);
        more.put(kind, other);
        if (other.equals(FaultRates.NONE))
        {
            more.remove(kind);
        }
        return new FaultPlan(seed, more, throttle, outageUntilMs, omit, profile, rules);
    }

    /**
     * @param value of the seed.
     * @return a copy with it.
     */
    public FaultPlan withSeed(final long value)
    {
        return new FaultPlan(value, rates, throttle, outageUntilMs, omit, profile, rules);
    }

    /**
     * @param perSecond answers; 0 = any number.
     * @return a copy with it.
     */
    public FaultPlan withThrottle(final int perSecond)
    {
        return new FaultPlan(seed, rates, perSecond, outageUntilMs, omit, profile, rules);
    }

    /**
     * @param untilMs ms since 1970-01-01T00:00Z; 0 = none.
     * @return a copy with it.
     */
    public FaultPlan withOutage(final long untilMs)
    {
        return new FaultPlan(seed, rates, throttle, untilMs, omit, profile, rules);
    }

    /**
     * @param lines of 100,000.
     * @return a copy with it.
     */
    public FaultPlan withOmit(final int lines)
    {
        return new FaultPlan(seed, rates, throttle, outageUntilMs, lines, profile, rules);
    }

    /**
     * @param name of a bank; empty = none.
     * @return a copy with it.
     */
    public FaultPlan withProfile(final String name)
    {
        return new FaultPlan(seed, rates, throttle, outageUntilMs, omit, name, rules);
    }

    /**
     * @param scenario its rules.
     * @return a copy with them.
     */
    public FaultPlan withRules(final List<Rule> scenario)
    {
        return new FaultPlan(seed, rates, throttle, outageUntilMs, omit, profile, scenario);
    }
}
