package io.suuupra.engine.ledger;

import io.suuupra.codecs.generated.CreateTransfersDecoder.TransfersDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingDecoder;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Reads the places in the tables that the next transfers of a batch will need, before they are needed: each lies
 * somewhere else in memory, and many reads that do not wait for one another take hardly longer than one that does.
 *
 * <p>It changes nothing and decides nothing.
 */
final class Lookahead
{
    /** Transfers looked at together: many reads under way, and few enough to stay in the cache until they are used. */
    static final int WINDOW = 32;

    private static final int ID = TransfersDecoder.idEncodingOffset();
    private static final int DEBIT = TransfersDecoder.debitAccountIdEncodingOffset();
    private static final int CREDIT = TransfersDecoder.creditAccountIdEncodingOffset();
    private static final int PENDING = TransfersDecoder.pendingIdEncodingOffset();

    private final Accounts accounts;
    private final TransferStore store;
    private final long[] ids = new long[WINDOW];
    private final long[] parties = new long[2 * WINDOW];
    private final long[] pendings = new long[WINDOW];
    private DirectBuffer buffer;
    private int first;
    private int stride;
    private int next;
    private int nextAt;

    /** Takes what was read, so that the compiler cannot leave the reads out. */
    private long seen;

    Lookahead(final Accounts accounts, final TransferStore store)
    {
        this.accounts = accounts;
        this.store = store;
    }

    /**
     * @param batch  that holds the transfers.
     * @param offset of the first one, behind the header of their group.
     */
    void of(final DirectBuffer batch, final int offset)
    {
        buffer = batch;
        first = offset;
        final int header = offset - GroupSizeEncodingDecoder.ENCODED_LENGTH;
        stride = batch.getShort(header + GroupSizeEncodingDecoder.blockLengthEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Looks at some transfers, of which there are that many from an index on. */
    void look(final int index, final int count)
    {
        final int end = Math.min(count, WINDOW);
        final int at = first + index * stride;
        buffer.boundsCheck(at, (end - 1) * stride + TransfersDecoder.sbeBlockLength());
        final int pending = hash(at, end);
        next = 0;
        nextAt = at;
        long sum = seen;
        // Loops of their own, so short that the processor runs far ahead in them.
        for (int i = 0; i < end; i++)
        {
            sum += store.peekIndex(ids[i]);
        }
        for (int i = 0; i < pending; i++)
        {
            sum += store.peekIndex(pendings[i]);
        }
        for (int i = 0; i < 2 * end; i++)
        {
            sum += accounts.peekIndex(parties[i]);
        }
        for (int i = 0; i < 2 * end; i++)
        {
            sum += accounts.peek(parties[i]);
        }
        for (int i = 0; i < pending; i++)
        {
            sum += store.peek(pendings[i]);
        }
        seen = sum;
    }

    /** Reads the next transfer of those that were looked at. */
    void next(final TransferEvent event)
    {
        event.load(buffer, nextAt);
        nextAt += stride;
        event.idHash = ids[next];
        event.debitHash = parties[2 * next];
        event.creditHash = parties[2 * next + 1];
        next++;
    }

    /** @return how many of them resolve a hold. */
    private int hash(final int from, final int end)
    {
        int pending = 0;
        int at = from;
        for (int i = 0; i < end; i++)
        {
            ids[i] = hash(at + ID);
            parties[2 * i] = hash(at + DEBIT);
            parties[2 * i + 1] = hash(at + CREDIT);
            if ((Raw.getLong(buffer, at + PENDING) | Raw.getLong(buffer, at + PENDING + 8)) != 0)
            {
                pendings[pending++] = hash(at + PENDING);
            }
            at += stride;
        }
        return pending;
    }

    private long hash(final int at)
    {
        return Hashing.ofId(Raw.getLong(buffer, at), Raw.getLong(buffer, at + 8));
    }
}
