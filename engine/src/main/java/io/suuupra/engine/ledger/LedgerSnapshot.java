package io.suuupra.engine.ledger;

import io.suuupra.codecs.generated.SnapshotHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotHeaderEncoder;
import io.suuupra.engine.CorruptStateException;
import io.suuupra.engine.SnapshotSink;
import io.suuupra.engine.table.FrozenPages;
import io.suuupra.engine.table.Words;

import java.io.IOException;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * The ledger as it was at one command. It is taken on the engine's thread, at once, and written on another while the
 * engine goes on.
 */
public final class LedgerSnapshot
{
    private final FrozenPages accountPages;
    private final FrozenPages holdPages;
    private final long accountWords;
    private final long holdWords;

    /**
     * @param ledger at the end of a command.
     */
    public LedgerSnapshot(final Ledger ledger)
    {
        final LedgerState state = ledger.state();
        accountPages = state.accounts.freeze();
        holdPages = state.holds.freeze();
        accountWords = (long)state.accounts.count() * Accounts.WORDS;
        holdWords = state.holds.count();
    }

    /**
     * Fills in the ledger's fields of a header.
     *
     * @param ledger as it is now.
     * @param header that is being written.
     */
    public static void putHeader(final Ledger ledger, final SnapshotHeaderEncoder header)
    {
        final LedgerState state = ledger.state();
        final Capacities capacities = state.capacities;
        header.stamp(state.stamps.last())
            .lastAccountTimestamp(lastTimestamp(state.accounts))
            .lastTransferTimestamp(state.store.lastTransferTimestamp())
            .configured(capacities == null ? 0 : 1)
            .accountsMax(capacities == null ? 0 : capacities.accountsMax())
            .transfersMax(capacities == null ? 0 : capacities.transfersMax())
            .holdsMax(capacities == null ? 0 : capacities.holdsMax())
            .sessionsMax(capacities == null ? 0 : capacities.sessionsMax())
            .repliesMax(capacities == null ? 0 : capacities.repliesMax())
            .accounts(state.accounts.count())
            .holds(state.holds.count())
            .records(state.store.rows())
            .transfers(state.store.transfers());
        header.storeHash().low(state.store.hash().stateLow()).high(state.store.hash().stateHigh());
        header.storeContentHash().low(state.store.hash().contentLow()).high(state.store.hash().contentHigh());
    }

    private static long lastTimestamp(final Accounts accounts)
    {
        return accounts.count() == 0 ? 0 : accounts.timestamp(accounts.count() - 1);
    }

    /**
     * Writes the tables. Any thread, once.
     *
     * @param sink to write to.
     * @throws IOException if the sink throws it.
     */
    public void write(final SnapshotSink sink) throws IOException
    {
        Words.write(sink, Words.TABLE_ACCOUNTS, accountPages, accountWords);
        Words.write(sink, Words.TABLE_HOLDS, holdPages, holdWords);
    }

    /**
     * Checks the figures of a header, before any room is made for what they say.
     *
     * @param header of a snapshot.
     */
    public static void check(final SnapshotHeaderDecoder header)
    {
        final Capacities capacities = capacities(header);
        require(header.configured() == 0 || capacities.areInRange(), "the capacities of a snapshot are in range");
        final boolean configured = header.configured() != 0;
        require(header.accounts() >= 0 && header.accounts() <= (configured ? capacities.accountsMax() : 0) &&
            header.holds() >= 0 && header.holds() <= (configured ? capacities.holdsMax() : 0),
            "a snapshot holds no more than its capacities");
        require(header.records() >= 0 && header.transfers() >= 0 && header.transfers() <= header.records(),
            "a snapshot has no more transfers than records");
    }

    private static Capacities capacities(final SnapshotHeaderDecoder header)
    {
        return new Capacities(
            header.accountsMax(),
            header.transfersMax(),
            header.holdsMax(),
            (int)header.sessionsMax(),
            (int)header.repliesMax());
    }

    /**
     * Puts a run of words back.
     *
     * @param ledger that is being restored.
     * @param run    of words of one of the ledger's tables.
     */
    public static void restoreWords(final Ledger ledger, final Words.Run run)
    {
        for (int word = 0; word < run.count(); word++)
        {
            switch (run.table())
            {
                case Words.TABLE_ACCOUNTS -> ledger.state().accounts.restore(run.first() + word, run.get(word));
                case Words.TABLE_HOLDS -> ledger.state().holds.restore(run.first() + word, run.get(word));
                default -> throw new CorruptStateException("a snapshot has no table " + run.table());
            }
        }
    }

    /**
     * Ends a restore, when all words are back and the store's segments hold its records.
     *
     * @param ledger   that is being restored.
     * @param header   of the snapshot.
     * @param words    number of words that were put back, by table.
     * @param indexing runs the parts of building the index of the records.
     */
    public static void restored(
        final Ledger ledger, final SnapshotHeaderDecoder header, final long[] words, final Indexing indexing)
    {
        final LedgerState state = ledger.state();
        require(words[Words.TABLE_ACCOUNTS] == header.accounts() * Accounts.WORDS &&
            words[Words.TABLE_HOLDS] == header.holds(), "the tables of a snapshot are as long as its header says");
        if (header.configured() != 0)
        {
            state.capacities = capacities(header);
        }
        state.stamps.restore(header.stamp());
        state.accounts.restored((int)header.accounts());
        require(header.lastAccountTimestamp() == lastTimestamp(state.accounts),
            "the last account of a snapshot has the time that its header says");
        state.holds.restored(header.holds());
        final StateHash hash = new StateHash();
        hash.reset(
            header.storeHash().low(),
            header.storeHash().high(),
            header.storeContentHash().low(),
            header.storeContentHash().high());
        state.store.restoring(header.records());
        indexing.run(state.store.indexBuild());
        state.store.restored(header.transfers(), header.lastTransferTimestamp(), hash);
        for (long ordinal = 0; ordinal < state.holds.count(); ordinal++)
        {
            final long row = state.holds.row(ordinal);
            require(row >= 0 && row < header.records(), "a hold of a snapshot is among its records");
            if (state.holds.status(ordinal) == Holds.OPEN && state.store.timeout(row) != 0)
            {
                state.expiries.add(state.store.expiry(row), ordinal);
            }
        }
    }
}
