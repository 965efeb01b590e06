package io.suuupra.engine.reference;

/**
 * The ledgers that every test of a status runs against.
 */
enum LedgerKind
{
    REFERENCE
    {
        @Override
        LedgerUnderTest open(final Capacities capacities)
        {
            return new ReferenceLedger(capacities);
        }
    },

    ENGINE
    {
        @Override
        LedgerUnderTest open(final Capacities capacities)
        {
            return new EngineUnderTest(capacities);
        }
    };

    abstract LedgerUnderTest open(Capacities capacities);
}
