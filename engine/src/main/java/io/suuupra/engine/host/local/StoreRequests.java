package io.suuupra.engine.host.local;

import io.suuupra.engine.Engine;
import io.suuupra.engine.host.RequestFeed;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.engine.upi.RequestLog;
import io.suuupra.engine.upi.UpiSwitch;
import org.agrona.MutableDirectBuffer;

/**
 * The requests of the UPI switch, read from the store up to the durable row.
 */
final class StoreRequests implements RequestFeed
{
    private final UpiSwitch upi;
    private final TransferStore store;
    private final ReleaseStage release;

    StoreRequests(final Engine engine, final ReleaseStage release)
    {
        this.upi = engine.upi();
        this.store = engine.ledger().store();
        this.release = release;
    }

    @Override
    public int participant(final long principalKey)
    {
        return upi.participant(principalKey);
    }

    @Override
    public long durableRows()
    {
        return release.durableRows();
    }

    @Override
    public Cursor open(final int participant, final long position)
    {
        final long from = position == Long.MAX_VALUE ? release.durableRows() :
            store.firstRecordedAtOrAfter(position + 1, release.durableRows());
        final RequestLog log = new RequestLog(store, participant, from);
        return new Cursor()
        {
            @Override
            public int next(final MutableDirectBuffer buffer, final int offset, final long perishableFrom)
            {
                return log.read(release.durableRows(), perishableFrom, RequestLog.REQUESTS_MAX, buffer, offset);
            }

            @Override
            public long nextRow()
            {
                return log.nextRow();
            }

            @Override
            public boolean hasMore()
            {
                return log.nextRow() < release.durableRows();
            }
        };
    }

    @Override
    public long visitPerishable(final long fromRow, final Visitor visitor)
    {
        final long limit = release.durableRows();
        for (long row = fromRow; row < limit; row++)
        {
            final int participant = RequestLog.perishableOf(store, row);
            if (participant != 0 && !visitor.onRequest(row, participant))
            {
                return row;
            }
        }
        return Math.max(fromRow, limit);
    }
}
