package io.suuupra.engine.read;

import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.generated.BalancesReplyEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.TransfersReplyEncoder;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.MutableDirectBuffer;

/**
 * Transfers of one account, or its balances after each of them.
 */
final class AccountScan implements Scan
{
    private final TransferStore store;
    private final RowWriter writer;
    private final Filter filter;
    private final AccountHistory history;
    private final boolean balances;

    AccountScan(
        final TransferStore store,
        final RowWriter writer,
        final Filter filter,
        final AccountHistory history,
        final boolean balances)
    {
        this.store = store;
        this.writer = writer;
        this.filter = filter;
        this.history = history;
        this.balances = balances;
    }

    @Override
    public int run(final MutableDirectBuffer buffer, final int offset)
    {
        final Rows found = new Rows(filter.limit());
        if (filter.has(FilterFlags.REVERSED))
        {
            history.descend(filter.timestampMin(), filter.timestampMax(), this::matches, found);
        }
        else
        {
            history.ascend(filter.timestampMin(), filter.timestampMax(), this::matches, found);
        }
        return balances ? writeBalances(found, buffer, offset) : writeTransfers(found, buffer, offset);
    }

    private boolean matches(final long row)
    {
        return store.isTransfer(row) &&
            filter.has(history.isDebit(row) ? FilterFlags.DEBITS : FilterFlags.CREDITS) &&
            filter.matchesTransfer(store, row);
    }

    private int writeTransfers(final Rows found, final MutableDirectBuffer buffer, final int offset)
    {
        final TransfersReplyEncoder encoder = new TransfersReplyEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        final TransfersReplyEncoder.TransfersEncoder group = encoder.transfersCount(found.count());
        for (int i = 0; i < found.count(); i++)
        {
            writer.transfer(found.get(i), group.next());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private int writeBalances(final Rows found, final MutableDirectBuffer buffer, final int offset)
    {
        final BalancesReplyEncoder encoder = new BalancesReplyEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        final BalancesReplyEncoder.BalancesEncoder group = encoder.balancesCount(found.count());
        for (int i = 0; i < found.count(); i++)
        {
            writer.balance(found.get(i), history.isDebit(found.get(i)), group.next());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
