package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.CreateAccountsDecoder.AccountsDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.engine.SegmentSource;
import org.agrona.MutableDirectBuffer;

/**
 * The double-entry ledger: batches of accounts and transfers in, one result for each out.
 */
public final class Ledger implements AutoCloseable
{
    private static final long CLOCK_MAX = 1L << 62;

    private final LedgerState state;
    private final AccountBatch accountBatch;
    private final TransferBatch transferBatch;
    private final Resolution expiry;
    private final long[] due = new long[Limits.EXPIRY_MAX];

    /**
     * @param segments memory of the store.
     */
    public Ledger(final SegmentSource segments)
    {
        state = new LedgerState(segments);
        accountBatch = new AccountBatch(state.accounts, state.store, state.undo);
        transferBatch = new TransferBatch(state);
        expiry = new Resolution(state);
    }

    /**
     * @param capacities how much fits from now on.
     */
    public void configure(final Capacities capacities)
    {
        state.capacities = capacities;
    }

    /** @return how much fits; null before {@link #configure}. */
    public Capacities capacities()
    {
        return state.capacities;
    }

    /**
     * Limits what the next command sees.
     *
     * @param ledgerMin first ledger in scope, unsigned.
     * @param ledgerMax last ledger in scope, unsigned.
     */
    public void scope(final int ledgerMin, final int ledgerMax)
    {
        state.scope(ledgerMin, ledgerMax);
    }

    /**
     * Creates accounts, after the holds that are due have expired.
     *
     * @param hostTimeNs the host's clock.
     * @param events     positioned before the first account.
     * @param results    gets one result of {@code Batch.RESULT_LENGTH} bytes for each account.
     * @param offset     of the first result.
     */
    public void createAccounts(
        final long hostTimeNs, final AccountsDecoder events, final MutableDirectBuffer results, final int offset)
    {
        final int count = events.count();
        final long first = expireAndStamp(hostTimeNs, count);
        accountBatch.of(events, state.capacities).run(count, first, results, offset);
        state.store.seal();
    }

    /**
     * Creates transfers, after the holds that are due have expired.
     *
     * @param hostTimeNs the host's clock.
     * @param message    whose transfers have not been asked for yet.
     * @param results    gets one result of {@code Batch.RESULT_LENGTH} bytes for each transfer.
     * @param offset     of the first result.
     * @return number of transfers in the batch, which is that of the results.
     */
    public int createTransfers(
        final long hostTimeNs, final CreateTransfersDecoder message, final MutableDirectBuffer results,
        final int offset)
    {
        final int count = transferBatch.of(message).count();
        final long first = expireAndStamp(hostTimeNs, count);
        transferBatch.run(count, first, results, offset);
        state.store.seal();
        return count;
    }

    /**
     * @param hostTimeNs the host's clock.
     * @param advanceNs  by which a manual clock moves.
     * @return true if the clock may move so far.
     */
    public boolean mayAdvance(final long hostTimeNs, final long advanceNs)
    {
        return advanceNs == 0 ||
            advanceNs > 0 && advanceNs <= CLOCK_MAX - Math.max(hostTimeNs, state.stamps.last());
    }

    /**
     * Lets time pass: holds that are due expire, {@code Limits.EXPIRY_MAX} at most.
     *
     * @param hostTimeNs the host's clock.
     * @param advanceNs  by which a manual clock moves before; 0 on a running clock.
     */
    public void tick(final long hostTimeNs, final long advanceNs)
    {
        if (advanceNs > 0)
        {
            state.stamps.advance(hostTimeNs, advanceNs);
        }
        expireAndStamp(hostTimeNs, 0);
        state.store.seal();
    }

    /** @return when the first open hold is due in ns; {@code Long.MAX_VALUE} where none waits. */
    public long firstExpiry()
    {
        return state.expiries.firstExpiry();
    }

    /**
     * @param hostTimeNs the host's clock.
     * @return true if a tick now would expire a hold.
     */
    public boolean hasDue(final long hostTimeNs)
    {
        return firstExpiry() <= state.stamps.earliest(hostTimeNs, 0, Limits.EXPIRY_MAX);
    }

    /**
     * Begins a command of what stands above the ledger, after the holds that are due have expired.
     *
     * @param hostTimeNs the host's clock.
     * @return the command's first stamp: now.
     */
    public long begin(final long hostTimeNs)
    {
        // Postings of the engine itself see every ledger.
        state.scope(0, -1);
        return expireAndStamp(hostTimeNs, 1);
    }

    /**
     * @param hostTimeNs the host's clock.
     * @return the next stamp, for one more thing that happens in the same command.
     */
    public long stamp(final long hostTimeNs)
    {
        return state.stamps.take(hostTimeNs, 1);
    }

    /** Ends such a command. */
    public void end()
    {
        state.store.seal();
    }

    // Due is what was due before the first stamp of all, so no expiry is stamped earlier than it is due.
    private long expireAndStamp(final long hostTimeNs, final int count)
    {
        final long dueUntil = state.stamps.earliest(hostTimeNs, count, Limits.EXPIRY_MAX);
        int expired = 0;
        while (expired < Limits.EXPIRY_MAX && state.expiries.firstExpiry() <= dueUntil)
        {
            due[expired++] = state.expiries.take();
        }
        if (expired + count == 0)
        {
            return state.stamps.last();
        }
        final long first = state.stamps.take(hostTimeNs, expired + count);
        for (int i = 0; i < expired; i++)
        {
            expiry.expire(due[i], first + i);
        }
        return first + expired;
    }

    /** @return the accounts. */
    public Accounts accounts()
    {
        return state.accounts;
    }

    /** @return the ordered log. */
    public TransferStore store()
    {
        return state.store;
    }

    /** @return the holds. */
    public Holds holds()
    {
        return state.holds;
    }

    /** @return the timestamps. */
    public Stamps stamps()
    {
        return state.stamps;
    }

    /** @return hashes of all that the ledger holds. */
    public StateHash hash()
    {
        final StateHash hash = new StateHash();
        final StateHash records = state.store.hash();
        hash.content(state.accounts.count());
        state.accounts.addTo(hash);
        hash.content(state.holds.count());
        state.holds.addTo(hash);
        hash.content(state.store.rows());
        hash.content(records.contentLow());
        hash.content(records.contentHigh());
        hash.state(records.stateLow());
        hash.state(records.stateHigh());
        hash.state(state.stamps.last());
        return hash;
    }

    /** @return what a snapshot needs, as it is now. */
    LedgerState state()
    {
        return state;
    }

    @Override
    public void close()
    {
        state.close();
    }
}
