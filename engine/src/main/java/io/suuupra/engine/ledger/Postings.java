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
    private long noteLow;
    private long noteHigh;

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

    /** Begins a chain: what is made from here on stands as a whole or not at all. Nothing else may be written in it. */
    public void begin()
    {
        state.undo.begin();
    }

    /** Ends a chain: all of it stands. */
    public void commit()
    {
        state.undo.commit();
    }

    /** Ends a chain: all is as it was when it began. */
    public void rollback()
    {
        state.undo.rollback();
    }

    /**
     * Notes something with every transfer from here on, in its user data.
     *
     * @param low  lower half.
     * @param high upper half.
     */
    public void note(final long low, final long high)
    {
        noteLow = low;
        noteHigh = high;
    }

    /**
     * Opens an account for what stands above the ledger.
     *
     * @param idLow  lower half of its id.
     * @param idHigh upper half.
     * @param ledger of it.
     * @param code   of it.
     * @param flags  of it.
     * @param stamp  of its opening.
     * @return whether it is there now: false if an account with that id is another one, or no more fit.
     */
    public boolean open(
        final long idLow, final long idHigh, final int ledger, final int code, final int flags, final long stamp)
    {
        final int slot = state.accounts.find(idLow, idHigh);
        if (slot != Accounts.ABSENT)
        {
            return state.accounts.ledger(slot) == ledger && state.accounts.code(slot) == code &&
                state.accounts.flags(slot) == flags;
        }
        if (state.accounts.count() >= state.capacities.accountsMax())
        {
            return false;
        }
        state.accounts.add(idLow, idHigh, 0, 0, 0, 0, ledger, code, flags, stamp, stamp);
        return true;
    }

    /**
     * Says whether so many transfers that are promised to nobody yet still fit.
     *
     * @param transfers to make.
     * @return whether they fit.
     */
    public boolean hasRoom(final int transfers)
    {
        return state.store.transfers() <= state.capacities.transfersMax() - transfers &&
            state.holds.count() < state.capacities.holdsMax();
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
        // A hold is a promise yet to be given; what is moved at once was promised by one.
        return move(amount, pending, !pending, code, subject, idLow, idHigh, stamp);
    }

    /**
     * The same, and says whether it was promised.
     *
     * @param amount  minor units.
     * @param pending true = only holds it.
     * @param owed    true = neither a capacity nor a closed account stands against it.
     * @param code    of the transfer, 1 to 65,535.
     * @param subject of the event that it is made for.
     * @param idLow   lower half of the wanted id.
     * @param idHigh  upper half.
     * @param stamp   of the transfer.
     * @return {@link #CREATED}, or a value of {@code CreateTransferStatus}.
     */
    public int move(
        final long amount, final boolean pending, final boolean owed, final int code, final long subject,
        final long idLow, final long idHigh, final long stamp)
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
        event.isOwed = owed;
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
        return resolve(holdRow, post ? Long.MAX_VALUE : 0, stamp);
    }

    /**
     * Posts a part of a hold, whose rest is free again, or voids it.
     *
     * @param holdRow of it in the store.
     * @param amount  to post; 0 = voids it.
     * @param stamp   of the transfer.
     * @return {@link #CREATED}, or a value of {@code CreateTransferStatus}.
     */
    public int resolve(final long holdRow, final long amount, final long stamp)
    {
        final boolean post = amount != 0;
        event.debitLow = 0;
        event.debitHigh = 0;
        event.creditLow = 0;
        event.creditHigh = 0;
        event.pendingLow = state.store.idLow(holdRow);
        event.pendingHigh = state.store.idHigh(holdRow);
        prepare(Hashing.mix(event.pendingLow, post ? 1 : 2), event.pendingHigh);
        event.amount = amount;
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
        event.userData128Low = noteLow;
        event.userData128High = noteHigh;
        event.userData32 = 0;
        event.timeout = 0;
        event.timestamp = 0;
    }
}
