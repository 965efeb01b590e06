package io.suuupra.testkit.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

import static io.suuupra.codecs.frame.TransferFlags.BALANCING_CREDIT;
import static io.suuupra.codecs.frame.TransferFlags.BALANCING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.CLOSING_CREDIT;
import static io.suuupra.codecs.frame.TransferFlags.CLOSING_DEBIT;
import static io.suuupra.codecs.frame.TransferFlags.IMPORTED;
import static io.suuupra.codecs.frame.TransferFlags.PENDING;
import static io.suuupra.codecs.frame.TransferFlags.POST_PENDING_TRANSFER;
import static io.suuupra.codecs.frame.TransferFlags.VOID_PENDING_TRANSFER;
import static io.suuupra.codecs.generated.CreateTransferStatus.*;

/**
 * The statuses of create_transfers, one line each, in their order.
 */
final class ReferenceTransferRules implements ReferenceRules<Transfer, CreateTransferStatus>
{
    static final Set<CreateTransferStatus> BURNING = EnumSet.of(
        DEBIT_ACCOUNT_NOT_FOUND,
        CREDIT_ACCOUNT_NOT_FOUND,
        PENDING_TRANSFER_NOT_FOUND,
        EXCEEDS_CREDITS,
        EXCEEDS_DEBITS,
        DEBIT_ACCOUNT_ALREADY_CLOSED,
        CREDIT_ACCOUNT_ALREADY_CLOSED);

    private static final BatchStatuses<CreateTransferStatus> STATUSES = new BatchStatuses<>(
        CREATED,
        EXISTS,
        LINKED_EVENT_FAILED,
        LINKED_EVENT_CHAIN_OPEN,
        IMPORTED_EVENT_EXPECTED,
        IMPORTED_EVENT_NOT_EXPECTED,
        TIMESTAMP_MUST_BE_ZERO,
        IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE,
        IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE);
    private static final Fields<Transfer> FIELDS =
        new Fields<>(Transfer::flags, Transfer::timestamp, TransferFlags.LINKED, IMPORTED);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final long WHOLE_HOLD = Long.MAX_VALUE;

    private final Capacities capacities;

    /** Stays when a chain is taken back. */
    private final Set<UInt128> burnt = new HashSet<>();

    ReferenceTransferRules(final Capacities capacities)
    {
        this.capacities = capacities;
    }

    int burntIds()
    {
        return burnt.size();
    }

    @Override
    public BatchStatuses<CreateTransferStatus> statuses()
    {
        return STATUSES;
    }

    @Override
    public Fields<Transfer> fields()
    {
        return FIELDS;
    }

    @Override
    public long timestampOfExisting(final ReferenceState state, final Transfer transfer)
    {
        return state.transfers.get(transfer.id()).timestamp();
    }

    @Override
    public void refused(final Transfer transfer, final CreateTransferStatus status)
    {
        if (BURNING.contains(status))
        {
            burnt.add(transfer.id());
        }
    }

    @Override
    public CreateTransferStatus check(
        final ReferenceState state, final Transfer transfer, final long stamp, final long timestamp)
    {
        if ((transfer.flags() & ~TransferFlags.ALL) != 0)
        {
            return RESERVED_FLAG;
        }
        if (transfer.id().equals(UInt128.ZERO))
        {
            return ID_MUST_NOT_BE_ZERO;
        }
        if (transfer.id().equals(UInt128.MAX))
        {
            return ID_MUST_NOT_BE_INT_MAX;
        }
        final Transfer existing = state.transfers.get(transfer.id());
        if (existing != null)
        {
            return ReferenceExists.compare(
                transfer, existing, isPostOrVoid(transfer) ? state.transfers.get(existing.pendingId()) : null);
        }
        if (burnt.contains(transfer.id()))
        {
            return ID_ALREADY_FAILED;
        }
        if (areFlagsExclusive(transfer))
        {
            return FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        }
        final CreateTransferStatus status = isPostOrVoid(transfer) ?
            checkPostOrVoid(state, transfer, stamp) : checkSingleOrPending(state, transfer, timestamp);
        return status == CREATED && isFull(state, transfer) ? CAPACITY_EXCEEDED : status;
    }

    private static boolean areFlagsExclusive(final Transfer transfer)
    {
        return isPostOrVoid(transfer) &&
            (has(transfer, POST_PENDING_TRANSFER) && has(transfer, VOID_PENDING_TRANSFER) ||
                has(transfer, PENDING) ||
                has(transfer, BALANCING_DEBIT) ||
                has(transfer, BALANCING_CREDIT) ||
                has(transfer, CLOSING_DEBIT) ||
                has(transfer, CLOSING_CREDIT));
    }

