package io.suuupra.engine;

import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotHeaderEncoder;
import io.suuupra.engine.ledger.LedgerSnapshot;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.engine.payments.PaymentTables;
import io.suuupra.engine.session.Sessions;
import io.suuupra.engine.table.FrozenPages;
import io.suuupra.engine.table.Words;
import io.suuupra.engine.upi.UpiTables;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.util.List;

/**
 * The engine's state at one command. Taking it costs the engine next to nothing; pages are copied as they are written
 * to.
 */
public final class EngineSnapshot
{
    private final UnsafeBuffer headerMessage = new UnsafeBuffer(
        new byte[MessageHeaderEncoder.ENCODED_LENGTH + SnapshotHeaderEncoder.BLOCK_LENGTH]);
    private final SnapshotHeaderEncoder header = new SnapshotHeaderEncoder();
    private final LedgerSnapshot ledger;
    private final List<DirectBuffer> sessionMessages;
    private final FrozenPages[] upiPages = new FrozenPages[UpiTables.COUNT];
    private final long[] upiWords;
    private final FrozenPages[] paymentPages = new FrozenPages[PaymentTables.COUNT];
    private final long[] paymentWords;
    private final long sequence;
    private final TransferStore store;
    private final long records;

    EngineSnapshot(
        final Engine engine, final Sessions sessions, final UpiTables upi, final PaymentTables payments)
    {
        sequence = engine.sequence();
        store = engine.ledger().store();
        records = store.rows();
        header.wrapAndApplyHeader(headerMessage, 0, new MessageHeaderEncoder());
        header.sequence(sequence).behaviour(engine.behaviour()).padding(0);
        LedgerSnapshot.putHeader(engine.ledger(), header);
        ledger = new LedgerSnapshot(engine.ledger());
        sessionMessages = sessions.freeze();
        upiWords = upi.lengths();
        for (int table = 0; table < upiPages.length; table++)
        {
            upiPages[table] = upi.freeze(table);
        }
        paymentWords = payments.lengths();
        for (int table = 0; table < paymentPages.length; table++)
        {
            paymentPages[table] = payments.freeze(table);
        }
    }

    /** @return sequence of the last command in it. */
    public long sequence()
    {
        return sequence;
    }

    /** @return number of records that the store holds with it. */
    public long records()
    {
        return records;
    }

    /** @return number of segments that are full. */
    public int segments()
    {
        return (int)(records / store.rowsPerSegment());
    }

    /**
     * Gives what the index has to know of the records of a segment, so that a restore need not read them. Any thread.
     *
     * @param segment that is full.
     * @return a number for each record.
     */
    public long[] keys(final int segment)
    {
        return store.indexBuild().keys(segment);
    }

    /**
     * Adds what only the host knows. To be called before {@link #write}.
     *
     * @param epoch        of the frame with that sequence.
     * @param frameCrc     of that frame.
     * @param journalCycle of the journal file that holds the frame after it, or of an older one.
     */
    public void place(final int epoch, final int frameCrc, final long journalCycle)
    {
        header.epoch(Integer.toUnsignedLong(epoch))
            .frameCrc(Integer.toUnsignedLong(frameCrc))
            .journalCycle(journalCycle);
    }

    /**
     * Writes all messages; the sink adds the end. Any thread, once.
     *
     * @param sink      to write to.
     * @param blockCrcs of the store's blocks below {@link #records}, which the host knows.
     * @throws IOException if the sink throws it.
     */
    public void write(final SnapshotSink sink, final int[] blockCrcs) throws IOException
    {
        sink.append(headerMessage, 0, headerMessage.capacity());
        ledger.write(sink);
        Words.write(sink, Words.TABLE_BLOCK_CRCS, widened(blockCrcs));
        Sessions.write(sessionMessages, sink);
        for (int table = 0; table < upiPages.length; table++)
        {
            Words.write(sink, Words.TABLE_UPI + table, upiPages[table], upiWords[table]);
        }
        for (int table = 0; table < paymentPages.length; table++)
        {
            Words.write(sink, Words.TABLE_PAYMENTS + table, paymentPages[table], paymentWords[table]);
        }
    }

    private static long[] widened(final int[] crcs)
    {
        final long[] words = new long[crcs.length];
        for (int i = 0; i < crcs.length; i++)
        {
            words[i] = Integer.toUnsignedLong(crcs[i]);
        }
        return words;
    }
}
