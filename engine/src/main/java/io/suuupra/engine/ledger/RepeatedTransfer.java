package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;

/**
 * Compares a transfer whose id exists with the recorded one, field by field.
 */
final class RepeatedTransfer
{
    private static final int DIFFERENT_FLAGS = CreateTransferStatus.EXISTS_WITH_DIFFERENT_FLAGS.value();
    private static final int DIFFERENT_PENDING_ID = CreateTransferStatus.EXISTS_WITH_DIFFERENT_PENDING_ID.value();
    private static final int DIFFERENT_TIMEOUT = CreateTransferStatus.EXISTS_WITH_DIFFERENT_TIMEOUT.value();
    private static final int DIFFERENT_DEBIT = CreateTransferStatus.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID.value();
    private static final int DIFFERENT_CREDIT = CreateTransferStatus.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID.value();
    private static final int DIFFERENT_AMOUNT = CreateTransferStatus.EXISTS_WITH_DIFFERENT_AMOUNT.value();
    private static final int DIFFERENT_USER_DATA_128 = CreateTransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_128.value();
    private static final int DIFFERENT_USER_DATA_64 = CreateTransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_64.value();
    private static final int DIFFERENT_USER_DATA_32 = CreateTransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_32.value();
    private static final int DIFFERENT_LEDGER = CreateTransferStatus.EXISTS_WITH_DIFFERENT_LEDGER.value();
    private static final int DIFFERENT_CODE = CreateTransferStatus.EXISTS_WITH_DIFFERENT_CODE.value();
    private static final int EXISTS = CreateTransferStatus.EXISTS.value();

    private final Accounts accounts;
    private final TransferStore store;

    RepeatedTransfer(final LedgerState state)
    {
        this.accounts = state.accounts;
        this.store = state.store;
    }

    /**
     * @param event that was sent.
     * @param row   of the transfer with the same id.
     * @return {@code exists}, or the first field that differs.
     */
    int compare(final TransferEvent event, final long row)
    {
        if (event.flags != store.flags(row))
        {
            return DIFFERENT_FLAGS;
        }
        final long pendingRow = store.pendingRow(row);
        if (!hasPendingId(event, pendingRow))
        {
            return DIFFERENT_PENDING_ID;
        }
        if (event.timeout != store.timeout(row))
        {
            return DIFFERENT_TIMEOUT;
        }
        return event.isResolution() ? compareResolution(event, row, pendingRow) : compareMovement(event, row);
    }

    private int compareMovement(final TransferEvent event, final long row)
    {
        if (!isAccount(store.debitSlot(row), event.debitLow, event.debitHigh))
        {
            return DIFFERENT_DEBIT;
        }
        if (!isAccount(store.creditSlot(row), event.creditLow, event.creditHigh))
        {
            return DIFFERENT_CREDIT;
        }
        final long recorded = store.amount(row);
        final boolean balancing = event.is(TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT);
        if (balancing ? event.amount < recorded : event.amount != recorded)
        {
            return DIFFERENT_AMOUNT;
        }
        if (event.userData128Low != store.userData128Low(row) || event.userData128High != store.userData128High(row))
        {
            return DIFFERENT_USER_DATA_128;
        }
        if (event.userData64 != store.userData64(row))
        {
            return DIFFERENT_USER_DATA_64;
        }
        if (event.userData32 != store.userData32(row))
        {
            return DIFFERENT_USER_DATA_32;
        }
        if (event.ledger != accounts.ledger(store.debitSlot(row)))
        {
            return DIFFERENT_LEDGER;
        }
        return event.code == store.code(row) ? EXISTS : DIFFERENT_CODE;
    }

    // What was sent as 0 was inherited from the hold, so it is compared as the hold's.
    private int compareResolution(final TransferEvent event, final long row, final long holdRow)
    {
        if (event.hasDebitAccount() && !isAccount(store.debitSlot(row), event.debitLow, event.debitHigh))
        {
            return DIFFERENT_DEBIT;
        }
        if (event.hasCreditAccount() && !isAccount(store.creditSlot(row), event.creditLow, event.creditHigh))
        {
            return DIFFERENT_CREDIT;
        }
        final long whole = event.isVoid() ? 0 : Long.MAX_VALUE;
        if ((event.amount == whole ? store.amount(holdRow) : event.amount) != store.amount(row))
        {
            return DIFFERENT_AMOUNT;
        }
        final boolean own128 = event.hasUserData128();
        if ((own128 ? event.userData128Low : store.userData128Low(holdRow)) != store.userData128Low(row) ||
            (own128 ? event.userData128High : store.userData128High(holdRow)) != store.userData128High(row))
        {
            return DIFFERENT_USER_DATA_128;
        }
        if ((event.userData64 != 0 ? event.userData64 : store.userData64(holdRow)) != store.userData64(row))
        {
            return DIFFERENT_USER_DATA_64;
        }
        if ((event.userData32 != 0 ? event.userData32 : store.userData32(holdRow)) != store.userData32(row))
        {
            return DIFFERENT_USER_DATA_32;
        }
        if (event.ledger != 0 && event.ledger != accounts.ledger(store.debitSlot(row)))
        {
            return DIFFERENT_LEDGER;
        }
        return event.code == 0 || event.code == store.code(row) ? EXISTS : DIFFERENT_CODE;
    }

    private boolean hasPendingId(final TransferEvent event, final long pendingRow)
    {
        return pendingRow == TransferStore.ABSENT ? !event.hasPendingId() :
            event.pendingLow == store.idLow(pendingRow) && event.pendingHigh == store.idHigh(pendingRow);
    }

    private boolean isAccount(final int slot, final long idLow, final long idHigh)
    {
        return accounts.idLow(slot) == idLow && accounts.idHigh(slot) == idHigh;
    }
}
