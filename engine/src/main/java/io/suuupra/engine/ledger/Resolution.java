package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.RecordKind;

/**
 * Creates a transfer that posts or voids a hold, and expires holds.
 */
final class Resolution
{
    private static final int CREATED = Batch.CREATED;
    private static final int PENDING_ID_ZERO = CreateTransferStatus.PENDING_ID_MUST_NOT_BE_ZERO.value();
    private static final int PENDING_ID_MAX = CreateTransferStatus.PENDING_ID_MUST_NOT_BE_INT_MAX.value();
    private static final int PENDING_ID_OWN = CreateTransferStatus.PENDING_ID_MUST_BE_DIFFERENT.value();
    private static final int TIMEOUT_RESERVED = CreateTransferStatus.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER.value();
    private static final int NOT_FOUND = CreateTransferStatus.PENDING_TRANSFER_NOT_FOUND.value();
    private static final int NOT_PENDING = CreateTransferStatus.PENDING_TRANSFER_NOT_PENDING.value();
    private static final int DIFFERENT_DEBIT =
        CreateTransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID.value();
    private static final int DIFFERENT_CREDIT =
        CreateTransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID.value();
    private static final int DIFFERENT_LEDGER = CreateTransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_LEDGER.value();
    private static final int DIFFERENT_CODE = CreateTransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_CODE.value();
    private static final int EXCEEDS_AMOUNT = CreateTransferStatus.EXCEEDS_PENDING_TRANSFER_AMOUNT.value();
    private static final int DIFFERENT_AMOUNT = CreateTransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT.value();
    private static final int ALREADY_POSTED = CreateTransferStatus.PENDING_TRANSFER_ALREADY_POSTED.value();
    private static final int ALREADY_VOIDED = CreateTransferStatus.PENDING_TRANSFER_ALREADY_VOIDED.value();
    private static final int ALREADY_EXPIRED = CreateTransferStatus.PENDING_TRANSFER_EXPIRED.value();
    private static final int REGRESSES = CreateTransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS.value();
    private static final int DEBIT_CLOSED = CreateTransferStatus.DEBIT_ACCOUNT_ALREADY_CLOSED.value();
    private static final int CREDIT_CLOSED = CreateTransferStatus.CREDIT_ACCOUNT_ALREADY_CLOSED.value();
    private static final int CAPACITY_EXCEEDED = CreateTransferStatus.CAPACITY_EXCEEDED.value();
    private static final int KIND_POSTED = RecordKind.TWO_PHASE_POSTED.value();
    private static final int KIND_VOIDED = RecordKind.TWO_PHASE_VOIDED.value();

    private final LedgerState state;
    private final Accounts accounts;
    private final TransferStore store;
    private long holdRow;
    private long ordinal;
    private int debitSlot;
    private int creditSlot;
    private long amount;
    private long timestamp;

    Resolution(final LedgerState state)
    {
        this.state = state;
        this.accounts = state.accounts;
        this.store = state.store;
    }

    /** @return timestamp for the result of the last {@link #create}. */
    long timestamp()
    {
        return timestamp;
    }

    int create(final TransferEvent event, final long stamp)
    {
        timestamp = stamp;
        int reason = checkHold(event);
        if (reason == CREATED)
        {
            reason = checkAgreement(event);
        }
        if (reason == CREATED)
        {
            reason = checkState(event, stamp);
        }
        if (reason == CREATED)
        {
            apply(event, stamp);
        }
        return reason;
    }

    private int checkHold(final TransferEvent event)
    {
        if (!event.hasPendingId())
        {
            return PENDING_ID_ZERO;
        }
        if ((event.pendingLow & event.pendingHigh) == -1)
        {
            return PENDING_ID_MAX;
        }
        if (event.pendingLow == event.idLow && event.pendingHigh == event.idHigh)
        {
            return PENDING_ID_OWN;
        }
        if (event.timeout != 0)
        {
            return TIMEOUT_RESERVED;
        }
        holdRow = store.find(event.pendingLow, event.pendingHigh);
        if (holdRow == TransferStore.ABSENT || !store.isTransfer(holdRow) ||
            !state.sees(accounts.ledger(store.debitSlot(holdRow))) || store.isOwn(holdRow) && !event.isOwn)
        {
            return NOT_FOUND;
        }
        return store.kind(holdRow) == TransferStore.KIND_PENDING ? CREATED : NOT_PENDING;
    }

