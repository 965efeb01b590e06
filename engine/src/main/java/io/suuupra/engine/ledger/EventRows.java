package io.suuupra.engine.ledger;

import io.suuupra.codecs.generated.StoreRecordDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Records of the store that are no transfers: events of what stands above the ledger, and pieces of messages. No lookup
 * of a transfer finds them. Beside id, kind, times and a code they have words whose meaning is their writer's.
 *
 * <p>The engine's thread writes; readers on other threads may read rows below their cut.
 */
public final class EventRows
{
    /** Words that an event has. */
    public static final int WORDS = 20;

    /** Bytes of a message that one record takes. */
    public static final int TEXT_BYTES = (WORDS + 2) * Long.BYTES;

    private static final int FIRST = StoreRecordDecoder.debitSlotEncodingOffset();
    private static final int BEHIND_TIMES = StoreRecordDecoder.debitPreviousEncodingOffset();
    private static final int WORDS_BEFORE =
        (StoreRecordDecoder.timestampEncodingOffset() - FIRST) / Long.BYTES;

    private final TransferStore store;

    /**
     * @param store that holds the records.
     */
    public EventRows(final TransferStore store)
    {
        this.store = store;
    }

    /**
     * Opens the next record; words that are not put are 0.
     *
     * @param kind    a value of {@code RecordKind} that is no transfer.
     * @param code    of the writer, 0 to 65,535.
     * @param idLow   lower half of its id.
     * @param idHigh  upper half.
     * @param stamp   of the event.
     * @return its row.
     */
    public long open(final int kind, final int code, final long idLow, final long idHigh, final long stamp)
    {
        return store.openEvent(kind, code, idLow, idHigh, stamp);
    }

    /**
     * @param row   of an open record.
     * @param word  0 to {@link #WORDS} - 1.
     * @param value to put.
     */
    public void put(final long row, final int word, final long value)
    {
        Raw.putLong(store.segment(row), at(row, word), value);
    }

    /**
     * Closes a record.
     *
     * @param row     of it.
     * @param indexed whether its id finds it.
     */
    public void append(final long row, final boolean indexed)
    {
        store.appendEvent(row, indexed);
    }

    /**
     * @param row  of an event.
     * @param word 0 to {@link #WORDS} - 1.
     * @return the word.
     */
    public long get(final long row, final int word)
    {
        return Raw.getLong(store.segment(row), at(row, word));
    }

    /**
     * Writes a message as so many records as it takes.
     *
     * @param kind   of the records.
     * @param buffer that holds it.
     * @param offset of it.
     * @param length in bytes, at least 1.
     * @param stamp  of each.
     * @return row of the first.
     */
    public long appendText(
        final int kind, final DirectBuffer buffer, final int offset, final int length, final long stamp)
    {
        final long first = store.rows();
        for (int from = 0; from < length; from += TEXT_BYTES)
        {
            final int end = Math.min(length, from + TEXT_BYTES);
            final long row = open(kind, 0, word(buffer, offset, from, end), word(buffer, offset, from + 8, end), stamp);
            for (int i = 0; i < WORDS; i++)
            {
                put(row, i, word(buffer, offset, from + 8 * (i + 2), end));
            }
            append(row, false);
        }
        return first;
    }

    /**
     * Reads a message back.
     *
     * @param row    of its first record.
     * @param length in bytes.
     * @param target at least {@link #TEXT_BYTES} longer than the message.
     */
    public void readText(final long row, final int length, final MutableDirectBuffer target)
    {
        int at = 0;
        for (long piece = row; at < length; piece++)
        {
            target.putLong(at, store.idLow(piece), LITTLE_ENDIAN);
            target.putLong(at + 8, store.idHigh(piece), LITTLE_ENDIAN);
            for (int i = 0; i < WORDS; i++)
            {
                target.putLong(at + 8 * (i + 2), get(piece, i), LITTLE_ENDIAN);
            }
            at += TEXT_BYTES;
        }
    }

    // Words lie around the record's times, kind and code, which every record has at the same place.
    private int at(final long row, final int word)
    {
        return store.at(row) + (word < WORDS_BEFORE ? FIRST + word * Long.BYTES :
            BEHIND_TIMES + (word - WORDS_BEFORE) * Long.BYTES);
    }

    // What lies behind the message's end is 0, so that equal messages have equal records.
    private static long word(final DirectBuffer buffer, final int offset, final int at, final int end)
    {
        if (at + Long.BYTES <= end)
        {
            return buffer.getLong(offset + at, LITTLE_ENDIAN);
        }
        long word = 0;
        for (int i = at; i < end; i++)
        {
            word |= (buffer.getByte(offset + i) & 0xFFL) << (i - at) * Byte.SIZE;
        }
        return word;
    }
}