    /** Tombstones and expiries always fit, so only transfers are counted; holds are, even if they are resolved. */
    private boolean isFull(final ReferenceState state, final Transfer transfer)
    {
        return state.transfers.size() >= capacities.transfersMax() ||
            has(transfer, PENDING) && state.holds.size() >= capacities.holdsMax();
    }

    private static CreateTransferStatus checkSingleOrPending(
        final ReferenceState state, final Transfer transfer, final long timestamp)
    {
        final CreateTransferStatus form = checkForm(transfer);
        if (form != CREATED)
        {
            return form;
        }
        final Account debit = state.accounts.get(transfer.debitAccountId());
        final Account credit = state.accounts.get(transfer.creditAccountId());
        if (debit == null)
        {
            return DEBIT_ACCOUNT_NOT_FOUND;
        }
        if (credit == null)
        {
            return CREDIT_ACCOUNT_NOT_FOUND;
        }
        if (debit.ledger() != credit.ledger())
        {
            return ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER;
        }
        if (transfer.ledger() != debit.ledger())
        {
            return TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS;
        }
        if (has(transfer, IMPORTED))
        {
            final CreateTransferStatus imported = checkImported(state, transfer, debit, credit);
            if (imported != CREATED)
            {
                return imported;
            }
        }
        if (isClosed(debit))
        {
            return DEBIT_ACCOUNT_ALREADY_CLOSED;
        }
        if (isClosed(credit))
        {
            return CREDIT_ACCOUNT_ALREADY_CLOSED;
        }
        return checkBalances(transfer, actualAmount(transfer, debit, credit), debit, credit, timestamp);
    }

    private static CreateTransferStatus checkForm(final Transfer transfer)
    {
        if (transfer.debitAccountId().equals(UInt128.ZERO))
        {
            return DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
        }
        if (transfer.debitAccountId().equals(UInt128.MAX))
        {
            return DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
        }
        if (transfer.creditAccountId().equals(UInt128.ZERO))
        {
            return CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
        }
        if (transfer.creditAccountId().equals(UInt128.MAX))
        {
            return CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
        }
        if (transfer.debitAccountId().equals(transfer.creditAccountId()))
        {
            return ACCOUNTS_MUST_BE_DIFFERENT;
        }
        if (!transfer.pendingId().equals(UInt128.ZERO))
        {
            return PENDING_ID_MUST_BE_ZERO;
        }
        if (transfer.timeout() != 0 && !has(transfer, PENDING))
        {
            return TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
        }
        if ((has(transfer, CLOSING_DEBIT) || has(transfer, CLOSING_CREDIT)) && !has(transfer, PENDING))
        {
            return CLOSING_TRANSFER_MUST_BE_PENDING;
        }
        if (transfer.ledger() == 0)
        {
            return LEDGER_MUST_NOT_BE_ZERO;
        }
        if (transfer.code() == 0)
        {
            return CODE_MUST_NOT_BE_ZERO;
        }
        return CREATED;
    }

    private static CreateTransferStatus checkImported(
        final ReferenceState state, final Transfer transfer, final Account debit, final Account credit)
    {
        if (regresses(state, transfer))
        {
            return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
        }
        if (transfer.timestamp() <= debit.timestamp())
        {
            return IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT;
        }
        if (transfer.timestamp() <= credit.timestamp())
        {
            return IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT;
        }
        if (transfer.timeout() != 0)
        {
            return IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO;
        }
        return CREATED;
    }

    private static CreateTransferStatus checkBalances(
        final Transfer transfer,
        final long amount,
        final Account debit,
        final Account credit,
        final long timestamp)
    {
        if (has(transfer, PENDING) && isAboveMax(debit.debitsPending(), amount))
        {
            return OVERFLOWS_DEBITS_PENDING;
        }
        if (has(transfer, PENDING) && isAboveMax(credit.creditsPending(), amount))
        {
            return OVERFLOWS_CREDITS_PENDING;
        }
        if (isAboveMax(debit.debitsPosted(), amount))
        {
            return OVERFLOWS_DEBITS_POSTED;
        }
        if (isAboveMax(credit.creditsPosted(), amount))
        {
            return OVERFLOWS_CREDITS_POSTED;
        }
        if (isAboveMax(debit.debitsPending(), debit.debitsPosted(), amount))
        {
            return OVERFLOWS_DEBITS;
        }
        if (isAboveMax(credit.creditsPending(), credit.creditsPosted(), amount))
        {
            return OVERFLOWS_CREDITS;
        }
        if (isAboveMax(timestamp, Integer.toUnsignedLong(transfer.timeout()) * ReferenceState.NS_PER_SECOND))
        {
            return OVERFLOWS_TIMEOUT;
        }
        if ((debit.flags() & AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS) != 0 &&
            Math.addExact(Math.addExact(debit.debitsPending(), debit.debitsPosted()), amount) > debit.creditsPosted())
        {
            return EXCEEDS_CREDITS;
        }
        if ((credit.flags() & AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS) != 0 &&
            Math.addExact(Math.addExact(credit.creditsPending(), credit.creditsPosted()), amount) >
                credit.debitsPosted())
        {
            return EXCEEDS_DEBITS;
        }
        return CREATED;
    }

