package io.suuupra.engine.reference;

/**
 * How much a ledger takes.
 *
 * @param accountsMax  accounts.
 * @param transfersMax transfers; tombstones and expiries always fit.
 * @param holdsMax     holds that were ever made.
 */
record Capacities(int accountsMax, int transfersMax, int holdsMax)
{
    /** More than any test fills. */
    static final Capacities AMPLE = new Capacities(10_000, 100_000, 50_000);
}
