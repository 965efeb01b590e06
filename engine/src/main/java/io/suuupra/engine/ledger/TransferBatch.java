package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder.TransfersDecoder;

/**
 * Creates the transfers of one batch, with the checks in the order that {@code docs/ledger.md} gives.
 */
final class TransferBatch extends Batch
{
    private static final int RESERVED_FLAG = CreateTransferStatus.RESERVED_FLAG.value();
    private static final int ID_MUST_NOT_BE_ZERO = CreateTransferStatus.ID_MUST_NOT_BE_ZERO.value();
    private static final int ID_MUST_NOT_BE_INT_MAX = CreateTransferStatus.ID_MUST_NOT_BE_INT_MAX.value();
    private static final int EXISTS = CreateTransferStatus.EXISTS.value();
    private static final int ID_ALREADY_FAILED = CreateTransferStatus.ID_ALREADY_FAILED.value();
    private static final int FLAGS_EXCLUSIVE = CreateTransferStatus.FLAGS_ARE_MUTUALLY_EXCLUSIVE.value();
    private static final int RESOLUTION_FLAGS =
        TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;
    private static final int NOT_WITH_RESOLUTION = TransferFlags.PENDING |
        TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT |
        TransferFlags.CLOSING_DEBIT | TransferFlags.CLOSING_CREDIT;
    private static final boolean[] BURNS = burns();

    private final LedgerState state;
    private final TransferEvent event = new TransferEvent();
    private final RepeatedTransfer repeated;
    private final Movement movement;
    private final Resolution resolution;
    private final Lookahead lookahead;
    private TransfersDecoder events;
    private long resultTimestamp;

    TransferBatch(final LedgerState state)
    {
        super(state.undo);
        this.state = state;
        this.repeated = new RepeatedTransfer(state);
        this.movement = new Movement(state);
        this.resolution = new Resolution(state);
        this.lookahead = new Lookahead(state.accounts, state.store);
    }

    TransferBatch of(final CreateTransfersDecoder message)
    {
        events = message.transfers();
        lookahead.of(message.buffer(), message.limit());
        return this;
    }

    int count()
    {
        return events.count();
    }

    @Override
    void lookAhead(final int index, final int count, final boolean inChain)
    {
        if (!inChain)
        {
            // While the records are still in the cache.
            state.store.seal();
        }
        lookahead.look(index, count);
    }

    @Override
    void next()
    {
        lookahead.next(event);
    }

    @Override
    boolean isLinked()
    {
        return event.is(TransferFlags.LINKED);
    }

    @Override
    boolean isImported()
    {
        return event.is(TransferFlags.IMPORTED);
    }

    @Override
    long givenTimestamp()
    {
        return event.timestamp;
    }

    @Override
    long resultTimestamp()
    {
        return resultTimestamp;
    }

    @Override
    int create(final long stamp)
    {
        resultTimestamp = stamp;
        if ((event.flags & ~TransferFlags.ALL) != 0)
        {
            return RESERVED_FLAG;
        }
        if ((event.idLow | event.idHigh) == 0)
        {
            return ID_MUST_NOT_BE_ZERO;
        }
        if ((event.idLow & event.idHigh) == -1)
        {
            return ID_MUST_NOT_BE_INT_MAX;
        }
        final long row = state.store.find(event.idHash, event.idLow, event.idHigh);
        if (row != TransferStore.ABSENT)
        {
            return answerRepeated(row);
        }
        if (!event.isResolution())
        {
            final int status = movement.create(event, stamp);
            resultTimestamp = movement.timestamp();
            return status;
        }
        if ((event.flags & RESOLUTION_FLAGS) == RESOLUTION_FLAGS || event.is(NOT_WITH_RESOLUTION))
        {
            return FLAGS_EXCLUSIVE;
        }
        final int status = resolution.create(event, stamp);
        resultTimestamp = resolution.timestamp();
        return status;
    }

    @Override
    void onRefused(final int status, final long stamp)
    {
        if (BURNS[status])
        {
            state.store.appendTombstone(event.idLow, event.idHigh, stamp);
        }
    }

    private int answerRepeated(final long row)
    {
        if (!state.store.isTransfer(row))
        {
            return ID_ALREADY_FAILED;
        }
        final int status = repeated.compare(event, row);
        if (status == EXISTS)
        {
            resultTimestamp = state.store.timestamp(row);
        }
        return status;
    }

    // The refusals that depend on state: sent again, the same id must not succeed by then.
    private static boolean[] burns()
    {
        final boolean[] burns = new boolean[CreateTransferStatus.values().length];
        burns[CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND.value()] = true;
        burns[CreateTransferStatus.CREDIT_ACCOUNT_NOT_FOUND.value()] = true;
        burns[CreateTransferStatus.PENDING_TRANSFER_NOT_FOUND.value()] = true;
        burns[CreateTransferStatus.EXCEEDS_CREDITS.value()] = true;
        burns[CreateTransferStatus.EXCEEDS_DEBITS.value()] = true;
        burns[CreateTransferStatus.DEBIT_ACCOUNT_ALREADY_CLOSED.value()] = true;
        burns[CreateTransferStatus.CREDIT_ACCOUNT_ALREADY_CLOSED.value()] = true;
        return burns;
    }
}