    private static CreateTransferStatus checkPostOrVoid(
        final ReferenceState state, final Transfer transfer, final long stamp)
    {
        if (transfer.pendingId().equals(UInt128.ZERO))
        {
            return PENDING_ID_MUST_NOT_BE_ZERO;
        }
        if (transfer.pendingId().equals(UInt128.MAX))
        {
            return PENDING_ID_MUST_NOT_BE_INT_MAX;
        }
        if (transfer.pendingId().equals(transfer.id()))
        {
            return PENDING_ID_MUST_BE_DIFFERENT;
        }
        if (transfer.timeout() != 0)
        {
            return TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
        }
        final Transfer hold = state.transfers.get(transfer.pendingId());
        if (hold == null)
        {
            return PENDING_TRANSFER_NOT_FOUND;
        }
        if (!has(hold, PENDING))
        {
            return PENDING_TRANSFER_NOT_PENDING;
        }
        final CreateTransferStatus agreement = checkAgainstHold(transfer, hold);
        return agreement != CREATED ? agreement : checkFateOfHold(state, transfer, hold, stamp);
    }

    private static CreateTransferStatus checkAgainstHold(final Transfer transfer, final Transfer hold)
    {
        if (!transfer.debitAccountId().isZero() && !transfer.debitAccountId().equals(hold.debitAccountId()))
        {
            return PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID;
        }
        if (!transfer.creditAccountId().isZero() && !transfer.creditAccountId().equals(hold.creditAccountId()))
        {
            return PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID;
        }
        if (transfer.ledger() != 0 && transfer.ledger() != hold.ledger())
        {
            return PENDING_TRANSFER_HAS_DIFFERENT_LEDGER;
        }
        if (transfer.code() != 0 && transfer.code() != hold.code())
        {
            return PENDING_TRANSFER_HAS_DIFFERENT_CODE;
        }
        final long amount = resolvedAmount(transfer, hold);
        if (amount > hold.amount())
        {
            return EXCEEDS_PENDING_TRANSFER_AMOUNT;
        }
        if (has(transfer, VOID_PENDING_TRANSFER) && amount < hold.amount())
        {
            return PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
        }
        return CREATED;
    }

    private static CreateTransferStatus checkFateOfHold(
        final ReferenceState state, final Transfer transfer, final Transfer hold, final long stamp)
    {
        final ReferenceState.Hold fate = state.holds.get(hold.id());
        if (fate == ReferenceState.Hold.POSTED)
        {
            return PENDING_TRANSFER_ALREADY_POSTED;
        }
        if (fate == ReferenceState.Hold.VOIDED)
        {
            return PENDING_TRANSFER_ALREADY_VOIDED;
        }
        if (fate == ReferenceState.Hold.EXPIRED || hold.timeout() != 0 && stamp >= ReferenceState.expiryOf(hold))
        {
            return PENDING_TRANSFER_EXPIRED;
        }
        if (has(transfer, IMPORTED) && regresses(state, transfer))
        {
            return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
        }
        if (has(transfer, POST_PENDING_TRANSFER) && isClosed(state.accounts.get(hold.debitAccountId())))
        {
            return DEBIT_ACCOUNT_ALREADY_CLOSED;
        }
        if (has(transfer, POST_PENDING_TRANSFER) && isClosed(state.accounts.get(hold.creditAccountId())))
        {
            return CREDIT_ACCOUNT_ALREADY_CLOSED;
        }
        return CREATED;
    }

    @Override
    public void apply(final ReferenceState state, final Transfer transfer, final long stamp, final long timestamp)
    {
        if (isPostOrVoid(transfer))
        {
            applyPostOrVoid(state, transfer, stamp, timestamp);
        }
        else
        {
            applySingleOrPending(state, transfer, stamp, timestamp);
        }
    }