    private int checkAgreement(final TransferEvent event)
    {
        wrap(holdRow);
        if (event.hasDebitAccount() && !isAccount(debitSlot, event.debitLow, event.debitHigh))
        {
            return DIFFERENT_DEBIT;
        }
        if (event.hasCreditAccount() && !isAccount(creditSlot, event.creditLow, event.creditHigh))
        {
            return DIFFERENT_CREDIT;
        }
        if (event.ledger != 0 && event.ledger != accounts.ledger(debitSlot))
        {
            return DIFFERENT_LEDGER;
        }
        if (event.code != 0 && event.code != store.code(holdRow))
        {
            return DIFFERENT_CODE;
        }
        final long held = store.amount(holdRow);
        final long whole = event.isVoid() ? 0 : Long.MAX_VALUE;
        amount = event.amount == whole ? held : event.amount;
        if (amount > held)
        {
            return EXCEEDS_AMOUNT;
        }
        return event.isVoid() && amount < held ? DIFFERENT_AMOUNT : CREATED;
    }

    private int checkState(final TransferEvent event, final long stamp)
    {
        final int status = state.holds.status(ordinal);
        if (status == Holds.POSTED)
        {
            return ALREADY_POSTED;
        }
        if (status == Holds.VOIDED)
        {
            return ALREADY_VOIDED;
        }
        if (status == Holds.EXPIRED || store.timeout(holdRow) != 0 && stamp >= store.expiry(holdRow))
        {
            return ALREADY_EXPIRED;
        }
        if (event.is(TransferFlags.IMPORTED) && state.transferRegresses(event.timestamp))
        {
            return REGRESSES;
        }
        if (event.isOwed)
        {
            return CREATED;
        }
        if (!event.isVoid() && accounts.isClosed(debitSlot))
        {
            return DEBIT_CLOSED;
        }
        if (!event.isVoid() && accounts.isClosed(creditSlot))
        {
            return CREDIT_CLOSED;
        }
        return store.transfers() < state.capacities.transfersMax() ? CREATED : CAPACITY_EXCEEDED;
    }

    // From here the command must succeed.
    private void apply(final TransferEvent event, final long stamp)
    {
        timestamp = event.is(TransferFlags.IMPORTED) ? event.timestamp : stamp;
        final boolean voided = event.isVoid();
        final long row = store.open();
        release(voided ? 0 : amount, voided ? Holds.VOIDED : Holds.POSTED);
        state.undo.onHoldResolved(ordinal, store.timeout(holdRow) != 0);
        store.putId(row, event.idLow, event.idHigh);
        store.putParties(row, debitSlot, creditSlot, amount);
        store.putHold(row, holdRow, TransferStore.ABSENT);
        final boolean own128 = event.hasUserData128();
        store.putUserData(
            row,
            own128 ? event.userData128Low : store.userData128Low(holdRow),
            own128 ? event.userData128High : store.userData128High(holdRow),
            event.userData64 != 0 ? event.userData64 : store.userData64(holdRow),
            event.userData32 != 0 ? event.userData32 : store.userData32(holdRow));
        store.putTraits(row, 0, store.code(holdRow), event.flags, voided ? KIND_VOIDED : KIND_POSTED,
            state.closedBits(debitSlot, creditSlot));
        store.putTimes(row, timestamp, stamp);
        state.putSides(row, debitSlot, creditSlot);
        store.appendTransfer(row, event.idHash, timestamp);
    }

    /** Expires a hold that is open and due. */
    void expire(final long expired, final long stamp)
    {
        wrap(state.holds.row(expired));
        final long row = store.open();
        release(0, Holds.EXPIRED);
        store.putId(row, store.idLow(holdRow), store.idHigh(holdRow));
        store.putParties(row, debitSlot, creditSlot, store.amount(holdRow));
        store.putHold(row, holdRow, TransferStore.ABSENT);
        store.putUserData(row, store.userData128Low(holdRow), store.userData128High(holdRow),
            store.userData64(holdRow), store.userData32(holdRow));
        store.putTraits(row, store.timeout(holdRow), store.code(holdRow), store.flags(holdRow),
            TransferStore.KIND_EXPIRED, state.closedBits(debitSlot, creditSlot));
        store.putTimes(row, store.lastTransferTimestamp(), stamp);
        state.putSides(row, debitSlot, creditSlot);
        store.appendExpiry(row);
    }

    private void wrap(final long row)
    {
        holdRow = row;
        ordinal = store.holdOrdinal(row);
        debitSlot = store.debitSlot(row);
        creditSlot = store.creditSlot(row);
    }

    private void release(final long posted, final int status)
    {
        state.balances.release(debitSlot, creditSlot, store.amount(holdRow), posted);
        state.holds.resolve(ordinal, status);
        if (status == Holds.POSTED)
        {
            return;
        }
        final int flags = store.flags(holdRow);
        if ((flags & TransferFlags.CLOSING_DEBIT) != 0)
        {
            state.balances.close(debitSlot, false);
        }
        if ((flags & TransferFlags.CLOSING_CREDIT) != 0)
        {
            state.balances.close(creditSlot, false);
        }
    }

    private boolean isAccount(final int slot, final long idLow, final long idHigh)
    {
        return accounts.idLow(slot) == idLow && accounts.idHigh(slot) == idHigh;
    }
}
