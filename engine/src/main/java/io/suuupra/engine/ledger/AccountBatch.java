package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsDecoder.AccountsDecoder;

/**
 * Creates the accounts of one batch, with the checks in the order that {@code docs/ledger.md} gives.
 */
final class AccountBatch extends Batch
{
    private static final int RESERVED_FIELD = CreateAccountStatus.RESERVED_FIELD.value();
    private static final int RESERVED_FLAG = CreateAccountStatus.RESERVED_FLAG.value();
    private static final int ID_MUST_NOT_BE_ZERO = CreateAccountStatus.ID_MUST_NOT_BE_ZERO.value();
    private static final int ID_MUST_NOT_BE_INT_MAX = CreateAccountStatus.ID_MUST_NOT_BE_INT_MAX.value();
    private static final int DIFFERENT_FLAGS = CreateAccountStatus.EXISTS_WITH_DIFFERENT_FLAGS.value();
    private static final int DIFFERENT_USER_DATA_128 = CreateAccountStatus.EXISTS_WITH_DIFFERENT_USER_DATA_128.value();
    private static final int DIFFERENT_USER_DATA_64 = CreateAccountStatus.EXISTS_WITH_DIFFERENT_USER_DATA_64.value();
    private static final int DIFFERENT_USER_DATA_32 = CreateAccountStatus.EXISTS_WITH_DIFFERENT_USER_DATA_32.value();
    private static final int DIFFERENT_LEDGER = CreateAccountStatus.EXISTS_WITH_DIFFERENT_LEDGER.value();
    private static final int DIFFERENT_CODE = CreateAccountStatus.EXISTS_WITH_DIFFERENT_CODE.value();
    private static final int EXISTS = CreateAccountStatus.EXISTS.value();
    private static final int FLAGS_EXCLUSIVE = CreateAccountStatus.FLAGS_ARE_MUTUALLY_EXCLUSIVE.value();
    private static final int DEBITS_PENDING = CreateAccountStatus.DEBITS_PENDING_MUST_BE_ZERO.value();
    private static final int DEBITS_POSTED = CreateAccountStatus.DEBITS_POSTED_MUST_BE_ZERO.value();
    private static final int CREDITS_PENDING = CreateAccountStatus.CREDITS_PENDING_MUST_BE_ZERO.value();
    private static final int CREDITS_POSTED = CreateAccountStatus.CREDITS_POSTED_MUST_BE_ZERO.value();
    private static final int LEDGER_MUST_NOT_BE_ZERO = CreateAccountStatus.LEDGER_MUST_NOT_BE_ZERO.value();
    private static final int CODE_MUST_NOT_BE_ZERO = CreateAccountStatus.CODE_MUST_NOT_BE_ZERO.value();
    private static final int MUST_NOT_REGRESS = CreateAccountStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS.value();
    private static final int CAPACITY_EXCEEDED = CreateAccountStatus.CAPACITY_EXCEEDED.value();
    private static final int LIMIT_FLAGS =
        AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;

    private final Accounts accounts;
    private final TransferStore store;
    private AccountsDecoder events;
    private long accountsMax;
    private long idLow;
    private long idHigh;
    private int flags;
    private long resultTimestamp;

    AccountBatch(final Accounts accounts, final TransferStore store, final ChainUndo undo)
    {
        super(undo);
        this.accounts = accounts;
        this.store = store;
    }

    AccountBatch of(final AccountsDecoder decoder, final Capacities capacities)
    {
        events = decoder;
        accountsMax = capacities.accountsMax();
        return this;
    }

    @Override
    void next()
    {
        events.next();
        idLow = events.id().low();
        idHigh = events.id().high();
        flags = events.flags().getRaw();
    }

    @Override
    boolean isLinked()
    {
        return (flags & AccountFlags.LINKED) != 0;
    }

    @Override
    boolean isImported()
    {
        return (flags & AccountFlags.IMPORTED) != 0;
    }

    @Override
    long givenTimestamp()
    {
        return events.timestamp();
    }

    @Override
    long resultTimestamp()
    {
        return resultTimestamp;
    }

    @Override
    void onRefused(final int status, final long stamp)
    {
        // No refusal of an account burns its id.
    }

    @Override
    int create(final long stamp)
    {
        resultTimestamp = stamp;
        final int form = checkForm();
        if (form != CREATED)
        {
            return form;
        }
        final int slot = accounts.find(idLow, idHigh);
        if (slot != Accounts.ABSENT)
        {
            return compare(slot);
        }
        final int reason = checkFields();
        if (reason != CREATED)
        {
            return reason;
        }
        // From here the command must succeed.
        resultTimestamp = isImported() ? events.timestamp() : stamp;
        accounts.add(
            idLow,
            idHigh,
            events.userData128().low(),
            events.userData128().high(),
            events.userData64(),
            (int)events.userData32(),
            (int)events.ledger(),
            events.code(),
            flags,
            resultTimestamp,
            stamp);
        return CREATED;
    }

    private int checkForm()
    {
        if (events.reserved() != 0)
        {
            return RESERVED_FIELD;
        }
        if ((flags & ~AccountFlags.ALL) != 0)
        {
            return RESERVED_FLAG;
        }
        if ((idLow | idHigh) == 0)
        {
            return ID_MUST_NOT_BE_ZERO;
        }
        return (idLow & idHigh) == -1 ? ID_MUST_NOT_BE_INT_MAX : CREATED;
    }

    private int compare(final int slot)
    {
        if (flags != accounts.flags(slot))
        {
            return DIFFERENT_FLAGS;
        }
        if (events.userData128().low() != accounts.userData128Low(slot) ||
            events.userData128().high() != accounts.userData128High(slot))
        {
            return DIFFERENT_USER_DATA_128;
        }
        if (events.userData64() != accounts.userData64(slot))
        {
            return DIFFERENT_USER_DATA_64;
        }
        if ((int)events.userData32() != accounts.userData32(slot))
        {
            return DIFFERENT_USER_DATA_32;
        }
        if ((int)events.ledger() != accounts.ledger(slot))
        {
            return DIFFERENT_LEDGER;
        }
        if (events.code() != accounts.code(slot))
        {
            return DIFFERENT_CODE;
        }
        resultTimestamp = accounts.timestamp(slot);
        return EXISTS;
    }

    private int checkFields()
    {
        if ((flags & LIMIT_FLAGS) == LIMIT_FLAGS)
        {
            return FLAGS_EXCLUSIVE;
        }
        if (events.debitsPending() != 0)
        {
            return DEBITS_PENDING;
        }
        if (events.debitsPosted() != 0)
        {
            return DEBITS_POSTED;
        }
        if (events.creditsPending() != 0)
        {
            return CREDITS_PENDING;
        }
        if (events.creditsPosted() != 0)
        {
            return CREDITS_POSTED;
        }
        if (events.ledger() == 0)
        {
            return LEDGER_MUST_NOT_BE_ZERO;
        }
        if (events.code() == 0)
        {
            return CODE_MUST_NOT_BE_ZERO;
        }
        if (isImported() && regresses(events.timestamp()))
        {
            return MUST_NOT_REGRESS;
        }
        return accounts.count() < accountsMax ? CREATED : CAPACITY_EXCEEDED;
    }

    private boolean regresses(final long timestamp)
    {
        final int count = accounts.count();
        return count > 0 && timestamp <= accounts.timestamp(count - 1) || store.hasTransferTimestamp(timestamp);
    }
}
