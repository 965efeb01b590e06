package io.suuupra.engine.ledger;

import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.SegmentSource;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * The ordered log of everything that happened: one immutable record of fixed size for each transfer, expiry and
 * tombstone, found by row, or by id through the index.
 *
 * <p>A record holds both accounts' balances after it and links to the record before it of either account, so it serves
 * statements, balances in the past and change events at once. Only the engine's thread appends. Readers on other
 * threads may read rows below their cut: those never change.
 */
public final class TransferStore implements AutoCloseable
{
    /** Stands for "no such row". */
    public static final long ABSENT = IdIndex.ABSENT;

    /** Bytes of a record. */
    public static final int RECORD_LENGTH = StoreRecordDecoder.BLOCK_LENGTH;

    /** Every so many records of an account one is a milestone, to which the later ones keep a link. */
    public static final int MILESTONE_EVERY = 512;

    static final int KIND_TOMBSTONE = RecordKind.TOMBSTONE.value();
    static final int KIND_UPI_TRANSACTION = RecordKind.UPI_TRANSACTION.value();
    static final int KIND_UPI_OUTCOME = RecordKind.UPI_OUTCOME.value();
    /** From here on every kind is found by its id. */
    static final int KIND_PAYMENT = RecordKind.PAYMENT.value();
    static final int KIND_EXPIRED = RecordKind.TWO_PHASE_EXPIRED.value();
    static final int KIND_PENDING = RecordKind.TWO_PHASE_PENDING.value();

    private static final int ID = StoreRecordDecoder.idEncodingOffset();
    private static final int DEBIT_SLOT = StoreRecordDecoder.debitSlotEncodingOffset();
    private static final int CREDIT_SLOT = StoreRecordDecoder.creditSlotEncodingOffset();
    private static final int AMOUNT = StoreRecordDecoder.amountEncodingOffset();
    private static final int PENDING_ROW = StoreRecordDecoder.pendingRowEncodingOffset();
    private static final int HOLD_ORDINAL = StoreRecordDecoder.holdOrdinalEncodingOffset();
    private static final int USER_DATA_128 = StoreRecordDecoder.userData128EncodingOffset();
    private static final int USER_DATA_64 = StoreRecordDecoder.userData64EncodingOffset();
    private static final int USER_DATA_32 = StoreRecordDecoder.userData32EncodingOffset();
    private static final int TIMEOUT = StoreRecordDecoder.timeoutEncodingOffset();
    private static final int TIMESTAMP = StoreRecordDecoder.timestampEncodingOffset();
    private static final int RECORDED = StoreRecordDecoder.recordedEncodingOffset();
    private static final int CODE = StoreRecordDecoder.codeEncodingOffset();
    private static final int FLAGS = StoreRecordDecoder.flagsEncodingOffset();
    private static final int KIND = StoreRecordDecoder.kindEncodingOffset();
    private static final int CLOSED = StoreRecordDecoder.closedEncodingOffset();
    private static final int RESERVED = StoreRecordDecoder.reservedEncodingOffset();
    private static final int DEBIT_PREVIOUS = StoreRecordDecoder.debitPreviousEncodingOffset();
    private static final int CREDIT_PREVIOUS = StoreRecordDecoder.creditPreviousEncodingOffset();
    private static final int DEBIT_SKIP = StoreRecordDecoder.debitSkipEncodingOffset();
    private static final int CREDIT_SKIP = StoreRecordDecoder.creditSkipEncodingOffset();
    private static final int DEBIT_BALANCES = StoreRecordDecoder.debitDebitsPendingEncodingOffset();
    private static final int CREDIT_BALANCES = StoreRecordDecoder.creditDebitsPendingEncodingOffset();
    private static final int PARTITION_BITS = 8;

    private final SegmentSource source;
    private final int segmentShift;
    private final long rowMask;
    private final IdIndex index = new IdIndex(PARTITION_BITS, this::hasId);
    private final StateHash hash = new StateHash();
    private UnsafeBuffer[] segments = new UnsafeBuffer[16];
    private int segmentCount;
    private long rows;
    private long hashedRows;
    private long transfers;
    private long lastTransferTimestamp;

