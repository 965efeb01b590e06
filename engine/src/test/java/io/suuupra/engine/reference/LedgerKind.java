package io.suuupra.engine.reference;

import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.LedgerUnderTest;
import io.suuupra.testkit.reference.ReferenceLedger;
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
