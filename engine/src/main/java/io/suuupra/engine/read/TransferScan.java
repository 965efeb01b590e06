package io.suuupra.engine.read;

import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.TransfersReplyEncoder;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.MutableDirectBuffer;

/**
 * Transfers of the whole store that match a filter.
 */
final class TransferScan implements Scan
{
    private final Accounts accounts;
    private final TransferStore store;
    private final RowWriter writer;
    private final Filter filter;
    private final long rows;
    private final int ledgerMin;
    private final int ledgerMax;

    TransferScan(
        final Accounts accounts,
        final TransferStore store,
        final RowWriter writer,
        final Filter filter,
        final int ledgerMin,
        final int ledgerMax)
    {
        this.accounts = accounts;
        this.store = store;
        this.writer = writer;
        this.filter = filter;
        this.rows = store.rows();
        this.ledgerMin = ledgerMin;
        this.ledgerMax = ledgerMax;
    }

    @Override
    public int run(final MutableDirectBuffer buffer, final int offset)
    {
        final Rows found = new Rows(filter.limit());
        final long from = store.firstTransferAtOrAfter(filter.timestampMin(), rows);
        final long to = filter.timestampMax() == Long.MAX_VALUE ?
            rows : store.firstTransferAtOrAfter(filter.timestampMax() + 1, rows);
        if (filter.has(FilterFlags.REVERSED))
        {
            for (long row = to - 1; row >= from && !found.isFull(); row--)
            {
                collect(row, found);
            }
        }
        else
        {
            for (long row = from; row < to && !found.isFull(); row++)
            {
                collect(row, found);
            }
        }
        final TransfersReplyEncoder encoder = new TransfersReplyEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        final TransfersReplyEncoder.TransfersEncoder group = encoder.transfersCount(found.count());
        for (int i = 0; i < found.count(); i++)
        {
            writer.transfer(found.get(i), group.next());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private void collect(final long row, final Rows found)
    {
        if (store.isTransfer(row) && filter.matchesTransfer(store, row))
        {
            final int ledger = accounts.ledger(store.debitSlot(row));
            if ((filter.ledger() == 0 || filter.ledger() == ledger) && Principal.sees(ledger, ledgerMin, ledgerMax))
            {
                found.add(row);
            }
        }
    }
}
