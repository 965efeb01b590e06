package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.UpiCycleKind;

import java.util.List;

/**
 * A settlement cycle that was closed. Immutable.
 *
 * @param cycle             its number in the node.
 * @param kind              what was settled.
 * @param day               days since 1970 in India.
 * @param number            of the cycle in its day, from 1.
 * @param end               of it, ns.
 * @param closed            when it was closed, ns.
 * @param settlementAccount that positions were settled against.
 * @param banks             all that had anything to settle.
 */
public record SettlementCycle(
    long cycle,
    UpiCycleKind kind,
    long day,
    int number,
    long end,
    long closed,
    UInt128 settlementAccount,
    List<BankSettlement> banks)
{
    /** Copies the list. */
    public SettlementCycle
    {
        banks = List.copyOf(banks);
    }
}
