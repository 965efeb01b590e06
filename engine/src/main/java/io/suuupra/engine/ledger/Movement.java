package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.RecordKind;

/**
 * Creates a transfer that posts at once, or that holds.
 */
final class Movement
{
    private static final int CREATED = Batch.CREATED;
    private static final int DEBIT_ID_ZERO = CreateTransferStatus.DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO.value();
    private static final int DEBIT_ID_MAX = CreateTransferStatus.DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX.value();
    private static final int CREDIT_ID_ZERO = CreateTransferStatus.CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO.value();
    private static final int CREDIT_ID_MAX = CreateTransferStatus.CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX.value();
    private static final int SAME_ACCOUNT = CreateTransferStatus.ACCOUNTS_MUST_BE_DIFFERENT.value();
    private static final int PENDING_ID = CreateTransferStatus.PENDING_ID_MUST_BE_ZERO.value();
    private static final int TIMEOUT_RESERVED = CreateTransferStatus.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER.value();
    private static final int CLOSING_NOT_PENDING = CreateTransferStatus.CLOSING_TRANSFER_MUST_BE_PENDING.value();
    private static final int LEDGER_ZERO = CreateTransferStatus.LEDGER_MUST_NOT_BE_ZERO.value();
    private static final int CODE_ZERO = CreateTransferStatus.CODE_MUST_NOT_BE_ZERO.value();
    private static final int DEBIT_NOT_FOUND = CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND.value();
    private static final int CREDIT_NOT_FOUND = CreateTransferStatus.CREDIT_ACCOUNT_NOT_FOUND.value();
    private static final int ACCOUNTS_LEDGER = CreateTransferStatus.ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER.value();
    private static final int TRANSFER_LEDGER =
        CreateTransferStatus.TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS.value();
    private static final int REGRESSES = CreateTransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS.value();
    private static final int POSTDATE_DEBIT =
        CreateTransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT.value();
    private static final int POSTDATE_CREDIT =
        CreateTransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT.value();
    private static final int IMPORTED_TIMEOUT = CreateTransferStatus.IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO.value();
    private static final int DEBIT_CLOSED = CreateTransferStatus.DEBIT_ACCOUNT_ALREADY_CLOSED.value();
    private static final int CREDIT_CLOSED = CreateTransferStatus.CREDIT_ACCOUNT_ALREADY_CLOSED.value();
    private static final int OVERFLOWS_DEBITS_PENDING = CreateTransferStatus.OVERFLOWS_DEBITS_PENDING.value();
    private static final int OVERFLOWS_CREDITS_PENDING = CreateTransferStatus.OVERFLOWS_CREDITS_PENDING.value();
    private static final int OVERFLOWS_DEBITS_POSTED = CreateTransferStatus.OVERFLOWS_DEBITS_POSTED.value();
    private static final int OVERFLOWS_CREDITS_POSTED = CreateTransferStatus.OVERFLOWS_CREDITS_POSTED.value();
    private static final int OVERFLOWS_DEBITS = CreateTransferStatus.OVERFLOWS_DEBITS.value();
    private static final int OVERFLOWS_CREDITS = CreateTransferStatus.OVERFLOWS_CREDITS.value();
    private static final int OVERFLOWS_TIMEOUT = CreateTransferStatus.OVERFLOWS_TIMEOUT.value();
    private static final int EXCEEDS_CREDITS = CreateTransferStatus.EXCEEDS_CREDITS.value();
    private static final int EXCEEDS_DEBITS = CreateTransferStatus.EXCEEDS_DEBITS.value();
    private static final int CAPACITY_EXCEEDED = CreateTransferStatus.CAPACITY_EXCEEDED.value();
    private static final int KIND_SINGLE = RecordKind.SINGLE_PHASE.value();

    private final LedgerState state;
    private final Accounts accounts;
    private final TransferStore store;
    private int debitSlot;
    private int creditSlot;
    private long amount;
    private long timestamp;

