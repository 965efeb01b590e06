package io.suuupra.engine.ledger;

import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.SegmentSource;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Records that are no transfers: what is put into them comes back, and nothing else of a record changes. */
class EventRowsTest
{
    private static final int KIND = RecordKind.UPI_TEXT.value();
    private static final int ROWS = 64;
    private static final long STAMP = 1_234_567;

    private final TransferStore store = new TransferStore(new OneSegment());
    private final EventRows rows = new EventRows(store);

    private static final class OneSegment implements SegmentSource
    {
        private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[ROWS * StoreRecordDecoder.BLOCK_LENGTH]);

        @Override
        public int rowsPerSegment()
        {
            return ROWS;
        }

        @Override
        public UnsafeBuffer segment(final int index)
        {
            return bytes;
        }
    }

    @AfterEach
    void close()
    {
        store.close();
    }

    @Test
    void shouldKeepEveryWordAndWhatStandsBetweenThem()
    {
        final long first = rows.open(KIND, 7, 8, 9, STAMP);
        rows.append(first, false);
        final long row = rows.open(KIND, 65_535, -1, -2, STAMP + 1);
        for (int word = 0; word < EventRows.WORDS; word++)
        {
            rows.put(row, word, -100 - word);
        }
        rows.append(row, false);
        final long behind = rows.open(KIND, 1, 2, 3, STAMP + 2);
        rows.append(behind, false);

        for (int word = 0; word < EventRows.WORDS; word++)
        {
            assertEquals(-100 - word, rows.get(row, word), "word " + word);
            assertEquals(0, rows.get(first, word), "word " + word + " of a record to which nothing was put");
            assertEquals(0, rows.get(behind, word), "word " + word + " of the next record");
        }
        assertEquals(KIND, store.kind(row));
        assertEquals(65_535, store.code(row));
        assertEquals(-1, store.idLow(row));
        assertEquals(-2, store.idHigh(row));
        assertEquals(STAMP + 1, store.recorded(row));
        assertEquals(0, store.timestamp(row), "that of the last transfer, of which there is none");
        assertEquals(2, store.idLow(behind));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 175, 176, 177, 352, 1_000})
    void shouldGiveATextBackWhateverStoodBehindIt(final int length)
    {
        final int pieces = (length + EventRows.TEXT_BYTES - 1) / EventRows.TEXT_BYTES;
        final byte[] bytes = new byte[length + 100];
        new Random(length).nextBytes(bytes);
        final UnsafeBuffer message = new UnsafeBuffer(bytes);
        final long first = rows.appendText(KIND, message, 3, length, STAMP);
        assertEquals(pieces, store.rows() - first);

        final UnsafeBuffer back = new UnsafeBuffer(new byte[length + EventRows.TEXT_BYTES]);
        rows.readText(first, length, back);
        final byte[] expected = new byte[length];
        message.getBytes(3, expected);
        final byte[] found = new byte[length];
        back.getBytes(0, found);
        assertArrayEquals(expected, found);

        // Equal texts make equal records, so that what happens to stand behind them never reaches the state's hash.
        for (int i = 3 + length; i < bytes.length; i++)
        {
            bytes[i]++;
        }
        final long second = rows.appendText(KIND, message, 3, length, STAMP);
        for (int piece = 0; piece < pieces; piece++)
        {
            assertEquals(store.idLow(first + piece), store.idLow(second + piece));
            assertEquals(store.idHigh(first + piece), store.idHigh(second + piece));
            assertEquals(STAMP, store.recorded(second + piece));
            for (int word = 0; word < EventRows.WORDS; word++)
            {
                assertEquals(rows.get(first + piece, word), rows.get(second + piece, word), "word " + word);
            }
        }
    }
}
