package io.suuupra.engine.ledger;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotWordsDecoder;
import io.suuupra.codecs.generated.SnapshotWordsEncoder;
import io.suuupra.engine.CorruptStateException;
import io.suuupra.engine.SnapshotSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * The ledger as it was at one command. It is taken on the engine's thread, at once, and written on another while the
 * engine goes on.
 */
public final class LedgerSnapshot
{
    private static final int TABLE_ACCOUNTS = 1;
    private static final int TABLE_HOLDS = 2;

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
        final int count = state.accounts.count();
        header.stamp(state.stamps.last())
            .lastAccountTimestamp(count == 0 ? 0 : state.accounts.timestamp(count - 1))
            .lastTransferTimestamp(state.store.lastTransferTimestamp())
            .configured(capacities == null ? 0 : 1)
            .accountsMax(capacities == null ? 0 : capacities.accountsMax())
            .transfersMax(capacities == null ? 0 : capacities.transfersMax())
            .holdsMax(capacities == null ? 0 : capacities.holdsMax())
            .sessionsMax(capacities == null ? 0 : capacities.sessionsMax())
            .repliesMax(capacities == null ? 0 : capacities.repliesMax())
            .accounts(count)
            .holds(state.holds.count())
            .records(state.store.rows())
            .transfers(state.store.transfers());
        header.storeHash().low(state.store.hash().stateLow()).high(state.store.hash().stateHigh());
        header.storeContentHash().low(state.store.hash().contentLow()).high(state.store.hash().contentHigh());
    }

    /**
     * Writes the tables. Any thread, once.
     *
     * @param sink to write to.
     * @return number of messages written.
     * @throws IOException if the sink throws it.
     */
    public long write(final SnapshotSink sink) throws IOException
    {
        return write(sink, TABLE_ACCOUNTS, accountPages, accountWords) + write(sink, TABLE_HOLDS, holdPages, holdWords);
    }

    private static long write(
        final SnapshotSink sink, final int table, final FrozenPages pages, final long words) throws IOException
    {
        final long[] scratch = new long[PagedWords.PAGE_WORDS];
        final byte[] data = new byte[PagedWords.PAGE_WORDS * Long.BYTES];
        final UnsafeBuffer dataBuffer = new UnsafeBuffer(data);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[data.length + 64]);
        final SnapshotWordsEncoder encoder = new SnapshotWordsEncoder();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        for (int i = 0; i < pages.count(); i++)
        {
            final long first = (long)i * PagedWords.PAGE_WORDS;
            final int count = (int)Math.min(PagedWords.PAGE_WORDS, words - first);
            final long[] page = pages.take(i, scratch);
            for (int word = 0; word < count; word++)
            {
                dataBuffer.putLong(word * Long.BYTES, page[word], LITTLE_ENDIAN);
            }
            encoder.wrapAndApplyHeader(message, 0, header)
                .table(table).padding(0).words(count).first(first).putData(data, 0, count * Long.BYTES);
            sink.append(message, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
        }
        return pages.count();
    }

    /**
     * Puts a run of words back.
     *
     * @param ledger  that is being restored.
     * @param message a SnapshotWords message, read with its header.
     * @param offset  of its header.
     */
    public static void restoreWords(final Ledger ledger, final DirectBuffer message, final int offset)
    {
        final SnapshotWordsDecoder decoder = new SnapshotWordsDecoder();
        decoder.wrapAndApplyHeader(message, offset, new MessageHeaderDecoder());
        final int count = (int)decoder.words();
        CorruptStateException.require(
            decoder.dataLength() == count * Long.BYTES, "a snapshot's run of words has its length");
        final int data = decoder.limit() + SnapshotWordsDecoder.dataHeaderLength();
        for (int word = 0; word < count; word++)
        {
            final long value = message.getLong(data + word * Long.BYTES, LITTLE_ENDIAN);
            switch (decoder.table())
            {
                case TABLE_ACCOUNTS -> ledger.state().accounts.restore(decoder.first() + word, value);
                case TABLE_HOLDS -> ledger.state().holds.restore(decoder.first() + word, value);
                default -> throw new CorruptStateException("a snapshot has no table " + decoder.table());
            }
        }
    }

    /**
     * Ends a restore, when all words are back and the store's segments hold its records.
     *
     * @param ledger that is being restored.
     * @param header of the snapshot.
     */
    public static void restored(final Ledger ledger, final SnapshotHeaderDecoder header)
    {
        final LedgerState state = ledger.state();
        if (header.configured() != 0)
        {
            state.capacities = new Capacities(
                header.accountsMax(),
                header.transfersMax(),
                header.holdsMax(),
                (int)header.sessionsMax(),
                (int)header.repliesMax());
        }
        state.stamps.restore(header.stamp());
        state.accounts.restored((int)header.accounts());
        state.holds.restored(header.holds());
        final StateHash hash = new StateHash();
        hash.reset(
            header.storeHash().low(),
            header.storeHash().high(),
            header.storeContentHash().low(),
            header.storeContentHash().high());
        state.store.restored(header.records(), header.transfers(), header.lastTransferTimestamp(), hash);
        for (long ordinal = 0; ordinal < state.holds.count(); ordinal++)
        {
            final long row = state.holds.row(ordinal);
            if (state.holds.status(ordinal) == Holds.OPEN && state.store.timeout(row) != 0)
            {
                state.expiries.add(state.store.expiry(row), ordinal);
            }
        }
    }
}