    private static void applySingleOrPending(
        final ReferenceState state, final Transfer transfer, final long stamp, final long timestamp)
    {
        final Account debit = state.accounts.get(transfer.debitAccountId());
        final Account credit = state.accounts.get(transfer.creditAccountId());
        final long amount = actualAmount(transfer, debit, credit);
        final Transfer stored = new Transfer(
            transfer.id(),
            debit.id(),
            credit.id(),
            amount,
            UInt128.ZERO,
            transfer.userData128(),
            transfer.userData64(),
            transfer.userData32(),
            transfer.timeout(),
            transfer.ledger(),
            transfer.code(),
            transfer.flags(),
            timestamp);
        state.transfers.put(stored.id(), stored);
        if (has(transfer, PENDING))
        {
            state.holds.put(stored.id(), ReferenceState.Hold.OPEN);
            state.move(debit.id(), amount, 0, 0, 0);
            state.move(credit.id(), 0, 0, amount, 0);
        }
        else
        {
            state.move(debit.id(), 0, amount, 0, 0);
            state.move(credit.id(), 0, 0, 0, amount);
        }
        if (has(transfer, CLOSING_DEBIT))
        {
            state.setClosed(debit.id(), true);
        }
        if (has(transfer, CLOSING_CREDIT))
        {
            state.setClosed(credit.id(), true);
        }
        state.record(stamp, has(transfer, PENDING) ? ChangeKind.TWO_PHASE_PENDING : ChangeKind.SINGLE_PHASE, stored);
    }

    private static void applyPostOrVoid(
        final ReferenceState state, final Transfer transfer, final long stamp, final long timestamp)
    {
        final Transfer hold = state.transfers.get(transfer.pendingId());
        final long amount = resolvedAmount(transfer, hold);
        final Transfer stored = new Transfer(
            transfer.id(),
            hold.debitAccountId(),
            hold.creditAccountId(),
            amount,
            hold.id(),
            transfer.userData128().isZero() ? hold.userData128() : transfer.userData128(),
            transfer.userData64() == 0 ? hold.userData64() : transfer.userData64(),
            transfer.userData32() == 0 ? hold.userData32() : transfer.userData32(),
            0,
            hold.ledger(),
            hold.code(),
            transfer.flags(),
            timestamp);
        state.transfers.put(stored.id(), stored);
        if (has(transfer, POST_PENDING_TRANSFER))
        {
            state.holds.put(hold.id(), ReferenceState.Hold.POSTED);
            state.move(hold.debitAccountId(), -hold.amount(), amount, 0, 0);
            state.move(hold.creditAccountId(), 0, 0, -hold.amount(), amount);
            state.record(stamp, ChangeKind.TWO_PHASE_POSTED, stored);
        }
        else
        {
            release(state, hold, ReferenceState.Hold.VOIDED);
            state.record(stamp, ChangeKind.TWO_PHASE_VOIDED, stored);
        }
    }

    /** A void and an expiry give back what was held, and open again what the hold had closed. */
    static void release(final ReferenceState state, final Transfer hold, final ReferenceState.Hold fate)
    {
        state.holds.put(hold.id(), fate);
        state.move(hold.debitAccountId(), -hold.amount(), 0, 0, 0);
        state.move(hold.creditAccountId(), 0, 0, -hold.amount(), 0);
        if (has(hold, CLOSING_DEBIT))
        {
            state.setClosed(hold.debitAccountId(), false);
        }
        if (has(hold, CLOSING_CREDIT))
        {
            state.setClosed(hold.creditAccountId(), false);
        }
    }

    private static long actualAmount(final Transfer transfer, final Account debit, final Account credit)
    {
        long amount = transfer.amount();
        if (has(transfer, BALANCING_DEBIT))
        {
            final long room = debit.creditsPosted() - Math.addExact(debit.debitsPosted(), debit.debitsPending());
            amount = Math.min(amount, Math.max(0, room));
        }
        if (has(transfer, BALANCING_CREDIT))
        {
            final long room = credit.debitsPosted() - Math.addExact(credit.creditsPosted(), credit.creditsPending());
            amount = Math.min(amount, Math.max(0, room));
        }
        return amount;
    }

    static long resolvedAmount(final Transfer transfer, final Transfer hold)
    {
        if (has(transfer, VOID_PENDING_TRANSFER))
        {
            return transfer.amount() == 0 ? hold.amount() : transfer.amount();
        }
        return transfer.amount() == WHOLE_HOLD ? hold.amount() : transfer.amount();
    }

    private static boolean regresses(final ReferenceState state, final Transfer transfer)
    {
        return transfer.timestamp() <= state.lastTransferTimestamp() ||
            state.isTimestampOfAccount(transfer.timestamp());
    }

    private static boolean isAboveMax(final long... terms)
    {
        BigInteger sum = BigInteger.ZERO;
        for (final long term : terms)
        {
            sum = sum.add(BigInteger.valueOf(term));
        }
        return sum.compareTo(MAX) > 0;
    }

    static boolean isPostOrVoid(final Transfer transfer)
    {
        return has(transfer, POST_PENDING_TRANSFER) || has(transfer, VOID_PENDING_TRANSFER);
    }

    private static boolean isClosed(final Account account)
    {
        return (account.flags() & AccountFlags.CLOSED) != 0;
    }

    private static boolean has(final Transfer transfer, final int flag)
    {
        return (transfer.flags() & flag) != 0;
    }
}
