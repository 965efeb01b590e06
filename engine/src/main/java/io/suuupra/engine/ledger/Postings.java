package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;

/**
 * Transfers that the engine itself makes for what stands above the ledger, under the very rules of those that clients
 * ask for. Their ids follow from the wanted one; where a client has taken that, from the next that is free.
 */
public final class Postings
{
    /** The transfer was made. */
    public static final int CREATED = CreateTransferStatus.CREATED.value();

    private final LedgerState state;
    private final Movement movement;
    private final Resolution resolution;
    private final TransferEvent event = new TransferEvent();

    /**
     * @param ledger to post in.
     */
    public Postings(final Ledger ledger)
    {
        state = ledger.state();
        movement = new Movement(state);
        resolution = new Resolution(state);
        event.isOwn = true;
    }

    /** Names the two accounts of the next transfer. */
    public Postings between(final long debitLow, final long debitHigh, final long creditLow, final long creditHigh)
    {
        event.debitLow = debitLow;
        event.debitHigh = debitHigh;
        event.debitHash = Hashing.ofId(debitLow, debitHigh);
        event.creditLow = creditLow;
        event.creditHigh = creditHigh;
        event.creditHash = Hashing.ofId(creditLow, creditHigh);
        return this;
    }

    /**
     * Moves an amount between the accounts that {@link #between} named.
     *
     * @param amount  minor units.
     * @param pending true = only holds it.
     * @param code    of the transfer, 1 to 65,535.
     * @param subject row of the event that it is made for.
     * @param idLow   lower half of the wanted id.
     * @param idHigh  upper half.
     * @param stamp   of the transfer.
     * @return {@link #CREATED}, or a value of {@code CreateTransferStatus}.
     */
    public int move(
        final long amount, final boolean pending, final int code, final long subject, final long idLow,
        final long idHigh, final long stamp)
    {
        final int slot = state.accounts.find(event.debitHash, event.debitLow, event.debitHigh);
        if (slot == Accounts.ABSENT)
        {
            return CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND.value();
        }
        prepare(idLow, idHigh);
        event.amount = amount;
        event.pendingLow = 0;
        event.pendingHigh = 0;
        event.userData64 = subject;
        event.ledger = state.accounts.ledger(slot);
        event.code = code;
        event.flags = pending ? TransferFlags.PENDING : 0;
        // A hold is a promise yet to be given; what is moved at once was promised by one.
        event.isOwed = !pending;
        return movement.create(event, stamp);
    }

    /**
     * Posts or voids a hold.
     *
     * @param holdRow of it in the store.
     * @param post    true = posts all of it.
     * @param stamp   of the transfer.
     * @return {@link #CREATED}, or a value of {@code CreateTransferStatus}.
     */
    public int resolve(final long holdRow, final boolean post, final long stamp)
    {
        event.debitLow = 0;
        event.debitHigh = 0;
        event.creditLow = 0;
        event.creditHigh = 0;
        event.pendingLow = state.store.idLow(holdRow);
        event.pendingHigh = state.store.idHigh(holdRow);
        prepare(Hashing.mix(event.pendingLow, post ? 1 : 2), event.pendingHigh);
        event.amount = post ? Long.MAX_VALUE : 0;
        event.userData64 = 0;
        event.ledger = 0;
        event.code = 0;
        event.isOwed = true;
        event.flags = post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER;
        return resolution.create(event, stamp);
    }

    /**
     * @param idLow  lower half of an account's id.
     * @param idHigh upper half.
     * @return its slot; -1 = there is none.
     */
    public int slot(final long idLow, final long idHigh)
    {
        return state.accounts.find(Hashing.ofId(idLow, idHigh), idLow, idHigh);
    }

    /**
     * @param slot of an account.
     * @return what it owes net, holds of its own debits included: debits pending and posted less credits posted.
     */
    public long netDebit(final int slot)
    {
        return state.accounts.debitsPending(slot) + state.accounts.debitsPosted(slot) -
            state.accounts.creditsPosted(slot);
    }

    private void prepare(final long wantedLow, final long idHigh)
    {
        long idLow = wantedLow;
        // 0 and the largest number are no ids.
        while ((idLow | idHigh) == 0 || (idLow & idHigh) == -1 || state.store.find(idLow, idHigh) != IdIndex.ABSENT)
        {
            idLow = Hashing.mix(idLow, 1);
        }
        event.idLow = idLow;
        event.idHigh = idHigh;
        event.idHash = Hashing.ofId(idLow, idHigh);
        event.userData128Low = 0;
        event.userData128High = 0;
        event.userData32 = 0;
        event.timeout = 0;
        event.timestamp = 0;
    }
}
