package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.upi.SwitchTables;

import java.util.List;

/**
 * Against what and when positions are settled. Immutable.
 *
 * @param settlementAccount in the ledger of the positions, and nobody's position.
 * @param authorised        minutes behind midnight in India at which the cycles of what was paid end, 1 to 24 of them,
 *                          rising from 0 to 1,440; the first begins where the last of the day before ends.
 * @param disputes          those of what was returned, 1 to 8 of them.
 */
public record SettlementTerms(UInt128 settlementAccount, List<Integer> authorised, List<Integer> disputes)
{
    /** Checks the numbers of cycles and copies the lists. */
    public SettlementTerms
    {
        check("authorised", authorised, 24);
        check("disputes", disputes, 8);
        authorised = List.copyOf(authorised);
        disputes = List.copyOf(disputes);
    }

    /**
     * @param settlementAccount in the ledger of the positions.
     * @return the ten cycles and two dispute cycles of the table.
     */
    public static SettlementTerms ofTable(final UInt128 settlementAccount)
    {
        return new SettlementTerms(settlementAccount, SwitchTables.cycleEnds(UpiCycleKind.AUTHORISED),
            SwitchTables.cycleEnds(UpiCycleKind.DISPUTES));
    }

    private static void check(final String field, final List<Integer> ends, final int max)
    {
        if (ends.isEmpty() || ends.size() > max)
        {
            throw new IllegalArgumentException(field + ": has 1 to " + max + " cycles, not " + ends.size());
        }
        for (int i = 0; i < ends.size(); i++)
        {
            if (ends.get(i) < 0 || ends.get(i) > 1_440 || i > 0 && ends.get(i) <= ends.get(i - 1))
            {
                throw new IllegalArgumentException(field + ": minutes rise from 0 to 1,440, not " + ends);
            }
        }
    }
}
