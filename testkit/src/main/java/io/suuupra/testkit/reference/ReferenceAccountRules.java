package io.suuupra.testkit.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;

import static io.suuupra.codecs.frame.AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
import static io.suuupra.codecs.frame.AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS;
import static io.suuupra.codecs.generated.CreateAccountStatus.*;

/**
 * The statuses of create_accounts, one line each, in their order.
 */
final class ReferenceAccountRules implements ReferenceRules<Account, CreateAccountStatus>
{
    private static final BatchStatuses<CreateAccountStatus> STATUSES = new BatchStatuses<>(
        CREATED,
        EXISTS,
        LINKED_EVENT_FAILED,
        LINKED_EVENT_CHAIN_OPEN,
        IMPORTED_EVENT_EXPECTED,
        IMPORTED_EVENT_NOT_EXPECTED,
        TIMESTAMP_MUST_BE_ZERO,
        IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE,
        IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE);
    private static final Fields<Account> FIELDS =
        new Fields<>(Account::flags, Account::timestamp, AccountFlags.LINKED, AccountFlags.IMPORTED);

    private final Capacities capacities;

    ReferenceAccountRules(final Capacities capacities)
    {
        this.capacities = capacities;
    }

    @Override
    public BatchStatuses<CreateAccountStatus> statuses()
    {
        return STATUSES;
    }

    @Override
    public Fields<Account> fields()
    {
        return FIELDS;
    }

    @Override
    public CreateAccountStatus check(
        final ReferenceState state, final Account account, final long stamp, final long timestamp)
    {
        if (account.reserved() != 0)
        {
            return RESERVED_FIELD;
        }
        if ((account.flags() & ~AccountFlags.ALL) != 0)
        {
            return RESERVED_FLAG;
        }
        if (account.id().equals(UInt128.ZERO))
        {
            return ID_MUST_NOT_BE_ZERO;
        }
        if (account.id().equals(UInt128.MAX))
        {
            return ID_MUST_NOT_BE_INT_MAX;
        }
        final Account existing = state.accounts.get(account.id());
        return existing != null ? compare(account, existing) : checkNew(state, account);
    }

    private static CreateAccountStatus compare(final Account account, final Account existing)
    {
        if (account.flags() != existing.flags())
        {
            return EXISTS_WITH_DIFFERENT_FLAGS;
        }
        if (!account.userData128().equals(existing.userData128()))
        {
            return EXISTS_WITH_DIFFERENT_USER_DATA_128;
        }
        if (account.userData64() != existing.userData64())
        {
            return EXISTS_WITH_DIFFERENT_USER_DATA_64;
        }
        if (account.userData32() != existing.userData32())
        {
            return EXISTS_WITH_DIFFERENT_USER_DATA_32;
        }
        if (account.ledger() != existing.ledger())
        {
            return EXISTS_WITH_DIFFERENT_LEDGER;
        }
        if (account.code() != existing.code())
        {
            return EXISTS_WITH_DIFFERENT_CODE;
        }
        return EXISTS;
    }

    private CreateAccountStatus checkNew(final ReferenceState state, final Account account)
    {
        if ((account.flags() & DEBITS_MUST_NOT_EXCEED_CREDITS) != 0 &&
            (account.flags() & CREDITS_MUST_NOT_EXCEED_DEBITS) != 0)
        {
            return FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        }
        if (account.debitsPending() != 0)
        {
            return DEBITS_PENDING_MUST_BE_ZERO;
        }
        if (account.debitsPosted() != 0)
        {
            return DEBITS_POSTED_MUST_BE_ZERO;
        }
        if (account.creditsPending() != 0)
        {
            return CREDITS_PENDING_MUST_BE_ZERO;
        }
        if (account.creditsPosted() != 0)
        {
            return CREDITS_POSTED_MUST_BE_ZERO;
        }
        if (account.ledger() == 0)
        {
            return LEDGER_MUST_NOT_BE_ZERO;
        }
        if (account.code() == 0)
        {
            return CODE_MUST_NOT_BE_ZERO;
        }
        if (FIELDS.isImported(account) &&
            (account.timestamp() <= state.lastAccountTimestamp() || state.isTimestampOfTransfer(account.timestamp())))
        {
            return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
        }
        if (state.accounts.size() >= capacities.accountsMax())
        {
            return CAPACITY_EXCEEDED;
        }
        return CREATED;
    }

    @Override
    public void apply(final ReferenceState state, final Account account, final long stamp, final long timestamp)
    {
        state.accounts.put(account.id(), new Account(
            account.id(),
            0,
            0,
            0,
            0,
            account.userData128(),
            account.userData64(),
            account.userData32(),
            0,
            account.ledger(),
            account.code(),
            account.flags(),
            timestamp));
    }

    @Override
    public long timestampOfExisting(final ReferenceState state, final Account account)
    {
        return state.accounts.get(account.id()).timestamp();
    }

    @Override
    public void refused(final Account account, final CreateAccountStatus status)
    {
        // No refusal of an account depends on state that may change, so none burns its id.
    }
}
