package io.suuupra.engine.host.local;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.Engine;
import io.suuupra.engine.host.ChangeFeed;
import io.suuupra.engine.host.RequestFeed;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.engine.read.ChangeLog;
import org.agrona.MutableDirectBuffer;

/**
 * The feed of changes, read from the store up to the durable row.
 */
final class StoreFeed implements ChangeFeed
{
    private final Accounts accounts;
    private final TransferStore store;
    private final ReleaseStage release;
    private final RequestFeed requests;

    StoreFeed(final Engine engine, final ReleaseStage release)
    {
        this.accounts = engine.ledger().accounts();
        this.store = engine.ledger().store();
        this.release = release;
        this.requests = new StoreRequests(engine, release);
    }

    @Override
    public RequestFeed requests()
    {
        return requests;
    }

    @Override
    public Cursor open(final Principal principal, final long position)
    {
        final long from = position == Long.MAX_VALUE ? release.durableRows() :
            store.firstRecordedAtOrAfter(position + 1, release.durableRows());
        final ChangeLog log =
            new ChangeLog(accounts, store, principal.ledgerMin(), principal.ledgerMax(), from);
        return new Cursor()
        {
            private long reached = position;

            @Override
            public int next(final MutableDirectBuffer buffer, final int offset, final int eventsMax)
            {
                final long limit = release.durableRows();
                if (log.nextRow() >= limit)
                {
                    return 0;
                }
                final int length = log.read(limit, eventsMax, buffer, offset);
                reached = store.recorded(log.nextRow() - 1);
                return length;
            }

            @Override
            public long position()
            {
                return reached;
            }
        };
    }

    @Override
    public void addListener(final Runnable listener)
    {
        release.addListener(listener);
    }

    @Override
    public void removeListener(final Runnable listener)
    {
        release.removeListener(listener);
    }
}