    Movement(final LedgerState state)
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
        int reason = checkForm(event);
        if (reason == CREATED)
        {
            reason = checkAccounts(event);
        }
        if (reason == CREATED)
        {
            amount = amountOf(event);
            reason = checkBalances(event, stamp);
        }
        if (reason == CREATED)
        {
            apply(event, stamp);
        }
        return reason;
    }

    private static int checkForm(final TransferEvent event)
    {
        if (!event.hasDebitAccount())
        {
            return DEBIT_ID_ZERO;
        }
        if ((event.debitLow & event.debitHigh) == -1)
        {
            return DEBIT_ID_MAX;
        }
        if (!event.hasCreditAccount())
        {
            return CREDIT_ID_ZERO;
        }
        if ((event.creditLow & event.creditHigh) == -1)
        {
            return CREDIT_ID_MAX;
        }
        if (event.debitLow == event.creditLow && event.debitHigh == event.creditHigh)
        {
            return SAME_ACCOUNT;
        }
        if (event.hasPendingId())
        {
            return PENDING_ID;
        }
        final boolean pending = event.is(TransferFlags.PENDING);
        if (!pending && event.timeout != 0)
        {
            return TIMEOUT_RESERVED;
        }
        if (!pending && event.is(TransferFlags.CLOSING_DEBIT | TransferFlags.CLOSING_CREDIT))
        {
            return CLOSING_NOT_PENDING;
        }
        if (event.ledger == 0)
        {
            return LEDGER_ZERO;
        }
        return event.code == 0 ? CODE_ZERO : CREATED;
    }

    private int checkAccounts(final TransferEvent event)
    {
        debitSlot = state.findAccount(event.debitHash, event.debitLow, event.debitHigh);
        if (debitSlot == Accounts.ABSENT)
        {
            return DEBIT_NOT_FOUND;
        }
        creditSlot = state.findAccount(event.creditHash, event.creditLow, event.creditHigh);
        if (creditSlot == Accounts.ABSENT)
        {
            return CREDIT_NOT_FOUND;
        }
        if (accounts.ledger(debitSlot) != accounts.ledger(creditSlot))
        {
            return ACCOUNTS_LEDGER;
        }
        if (event.ledger != accounts.ledger(debitSlot))
        {
            return TRANSFER_LEDGER;
        }
        if (event.is(TransferFlags.IMPORTED))
        {
            final int reason = checkImported(event);
            if (reason != CREATED)
            {
                return reason;
            }
        }
        if (event.isOwed)
        {
            return CREATED;
        }
        if (accounts.isClosed(debitSlot))
        {
            return DEBIT_CLOSED;
        }
        return accounts.isClosed(creditSlot) ? CREDIT_CLOSED : CREATED;
    }

    private int checkImported(final TransferEvent event)
    {
        if (state.transferRegresses(event.timestamp))
        {
            return REGRESSES;
        }
        if (event.timestamp <= accounts.timestamp(debitSlot))
        {
            return POSTDATE_DEBIT;
        }
        if (event.timestamp <= accounts.timestamp(creditSlot))
        {
            return POSTDATE_CREDIT;
        }
        return event.timeout == 0 ? CREATED : IMPORTED_TIMEOUT;
    }

    private long amountOf(final TransferEvent event)
    {
        long result = event.amount;
        if (event.is(TransferFlags.BALANCING_DEBIT))
        {
            final long used = accounts.debitsPosted(debitSlot) + accounts.debitsPending(debitSlot);
            result = Math.min(result, Math.max(0, accounts.creditsPosted(debitSlot) - used));
        }
        if (event.is(TransferFlags.BALANCING_CREDIT))
        {
            final long used = accounts.creditsPosted(creditSlot) + accounts.creditsPending(creditSlot);
            result = Math.min(result, Math.max(0, accounts.debitsPosted(creditSlot) - used));
        }
        return result;
    }

    // Pending and posted of one side never exceed 2^63 - 1 together, which is checked here, so their sums are exact.
    private int checkBalances(final TransferEvent event, final long stamp)
    {
        final long debitsPending = accounts.debitsPending(debitSlot);
        final long debitsPosted = accounts.debitsPosted(debitSlot);
        final long creditsPending = accounts.creditsPending(creditSlot);
        final long creditsPosted = accounts.creditsPosted(creditSlot);
        if (event.is(TransferFlags.PENDING))
        {
            if (overflows(debitsPending))
            {
                return OVERFLOWS_DEBITS_PENDING;
            }
            if (overflows(creditsPending))
            {
                return OVERFLOWS_CREDITS_PENDING;
            }
        }
        if (overflows(debitsPosted))
        {
            return OVERFLOWS_DEBITS_POSTED;
        }
        if (overflows(creditsPosted))
        {
            return OVERFLOWS_CREDITS_POSTED;
        }
        if (overflows(debitsPending + debitsPosted))
        {
            return OVERFLOWS_DEBITS;
        }
        if (overflows(creditsPending + creditsPosted))
        {
            return OVERFLOWS_CREDITS;
        }
        if (TransferStore.timeoutNs(event.timeout) > Long.MAX_VALUE - stamp)
        {
            return OVERFLOWS_TIMEOUT;
        }
        if ((accounts.flags(debitSlot) & AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS) != 0 &&
            debitsPending + debitsPosted + amount > accounts.creditsPosted(debitSlot))
        {
            return EXCEEDS_CREDITS;
        }
        if ((accounts.flags(creditSlot) & AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS) != 0 &&
            creditsPending + creditsPosted + amount > accounts.debitsPosted(creditSlot))
        {
            return EXCEEDS_DEBITS;
        }
        return event.isOwed || hasRoom(event) ? CREATED : CAPACITY_EXCEEDED;
    }

    private boolean overflows(final long sum)
    {
        return amount > Long.MAX_VALUE - sum;
    }

    private boolean hasRoom(final TransferEvent event)
    {
        return store.transfers() < state.capacities.transfersMax() &&
            (!event.is(TransferFlags.PENDING) || state.holds.count() < state.capacities.holdsMax());
    }

    // From here the command must succeed.
    private void apply(final TransferEvent event, final long stamp)
    {
        timestamp = event.is(TransferFlags.IMPORTED) ? event.timestamp : stamp;
        final boolean pending = event.is(TransferFlags.PENDING);
        final long row = store.open();
        long ordinal = TransferStore.ABSENT;
        if (pending)
        {
            state.balances.hold(debitSlot, creditSlot, amount);
            ordinal = state.holds.add(row);
            if (event.is(TransferFlags.CLOSING_DEBIT))
            {
                state.balances.close(debitSlot, true);
            }
            if (event.is(TransferFlags.CLOSING_CREDIT))
            {
                state.balances.close(creditSlot, true);
            }
        }
        else
        {
            state.balances.post(debitSlot, creditSlot, amount);
        }
        store.putId(row, event.idLow, event.idHigh);
        store.putParties(row, debitSlot, creditSlot, amount);
        store.putHold(row, TransferStore.ABSENT, ordinal);
        store.putUserData(row, event.userData128Low, event.userData128High, event.userData64, event.userData32);
        store.putTraits(row, event.timeout, event.code, event.flags,
            pending ? TransferStore.KIND_PENDING : KIND_SINGLE, state.closedBits(debitSlot, creditSlot));
        if (event.isOwn)
        {
            store.putOwn(row);
        }
        store.putTimes(row, timestamp, stamp);
        state.putSides(row, debitSlot, creditSlot);
        store.appendTransfer(row, event.idHash, timestamp);
        if (pending && event.timeout != 0)
        {
            state.undo.onHoldCreated(ordinal, store.expiry(row));
        }
    }
}
