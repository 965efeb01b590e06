package io.suuupra.codecs.edge.upi;

/**
 * What a bank settles in a cycle; amounts in minor units. In a cycle of disputes, what was sent came back to it, and
 * what was received it gives back. Immutable.
 *
 * @param participant     number of the bank.
 * @param bank            first four letters of its IFSCs.
 * @param sent            to other banks.
 * @param sentDeemed      to other banks, deemed to have succeeded.
 * @param received        from other banks.
 * @param receivedDeemed  from other banks, deemed.
 * @param within          from the bank to itself.
 * @param withinDeemed    from the bank to itself, deemed.
 * @param returnsDebit    of dispute cycles that were closed meanwhile: what it gave back.
 * @param returnsCredit   what it got back.
 * @param carried         what its position held beside all that, or what could not be moved before; above 0 it owes it.
 * @param settled         by how much its position moved against the settlement account; above 0 the bank pays.
 */
public record BankSettlement(
    int participant,
    String bank,
    Tally sent,
    Tally sentDeemed,
    Tally received,
    Tally receivedDeemed,
    Tally within,
    Tally withinDeemed,
    long returnsDebit,
    long returnsCredit,
    long carried,
    long settled)
{
    /**
     * Payments of one kind.
     *
     * @param count  of them.
     * @param amount sum of their amounts.
     */
    public record Tally(long count, long amount)
    {
    }
}
