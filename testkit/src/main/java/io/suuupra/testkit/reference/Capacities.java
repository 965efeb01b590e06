package io.suuupra.testkit.reference;

/**
 * How much a ledger takes.
 *
 * @param accountsMax  accounts.
 * @param transfersMax transfers; tombstones and expiries always fit.
 * @param holdsMax     holds that were ever made.
 */
public record Capacities(int accountsMax, int transfersMax, int holdsMax)
{
    /** More than any test fills. */
    public static final Capacities AMPLE = new Capacities(10_000, 100_000, 50_000);
}
