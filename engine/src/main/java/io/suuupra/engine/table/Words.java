package io.suuupra.engine.table;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotWordsDecoder;
import io.suuupra.codecs.generated.SnapshotWordsEncoder;
import io.suuupra.engine.CorruptStateException;
import io.suuupra.engine.SnapshotSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Tables of 64-bit words in a snapshot, run by run.
 */
public final class Words
{
    /** Table of the accounts. */
    public static final int TABLE_ACCOUNTS = 1;

    /** Table of the holds. */
    public static final int TABLE_HOLDS = 2;

    /** Table of the sums of the store's blocks. */
    public static final int TABLE_BLOCK_CRCS = 3;

    /** First of the tables of the UPI switch. */
    public static final int TABLE_UPI = 4;

    /** First of the three tables of payments. */
    public static final int TABLE_PAYMENTS = 10;

    /** Tables are 1 to this. */
    public static final int TABLE_MAX = 12;

    private final SnapshotSink sink;
    private final int table;
    private final byte[] data = new byte[PagedWords.PAGE_WORDS * Long.BYTES];
    private final UnsafeBuffer dataBuffer = new UnsafeBuffer(data);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[data.length + 64]);
    private final SnapshotWordsEncoder encoder = new SnapshotWordsEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    Words(final SnapshotSink sink, final int table)
    {
        this.sink = sink;
        this.table = table;
    }

    /** Writes one run, of a page at most. */
    void write(final long[] words, final int count, final long first) throws IOException
    {
        for (int word = 0; word < count; word++)
        {
            dataBuffer.putLong(word * Long.BYTES, words[word], LITTLE_ENDIAN);
        }
        encoder.wrapAndApplyHeader(message, 0, header)
            .table(table).padding(0).words(count).first(first).putData(data, 0, count * Long.BYTES);
        sink.append(message, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /**
     * Writes a table as it was when it was frozen.
     *
     * @param sink  to write to.
     * @param table that the words are of.
     * @param pages of it.
     * @param words used, from the first on.
     * @throws IOException if the sink throws it.
     */
    public static void write(final SnapshotSink sink, final int table, final FrozenPages pages, final long words)
        throws IOException
    {
        final long[] scratch = new long[PagedWords.PAGE_WORDS];
        final Words writer = new Words(sink, table);
        for (int i = 0; i < pages.count(); i++)
        {
            final long first = (long)i * PagedWords.PAGE_WORDS;
            writer.write(pages.take(i, scratch), (int)Math.min(PagedWords.PAGE_WORDS, words - first), first);
        }
    }

    /**
     * Writes a whole table.
     *
     * @param sink  to write to.
     * @param table that the words are of.
     * @param words all of them.
     * @throws IOException if the sink throws it.
     */
    public static void write(final SnapshotSink sink, final int table, final long[] words) throws IOException
    {
        final Words writer = new Words(sink, table);
        final long[] page = new long[PagedWords.PAGE_WORDS];
        for (int first = 0; first < words.length; first += page.length)
        {
            final int count = Math.min(page.length, words.length - first);
            System.arraycopy(words, first, page, 0, count);
            writer.write(page, count, first);
        }
    }

    /**
     * @param buffer that holds a SnapshotWords message.
     * @param offset of its header.
     * @return the run in it, valid as long as the buffer holds it.
     */
    public static Run read(final DirectBuffer buffer, final int offset)
    {
        final SnapshotWordsDecoder decoder = new SnapshotWordsDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        final int count = (int)decoder.words();
        CorruptStateException.require(
            count >= 0 && count <= PagedWords.PAGE_WORDS && decoder.dataLength() == count * Long.BYTES,
            "a snapshot's run of words has its length");
        final int data = decoder.limit() + SnapshotWordsDecoder.dataHeaderLength();
        return new Run(decoder.table(), decoder.first(), count, buffer, data);
    }

    /**
     * A run of words.
     *
     * @param table  that they are of.
     * @param first  index of the first word.
     * @param count  of words.
     * @param buffer that holds them.
     * @param offset of the first.
     */
    public record Run(int table, long first, int count, DirectBuffer buffer, int offset)
    {
        /**
         * @param word 0 to count - 1.
         * @return the word.
         */
        public long get(final int word)
        {
            return buffer.getLong(offset + word * Long.BYTES, LITTLE_ENDIAN);
        }
    }
}