    TransferStore(final SegmentSource source)
    {
        this.source = source;
        this.segmentShift = Integer.numberOfTrailingZeros(source.rowsPerSegment());
        this.rowMask = source.rowsPerSegment() - 1L;
    }

    /** @return number of records; rows run from 0 up to it. */
    public long rows()
    {
        return rows;
    }

    /** @return number of transfers among the records. */
    public long transfers()
    {
        return transfers;
    }

    long lastTransferTimestamp()
    {
        return lastTransferTimestamp;
    }

    /** @return row of the transfer or tombstone with that id, or {@link #ABSENT}. */
    public long find(final long idLow, final long idHigh)
    {
        return index.find(idLow, idHigh);
    }

    long find(final long idHash, final long idLow, final long idHigh)
    {
        return index.find(idHash, idLow, idHigh);
    }

    /** Reads the index where the search for an id with that hash begins. */
    long peekIndex(final long hash)
    {
        return index.peek(hash);
    }

    /** Reads the record that an id with that hash most likely has. */
    long peek(final long hash)
    {
        final long row = index.guess(hash);
        return row == ABSENT ? 0 : idLow(row) + amount(row);
    }

    /**
     * Opens the next record. Its fields are set through the {@code put} methods; one of the {@code append} methods
     * closes it.
     *
     * @return its row.
     */
    long open()
    {
        if (rows == (long)segmentCount << segmentShift)
        {
            if (segmentCount == segments.length)
            {
                segments = Arrays.copyOf(segments, segmentCount * 2);
            }
            require(rows + rowMask < IdIndex.ROWS_MAX, "the store has its last segment");
            segments[segmentCount] = segmentOf(segmentCount);
            segmentCount++;
        }
        return rows;
    }

