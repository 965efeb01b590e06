package io.suuupra.tools.banks;

import io.suuupra.bank.FaultPlan;
import io.suuupra.bank.FaultRates;
import io.suuupra.bank.Latency;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.tools.mapping.MinorUnits;

import java.util.List;
import java.util.Optional;

/**
 * Faults as real banks had them: shares of business and technical declines and of debit reversals that were done, as
 * NPCI published them of July 2025 ({@code bank-profiles.csv}). What is assumed, since nobody publishes it: which codes
 * the declines had, and how long the answers took.
 */
final class BankProfiles
{
    /** Assumed: half of the answers within 120 ms, 99 of 100 within 900 ms. */
    static final Latency ASSUMED_LATENCY = new Latency(120, 900);

    private static final int HUNDREDTHS_OF_A_PERCENT = 10;
    private static final List<List<String>> ROWS = Table.read("bank-profiles.csv",
        List.of("bank", "business_declines_pct", "technical_declines_pct", "debit_reversals_done_pct"));

    private BankProfiles()
    {
    }

    /** @return names of all banks that there is a profile of. */
    static List<String> names()
    {
        return ROWS.stream().map(List::getFirst).toList();
    }

    /**
     * @param name of a bank, whatever the case of its letters.
     * @param plan to change.
     * @return the plan with the rates of that bank; empty if there is none of that name.
     */
    static Optional<FaultPlan> apply(final String name, final FaultPlan plan)
    {
        return ROWS.stream().filter(row -> row.getFirst().equalsIgnoreCase(name)).findFirst()
            .map(row -> apply(row, plan));
    }

    private static FaultPlan apply(final List<String> row, final FaultPlan plan)
    {
        final int business = share(row.get(1));
        final int technical = share(row.get(2));
        // Assumed: of the business declines three fifths lack money, a quarter has a wrong PIN, the rest a limit.
        final int wrongPin = business / 4;
        final int limit = business * 3 / 20;
        final FaultRates debit = FaultRates.NONE.withLatency(ASSUMED_LATENCY)
            .withDecline("Z9", business - wrongPin - limit)
            .withDecline("ZM", wrongPin)
            .withDecline("Z8", limit)
            .withDecline("XY", technical);
        final FaultRates plain = FaultRates.NONE.withLatency(ASSUMED_LATENCY);
        return plan.withProfile(row.getFirst())
            .with(UpiRequestKind.DEBIT, debit)
            .with(UpiRequestKind.CREDIT, plain)
            .with(UpiRequestKind.REVERSE_CREDIT, plain)
            .with(UpiRequestKind.REVERSE_DEBIT, plain.withNoReversal(FaultRates.ALL - share(row.get(3))));
    }

    /** Percent with two decimals, of 100,000. */
    private static int share(final String percent)
    {
        return Math.toIntExact(MinorUnits.parse(percent, 2, '.', MinorUnits.NO_GROUP) * HUNDREDTHS_OF_A_PERCENT);
    }
}
