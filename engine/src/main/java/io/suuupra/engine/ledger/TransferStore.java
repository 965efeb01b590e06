package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.SegmentSource;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * The ordered log of everything that happened: one immutable record of fixed size for each transfer, expiry and
 * tombstone, found by row, or by id through the index.
 *
 * <p>A record holds both accounts' balances after it and links to the record before it of either account, so it serves
 * statements, balances in the past and change events at once. Only the engine's thread appends. Readers on other
 * threads may read rows below their cut: those never change.
 */
public final class TransferStore
{
    /** Stands for "no such row". */
    public static final long ABSENT = IdIndex.ABSENT;

    /** Bytes of a record. */
    public static final int RECORD_LENGTH = StoreRecordDecoder.BLOCK_LENGTH;

    /** Every so many records of an account one is a milestone, to which the later ones keep a link. */
    public static final int MILESTONE_EVERY = 512;

    static final int KIND_TOMBSTONE = RecordKind.TOMBSTONE.value();
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
            segments[segmentCount] = source.segment(segmentCount);
            segmentCount++;
        }
        return rows;
    }

    void putId(final long row, final long idLow, final long idHigh)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        segment.putLong(at + ID, idLow, LITTLE_ENDIAN);
        segment.putLong(at + ID + 8, idHigh, LITTLE_ENDIAN);
    }

    void putParties(final long row, final int debitSlot, final int creditSlot, final long amount)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        segment.putInt(at + DEBIT_SLOT, debitSlot, LITTLE_ENDIAN);
        segment.putInt(at + CREDIT_SLOT, creditSlot, LITTLE_ENDIAN);
        segment.putLong(at + AMOUNT, amount, LITTLE_ENDIAN);
    }

    void putHold(final long row, final long pendingRow, final long holdOrdinal)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        segment.putLong(at + PENDING_ROW, pendingRow, LITTLE_ENDIAN);
        segment.putLong(at + HOLD_ORDINAL, holdOrdinal, LITTLE_ENDIAN);
    }

    void putUserData(
        final long row, final long userData128Low, final long userData128High, final long userData64,
        final int userData32)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        segment.putLong(at + USER_DATA_128, userData128Low, LITTLE_ENDIAN);
        segment.putLong(at + USER_DATA_128 + 8, userData128High, LITTLE_ENDIAN);
        segment.putLong(at + USER_DATA_64, userData64, LITTLE_ENDIAN);
        segment.putInt(at + USER_DATA_32, userData32, LITTLE_ENDIAN);
    }

    void putTraits(
        final long row, final int timeout, final int code, final int flags, final int kind, final int closed)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        segment.putInt(at + TIMEOUT, timeout, LITTLE_ENDIAN);
        segment.putShort(at + CODE, (short)code, LITTLE_ENDIAN);
        segment.putShort(at + FLAGS, (short)flags, LITTLE_ENDIAN);
        segment.putByte(at + KIND, (byte)kind);
        segment.putByte(at + CLOSED, (byte)closed);
        segment.putShort(at + RESERVED, (short)0, LITTLE_ENDIAN);
    }

    void putTimes(final long row, final long timestamp, final long recorded)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        segment.putLong(at + TIMESTAMP, timestamp, LITTLE_ENDIAN);
        segment.putLong(at + RECORDED, recorded, LITTLE_ENDIAN);
    }

    /**
     * Writes one side of a record: the account's links, then its balances, from the account's hot words.
     */
    void putSide(final long row, final boolean debit, final long[] page, final int at)
    {
        final UnsafeBuffer segment = segment(row);
        final int record = at(row);
        segment.putLong(record + (debit ? DEBIT_PREVIOUS : CREDIT_PREVIOUS), page[at + Accounts.HEAD], LITTLE_ENDIAN);
        segment.putLong(record + (debit ? DEBIT_SKIP : CREDIT_SKIP), page[at + Accounts.MILESTONE], LITTLE_ENDIAN);
        final int balances = record + (debit ? DEBIT_BALANCES : CREDIT_BALANCES);
        segment.putLong(balances, page[at + Accounts.DEBITS_PENDING], LITTLE_ENDIAN);
        segment.putLong(balances + 8, page[at + Accounts.DEBITS_POSTED], LITTLE_ENDIAN);
        segment.putLong(balances + 16, page[at + Accounts.CREDITS_PENDING], LITTLE_ENDIAN);
        segment.putLong(balances + 24, page[at + Accounts.CREDITS_POSTED], LITTLE_ENDIAN);
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
        final long row = open();
        segment(row).setMemory(at(row), RECORD_LENGTH, (byte)0);
        putId(row, idLow, idHigh);
        putHold(row, ABSENT, ABSENT);
        putTraits(row, 0, 0, 0, KIND_TOMBSTONE, 0);
        putTimes(row, lastTransferTimestamp, recorded);
        index.insert(idLow, idHigh, row);
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
            addTo(hash, hashedRows);
        }
    }

    /** @return hashes of all sealed records. */
    StateHash hash()
    {
        return hash;
    }

    // Every word but the two times, in four lanes so that the multiplications overlap: this runs for every record.
    private void addTo(final StateHash into, final long row)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        long a = Hashing.mix(1, segment.getLong(at + USER_DATA_64, LITTLE_ENDIAN));
        long b = Hashing.mix(2, segment.getLong(at + USER_DATA_32, LITTLE_ENDIAN));
        long c = Hashing.mix(3, segment.getLong(at + CODE, LITTLE_ENDIAN));
        long d = Hashing.mix(4, segment.getLong(at + DEBIT_PREVIOUS, LITTLE_ENDIAN));
        for (int i = 0; i < USER_DATA_64; i += 32)
        {
            a = Hashing.mix(a, segment.getLong(at + i, LITTLE_ENDIAN));
            b = Hashing.mix(b, segment.getLong(at + i + 8, LITTLE_ENDIAN));
            c = Hashing.mix(c, segment.getLong(at + i + 16, LITTLE_ENDIAN));
            d = Hashing.mix(d, segment.getLong(at + i + 24, LITTLE_ENDIAN));
        }
        for (int i = CREDIT_PREVIOUS; i < RECORD_LENGTH; i += 32)
        {
            a = Hashing.mix(a, segment.getLong(at + i, LITTLE_ENDIAN));
            b = Hashing.mix(b, segment.getLong(at + i + 8, LITTLE_ENDIAN));
            c = Hashing.mix(c, segment.getLong(at + i + 16, LITTLE_ENDIAN));
            d = Hashing.mix(d, segment.getLong(at + i + 24, LITTLE_ENDIAN));
        }
        into.content(Hashing.mix(a, b));
        into.content(Hashing.mix(c, d));
        into.timestamp(segment.getLong(at + TIMESTAMP, LITTLE_ENDIAN), isImported(row));
        into.state(segment.getLong(at + RECORDED, LITTLE_ENDIAN));
    }

    private boolean hasId(final long row, final long low, final long high)
    {
        final UnsafeBuffer segment = segment(row);
        final int at = at(row);
        return segment.getLong(at + ID, LITTLE_ENDIAN) == low && segment.getLong(at + ID + 8, LITTLE_ENDIAN) == high;
    }

    private boolean isImported(final long row)
    {
        return (flags(row) & TransferFlags.IMPORTED) != 0;
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
        long from = 0;
        long to = limit;
        while (from < to)
        {
            final long middle = (from + to) >>> 1;
            if (timestamp(middle) < timestamp)
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

    /**
     * @param recorded in ns.
     * @param limit    row to end before.
     * @return first row recorded at or after that time; {@code limit} where there is none.
     */
    public long firstRecordedAtOrAfter(final long recorded, final long limit)
    {
        long from = 0;
        long to = limit;
        while (from < to)
        {
            final long middle = (from + to) >>> 1;
            if (recorded(middle) < recorded)
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

    /** @return true if the row is a transfer, false if it is an expiry or a tombstone. */
    public boolean isTransfer(final long row)
    {
        return kind(row) < KIND_EXPIRED;
    }

    /** @return value of {@code RecordKind}. */
    public int kind(final long row)
    {
        return segment(row).getByte(at(row) + KIND);
    }

    /** @return lower half of the id. */
    public long idLow(final long row)
    {
        return segment(row).getLong(at(row) + ID, LITTLE_ENDIAN);
    }

    /** @return upper half of the id. */
    public long idHigh(final long row)
    {
        return segment(row).getLong(at(row) + ID + 8, LITTLE_ENDIAN);
    }

    /** @return slot of the debit account. */
    public int debitSlot(final long row)
    {
        return segment(row).getInt(at(row) + DEBIT_SLOT, LITTLE_ENDIAN);
    }

    /** @return slot of the credit account. */
    public int creditSlot(final long row)
    {
        return segment(row).getInt(at(row) + CREDIT_SLOT, LITTLE_ENDIAN);
    }

    /** @return minor units. */
    public long amount(final long row)
    {
        return segment(row).getLong(at(row) + AMOUNT, LITTLE_ENDIAN);
    }

    /** @return row of the hold that this record resolves; -1 = none. */
    public long pendingRow(final long row)
    {
        return segment(row).getLong(at(row) + PENDING_ROW, LITTLE_ENDIAN);
    }

    /** @return ordinal of this hold among the holds; -1 = not a hold. */
    public long holdOrdinal(final long row)
    {
        return segment(row).getLong(at(row) + HOLD_ORDINAL, LITTLE_ENDIAN);
    }

    /** @return lower half of user_data_128. */
    public long userData128Low(final long row)
    {
        return segment(row).getLong(at(row) + USER_DATA_128, LITTLE_ENDIAN);
    }

    /** @return upper half of user_data_128. */
    public long userData128High(final long row)
    {
        return segment(row).getLong(at(row) + USER_DATA_128 + 8, LITTLE_ENDIAN);
    }

    /** @return user_data_64. */
    public long userData64(final long row)
    {
        return segment(row).getLong(at(row) + USER_DATA_64, LITTLE_ENDIAN);
    }

    /** @return user_data_32, unsigned. */
    public int userData32(final long row)
    {
        return segment(row).getInt(at(row) + USER_DATA_32, LITTLE_ENDIAN);
    }

    /** @return seconds, unsigned. */
    public int timeout(final long row)
    {
        return segment(row).getInt(at(row) + TIMEOUT, LITTLE_ENDIAN);
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
        return segment(row).getLong(at(row) + TIMESTAMP, LITTLE_ENDIAN);
    }

    /** @return stamp of the event in ns: its position. */
    public long recorded(final long row)
    {
        return segment(row).getLong(at(row) + RECORDED, LITTLE_ENDIAN);
    }

    /** @return the code. */
    public int code(final long row)
    {
        return segment(row).getShort(at(row) + CODE, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** @return bits of {@code TransferFlags}. */
    public int flags(final long row)
    {
        return segment(row).getShort(at(row) + FLAGS, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** @return bit 0: the debit account is closed after it; bit 1: the credit account. */
    public int closed(final long row)
    {
        return segment(row).getByte(at(row) + CLOSED);
    }

    /** @return row of the record before it of one of its accounts; -1 = none. */
    public long previous(final long row, final boolean debit)
    {
        return segment(row).getLong(at(row) + (debit ? DEBIT_PREVIOUS : CREDIT_PREVIOUS), LITTLE_ENDIAN);
    }

    /** @return row of the last milestone before it of one of its accounts; -1 = none. */
    public long skip(final long row, final boolean debit)
    {
        return segment(row).getLong(at(row) + (debit ? DEBIT_SKIP : CREDIT_SKIP), LITTLE_ENDIAN);
    }

    /**
     * @param row    of the record.
     * @param debit  which of its accounts.
     * @param figure 0 debits pending, 1 debits posted, 2 credits pending, 3 credits posted.
     * @return minor units after the record.
     */
    public long balance(final long row, final boolean debit, final int figure)
    {
        return segment(row).getLong(at(row) + (debit ? DEBIT_BALANCES : CREDIT_BALANCES) + figure * 8, LITTLE_ENDIAN);
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

    /** Begins a restore with rows that lie in the segments already; the index does not know them yet. */
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
        index.clear(toRows);
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

    private UnsafeBuffer segment(final long row)
    {
        final UnsafeBuffer segment = segments[(int)(row >>> segmentShift)];
        return segment == null ? firstUse(row) : segment;
    }

    // Whoever comes first; the source gives every thread the same buffer.
    private UnsafeBuffer firstUse(final long row)
    {
        final int i = (int)(row >>> segmentShift);
        final UnsafeBuffer segment = source.segment(i);
        segments[i] = segment;
        return segment;
    }

    private int at(final long row)
    {
        return (int)(row & rowMask) * RECORD_LENGTH;
    }
}
