package io.suuupra.bank;

import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.upi.UpiCode;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What goes wrong at a bank, by a plan that may change while the bank works. Chance follows from seed, payment and kind
 * of request alone: a request suffers the same when it comes again, and in whatever order. Any thread may use it.
 */
public final class BankFaults
{
    private static final int LINE = 99;

    private volatile FaultPlan plan;

    /**
     * @param plan to begin with.
     */
    public BankFaults(final FaultPlan plan)
    {
        this.plan = plan;
    }

    /** @return no faults. */
    public static BankFaults none()
    {
        return new BankFaults(FaultPlan.NONE);
    }

    /** @return the plan of now. */
    public FaultPlan plan()
    {
        return plan;
    }

    /**
     * @param next plan, from the next request on.
     */
    public void plan(final FaultPlan next)
    {
        plan = next;
    }

    /** @return whether the bank is not there at all now. */
    boolean isOut()
    {
        final long untilMs = plan.outageUntilMs();
        return untilMs > 0 && System.currentTimeMillis() < untilMs;
    }

    Treatment of(final SwitchRequest request)
    {
        final FaultPlan now = plan;
        for (final List<Rule> rules : List.of(TestValues.RULES, now.rules()))
        {
            for (final Rule rule : rules)
            {
                if (rule.when().holds(request))
                {
                    return rule.respond().treatment(request.kind());
                }
            }
        }
        final FaultRates rates = now.of(request.kind());
        return rates.equals(FaultRates.NONE) ? Treatment.NORMAL : draw(rates, request.kind(),
            random(now.seed(), request.pay().transactionId(), request.kind().value()));
    }

    /** Draws each chance, needed or not, so that a change of one rate leaves the others their fate. */
    private static Treatment draw(
        final FaultRates rates, final UpiRequestKind kind, final SplittableRandom random)
    {
        final boolean deaf = strikes(rates.deaf(), random);
        final boolean silent = strikes(rates.silent(), random);
        final boolean twice = strikes(rates.duplicates(), random);
        final boolean late = strikes(rates.late(), random);
        final boolean reversalFails = strikes(rates.noReversal(), random);
        final int decline = decline(rates.declines(), random.nextInt(FaultRates.ALL));
        final boolean isLeg = kind == UpiRequestKind.DEBIT || kind == UpiRequestKind.CREDIT;
        return new Treatment(!deaf, isLeg ? decline : UpiCode.NONE, !isLeg && reversalFails,
            deaf || silent ? 0 : twice ? 2 : 1, rates.latency().draw(random), late, Rule.Word.NONE);
    }

    private static int decline(final Map<String, Integer> declines, final int drawn)
    {
        int upTo = 0;
        for (final Map.Entry<String, Integer> decline : new TreeMap<>(declines).entrySet())
        {
            upTo += decline.getValue();
            if (drawn < upTo)
            {
                return UpiCode.of(decline.getKey());
            }
        }
        return UpiCode.NONE;
    }

    boolean isOmitted(final String transactionId, final int kind)
    {
        final FaultPlan now = plan;
        return strikes(now.omit(), random(now.seed(), transactionId, LINE + kind));
    }

    private static SplittableRandom random(final long seed, final String transactionId, final int purpose)
    {
        long mixed = seed;
        for (int i = 0; i < transactionId.length(); i++)
        {
            mixed = mixed * 0x9E3779B97F4A7C15L + transactionId.charAt(i);
        }
        return new SplittableRandom(mixed * 31 + purpose).split();
    }

    private static boolean strikes(final int rate, final SplittableRandom random)
    {
        return random.nextInt(FaultRates.ALL) < rate;
    }
}
