package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.SegmentSource;

/**
 * All tables of the ledger, and the scope of the command that runs.
 */
final class LedgerState implements AutoCloseable
{
    final Accounts accounts = new Accounts();
    final Holds holds = new Holds();
    final ExpiryQueue expiries = new ExpiryQueue(holds);
    final Stamps stamps = new Stamps();
    final TransferStore store;
    final ChainUndo undo;
    final Balances balances;
    Capacities capacities;
    private int ledgerMin;
    private int ledgerMax;

    LedgerState(final SegmentSource segments)
    {
        store = new TransferStore(segments);
        undo = new ChainUndo(accounts, holds, expiries, store);
        balances = new Balances(accounts, undo);
    }

    @Override
    public void close()
    {
        accounts.close();
        store.close();
    }

    void scope(final int min, final int max)
    {
        ledgerMin = min;
        ledgerMax = max;
    }

    /** @return true if whoever sent the command sees that ledger. */
    boolean sees(final int ledger)
    {
        return Principal.sees(ledger, ledgerMin, ledgerMax);
    }

    /** @return slot of the account, or {@code Accounts.ABSENT}; forbidden looks like absent. */
    int findAccount(final long idHash, final long idLow, final long idHigh)
    {
        final int slot = accounts.find(idHash, idLow, idHigh);
        return slot == Accounts.ABSENT || sees(accounts.ledger(slot)) ? slot : Accounts.ABSENT;
    }

    /** @return bit 0: the debit account is closed; bit 1: the credit account. */
    int closedBits(final int debitSlot, final int creditSlot)
    {
        return (accounts.isClosed(debitSlot) ? 1 : 0) | (accounts.isClosed(creditSlot) ? 2 : 0);
    }

    /** @return true if an imported transfer may not carry that timestamp. */
    boolean transferRegresses(final long timestamp)
    {
        return timestamp <= store.lastTransferTimestamp() || accounts.hasTimestamp(timestamp);
    }

    /** Writes both sides of an open record from the accounts as they are now, and makes it their newest. */
    void putSides(final long row, final int debitSlot, final int creditSlot)
    {
        store.putSide(row, true, accounts.page(debitSlot), Accounts.at(debitSlot));
        store.putSide(row, false, accounts.page(creditSlot), Accounts.at(creditSlot));
        balances.advance(debitSlot, row);
        balances.advance(creditSlot, row);
    }
}