    void putId(final long row, final long idLow, final long idHigh)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        Raw.putLong(segment, at + ID, idLow);
        Raw.putLong(segment, at + ID + 8, idHigh);
    }

    void putParties(final long row, final int debitSlot, final int creditSlot, final long amount)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        Raw.putInt(segment, at + DEBIT_SLOT, debitSlot);
        Raw.putInt(segment, at + CREDIT_SLOT, creditSlot);
        Raw.putLong(segment, at + AMOUNT, amount);
    }

    void putHold(final long row, final long pendingRow, final long holdOrdinal)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        Raw.putLong(segment, at + PENDING_ROW, pendingRow);
        Raw.putLong(segment, at + HOLD_ORDINAL, holdOrdinal);
    }

    void putUserData(
        final long row, final long userData128Low, final long userData128High, final long userData64,
        final int userData32)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        Raw.putLong(segment, at + USER_DATA_128, userData128Low);
        Raw.putLong(segment, at + USER_DATA_128 + 8, userData128High);
        Raw.putLong(segment, at + USER_DATA_64, userData64);
        Raw.putInt(segment, at + USER_DATA_32, userData32);
    }

    void putTraits(
        final long row, final int timeout, final int code, final int flags, final int kind, final int closed)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        Raw.putInt(segment, at + TIMEOUT, timeout);
        Raw.putShort(segment, at + CODE, (short)code);
        Raw.putShort(segment, at + FLAGS, (short)flags);
        Raw.putByte(segment, at + KIND, (byte)kind);
        Raw.putByte(segment, at + CLOSED, (byte)closed);
        Raw.putShort(segment, at + RESERVED, (short)0);
        // The last word of a record has no name yet. What stood there before a start must not count.
        Raw.putLong(segment, at + RECORD_LENGTH - Long.BYTES, 0);
    }

    /** Marks a hold that the engine itself has made. */
    void putOwn(final long row)
    {
        Raw.putShort(segment(row), at(row) + RESERVED, (short)1);
    }

    boolean isOwn(final long row)
    {
        return Raw.getShort(segment(row), at(row) + RESERVED) != 0;
    }

    void putTimes(final long row, final long timestamp, final long recorded)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        Raw.putLong(segment, at + TIMESTAMP, timestamp);
        Raw.putLong(segment, at + RECORDED, recorded);
    }

    /** Writes one side of a record: the account's links, then its balances, from the account's hot words. */
    void putSide(final long row, final boolean debit, final long[] page, final int at)
    {
        final UnsafeBuffer segment = segment(row);
        final int record = at(row);
        Raw.putLong(segment, record + (debit ? DEBIT_PREVIOUS : CREDIT_PREVIOUS), page[at + Accounts.HEAD]);
        Raw.putLong(segment, record + (debit ? DEBIT_SKIP : CREDIT_SKIP), page[at + Accounts.MILESTONE]);
        final int balances = record + (debit ? DEBIT_BALANCES : CREDIT_BALANCES);
        Raw.putLong(segment, balances, page[at + Accounts.DEBITS_PENDING]);
        Raw.putLong(segment, balances + 8, page[at + Accounts.DEBITS_POSTED]);
        Raw.putLong(segment, balances + 16, page[at + Accounts.CREDITS_PENDING]);
        Raw.putLong(segment, balances + 24, page[at + Accounts.CREDITS_POSTED]);
    }

    /** Closes a record that is a transfer: it is found by its id from now on. */
    void appendTransfer(final long row, final long idHash, final long timestamp)
    {
        index.insert(idHash, row);
        rows = row + 1;
        transfers++;
        lastTransferTimestamp = timestamp;
    }

    /** Closes a record of an expiry, which no id finds. */
    void appendExpiry(final long row)
    {
        rows = row + 1;
    }

    /** Burns an id. */
    void appendTombstone(final long idLow, final long idHigh, final long recorded)
    {
        final long row = openEvent(KIND_TOMBSTONE, 0, idLow, idHigh, recorded);
        putHold(row, ABSENT, ABSENT);
        appendEvent(row, true);
    }

    /** Opens a record that is no transfer; all that is not put is 0. */
    long openEvent(final int kind, final int code, final long idLow, final long idHigh, final long recorded)
    {
        final long row = open();
        segment(row).setMemory(at(row), RECORD_LENGTH, (byte)0);
        putId(row, idLow, idHigh);
        putTraits(row, 0, code, 0, kind, 0);
        putTimes(row, lastTransferTimestamp, recorded);
        return row;
    }

    /** Closes such a record. */
    void appendEvent(final long row, final boolean indexed)
    {
        if (indexed)
        {
            index.insert(idLow(row), idHigh(row), row);
        }
        rows = row + 1;
    }

    /** Takes the newest records out again, down to a row; they must be transfers, not hashed yet. */
    void truncate(final long toRows, final long timestampBefore)
    {
        while (rows > toRows)
        {
            final long row = rows - 1;
            index.remove(idLow(row), idHigh(row), row);
            rows--;
            transfers--;
        }
        lastTransferTimestamp = timestampBefore;
    }

    /** Takes the records since the last call into the hashes; they are final from now on. */
    void seal()
    {
        for (; hashedRows < rows; hashedRows++)
        {
            RecordHash.add(hash, segment(hashedRows), at(hashedRows));
        }
    }

    /** @return hashes of all sealed records. */
    StateHash hash()
    {
        return hash;
    }

    private boolean hasId(final long row, final long low, final long high)
    {
        if (segments[(int)(row >>> segmentShift)] == null && !mayHaveId(row, low, high))
        {
            return false;
        }
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        return Raw.getLong(segment, at + ID) == low && Raw.getLong(segment, at + ID + 8) == high;
    }

    private boolean mayHaveId(final long row, final long low, final long high)
    {
        final long key = source.key((int)(row >>> segmentShift), (int)(row & rowMask));
        return key == 0 || key == Hashing.ofId(low, high);
    }

    /** @return true if a transfer among the records has that timestamp. */
    boolean hasTransferTimestamp(final long timestamp)
    {
        // Records that are not transfers repeat the timestamp of the transfer before them, so they do no harm here,
        // but for the 0 that they carry before the first transfer.
        final long row = firstTransferAtOrAfter(timestamp, rows);
        return timestamp > 0 && row < rows && timestamp(row) == timestamp;
    }

    /**
     * @param timestamp in ns.
     * @param limit     row to end before.
     * @return first row whose timestamp is not below the given one; {@code limit} where there is none. Records that are
     * not transfers count with the timestamp of the transfer before them.
     */
    public long firstTransferAtOrAfter(final long timestamp, final long limit)
    {
        return firstAtOrAfter(TIMESTAMP, timestamp, limit);
    }

    /**
     * @param recorded in ns.
     * @param limit    row to end before.
     * @return first row recorded at or after that time; {@code limit} where there is none.
     */
    public long firstRecordedAtOrAfter(final long recorded, final long limit)
    {
        return firstAtOrAfter(RECORDED, recorded, limit);
    }

    private long firstAtOrAfter(final int field, final long time, final long limit)
    {
        long from = 0;
        long to = limit;
        while (from < to)
        {
            final long middle = (from + to) >>> 1;
            if (Raw.getLong(segment(middle), at(middle) + field) < time)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }
        return from;
    }

    /** @return whether an id finds the row. */
    boolean isIndexed(final long row)
    {
        final int kind = kind(row);
        return kind < KIND_EXPIRED || kind == KIND_TOMBSTONE || kind == KIND_UPI_TRANSACTION ||
            kind == KIND_UPI_OUTCOME || kind >= KIND_PAYMENT;
    }

    /** @return true if the row is a transfer, false if it is an expiry, a tombstone or an event. */
    public boolean isTransfer(final long row)
    {
        return kind(row) < KIND_EXPIRED;
    }

    /** @return value of {@code RecordKind}. */
    public int kind(final long row)
    {
        return Raw.getByte(segment(row), at(row) + KIND);
    }

    /** @return lower half of the id. */
    public long idLow(final long row)
    {
        return Raw.getLong(segment(row), at(row) + ID);
    }

    /** @return upper half of the id. */
    public long idHigh(final long row)
    {
        return Raw.getLong(segment(row), at(row) + ID + 8);
    }

    /** @return slot of the debit account. */
    public int debitSlot(final long row)
    {
        return Raw.getInt(segment(row), at(row) + DEBIT_SLOT);
    }

    /** @return slot of the credit account. */
    public int creditSlot(final long row)
    {
        return Raw.getInt(segment(row), at(row) + CREDIT_SLOT);
    }

    /** @return minor units. */
    public long amount(final long row)
    {
        return Raw.getLong(segment(row), at(row) + AMOUNT);
    }

    /** @return row of the hold that this record resolves; -1 = none. */
    public long pendingRow(final long row)
    {
        return Raw.getLong(segment(row), at(row) + PENDING_ROW);
    }

    /** @return ordinal of this hold among the holds; -1 = not a hold. */
    public long holdOrdinal(final long row)
    {
        return Raw.getLong(segment(row), at(row) + HOLD_ORDINAL);
    }

    /** @return lower half of user_data_128. */
    public long userData128Low(final long row)
    {
        return Raw.getLong(segment(row), at(row) + USER_DATA_128);
    }

    /** @return upper half of user_data_128. */
    public long userData128High(final long row)
    {
        return Raw.getLong(segment(row), at(row) + USER_DATA_128 + 8);
    }

    /** @return user_data_64. */
    public long userData64(final long row)
    {
        return Raw.getLong(segment(row), at(row) + USER_DATA_64);
    }

    /** @return user_data_32, unsigned. */
    public int userData32(final long row)
    {
        return Raw.getInt(segment(row), at(row) + USER_DATA_32);
    }

    /** @return seconds, unsigned. */
    public int timeout(final long row)
    {
        return Raw.getInt(segment(row), at(row) + TIMEOUT);
    }

    /** @return when the hold at a row, which has a timeout, expires: ns. */
    long expiry(final long row)
    {
        return timestamp(row) + timeoutNs(timeout(row));
    }

    /** @return seconds, unsigned, in nanoseconds; cannot overflow. */
    static long timeoutNs(final int timeout)
    {
        return Integer.toUnsignedLong(timeout) * 1_000_000_000L;
    }

    /** @return the transfer's timestamp in ns. */
    public long timestamp(final long row)
    {
        return Raw.getLong(segment(row), at(row) + TIMESTAMP);
    }

    /** @return stamp of the event in ns: its position. */
    public long recorded(final long row)
    {
        return Raw.getLong(segment(row), at(row) + RECORDED);
    }

    /** @return the code. */
    public int code(final long row)
    {
        return Raw.getShort(segment(row), at(row) + CODE) & 0xFFFF;
    }

    /** @return bits of {@code TransferFlags}. */
    public int flags(final long row)
    {
        return Raw.getShort(segment(row), at(row) + FLAGS) & 0xFFFF;
    }

    /** @return bit 0: the debit account is closed after it; bit 1: the credit account. */
    public int closed(final long row)
    {
        return Raw.getByte(segment(row), at(row) + CLOSED);
    }

    /** @return row of the record before it of one of its accounts; -1 = none. */
    public long previous(final long row, final boolean debit)
    {
        return Raw.getLong(segment(row), at(row) + (debit ? DEBIT_PREVIOUS : CREDIT_PREVIOUS));
    }

    /** @return row of the last milestone before it of one of its accounts; -1 = none. */
    public long skip(final long row, final boolean debit)
    {
        return Raw.getLong(segment(row), at(row) + (debit ? DEBIT_SKIP : CREDIT_SKIP));
    }

    /**
     * @param row    of the record.
     * @param debit  which of its accounts.
     * @param figure 0 debits pending, 1 debits posted, 2 credits pending, 3 credits posted.
     * @return minor units after the record.
     */
    public long balance(final long row, final boolean debit, final int figure)
    {
        return Raw.getLong(segment(row), at(row) + (debit ? DEBIT_BALANCES : CREDIT_BALANCES) + figure * 8);
    }

    /** @return what builds the index of the records again. */
    public IndexBuild indexBuild()
    {
        return new IndexBuild(this, index, source);
    }

    /** @return rows of a segment. */
    public int rowsPerSegment()
    {
        return source.rowsPerSegment();
    }

    /** Begins a restore with rows that lie in the segments already; the index is built behind it. */
    void restoring(final long toRows)
    {
        final int full = (int)(toRows >>> segmentShift);
        segments = new UnsafeBuffer[Math.max(16, full * 2)];
        // Full ones are handed out when somebody needs them: to look at them all would take long.
        segmentCount = full;
        rows = (long)full << segmentShift;
        if (rows < toRows)
        {
            open();
            rows = toRows;
        }
    }

    /** Ends a restore, when all parts of the index are there. */
    void restored(final long transferCount, final long transferTimestamp, final StateHash snapshotHash)
    {
        hashedRows = rows;
        transfers = transferCount;
        lastTransferTimestamp = transferTimestamp;
        hash.reset(
            snapshotHash.stateLow(), snapshotHash.stateHigh(), snapshotHash.contentLow(), snapshotHash.contentHigh());
    }

    UnsafeBuffer segment(final long row)
    {
        final UnsafeBuffer segment = segments[(int)(row >>> segmentShift)];
        return segment == null ? firstUse(row) : segment;
    }

    // Whoever comes first; the source gives every thread the same buffer.
    private UnsafeBuffer firstUse(final long row)
    {
        final int i = (int)(row >>> segmentShift);
        require(i < segmentCount, "a record is read that is not there");
        segments[i] = segmentOf(i);
        return segments[i];
    }

    // A row's place in its segment follows from its number. So this is the one check of bounds that all rows need.
    private UnsafeBuffer segmentOf(final int i)
    {
        final UnsafeBuffer segment = source.segment(i);
        require(segment.capacity() >= (rowMask + 1) * RECORD_LENGTH, "a segment has room for all of its records");
        return segment;
    }

    int at(final long row)
    {
        return (int)(row & rowMask) * RECORD_LENGTH;
    }

    @Override
    public void close()
    {
        index.close();
    }
}
