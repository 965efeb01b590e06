package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiCycleEncoder;
import io.suuupra.codecs.generated.UpiCycleEncoder.BanksEncoder;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiCyclePaymentsEncoder;
import io.suuupra.codecs.generated.UpiCyclePaymentsEncoder.PaymentsEncoder;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Reads the store as the log of the settlement cycles that were closed: what each bank settles, and the payments of
 * each. A cycle's number is the row of its record.
 *
 * <p>Any thread, one at a time, up to a row that the engine has passed.
 */
public final class CycleLog
{
    /** Payments of one page, so that it has room in a frame. */
    public static final int PAYMENTS_MAX = 8_189;

    /** Stands for "no such cycle"; no cycle has this row, as a journal begins with other things. */
    public static final long NONE = 0;

    // Words of a cycle's record. BEFORE is the row of the one before it of its kind.
    static final int NAME = 0;
    static final int END = 1;
    static final int FIRST_ROW = 2;
    static final int CLOSE_ROW = 3;
    static final int BANKS = 4;
    static final int BEFORE = 5;
    static final int ACCOUNT_LOW = 6;
    static final int ACCOUNT_HIGH = 7;

    // Words of a bank's record. The sums are those of CycleSums, at the same places.
    static final int PARTICIPANT = 0;
    static final int LETTERS = 1;
    static final int SUMS = 2;
    static final int CARRIED = SUMS + CycleSums.PAID_WORDS;
    static final int SETTLED = CARRIED + 1;
    static final int BANK_WORDS = SETTLED + 1;

    private static final int KIND_CYCLE = RecordKind.UPI_CYCLE.value();
    private static final int KIND_BANK = RecordKind.UPI_CYCLE_BANK.value();
    private static final int KIND_REQUEST = RecordKind.UPI_REQUEST.value();
    private static final int RESPONSE = UpiRequestKind.RESPONSE.value();
    private static final int RETURNED = UpiCycleKind.DISPUTES.value();
    private static final int ROWS_PER_READ = 1 << 18;
    private static final int IFSC_BANK = 4;

    private final TransferStore store;
    private final EventRows rows;
    private final UnsafeBuffer pay = new UnsafeBuffer(new byte[2 * EventRows.TEXT_BYTES]);
    private final UnsafeBuffer authorisation = new UnsafeBuffer(new byte[2 * EventRows.TEXT_BYTES]);
    private final UpiPayDecoder payBlock = new UpiPayDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UpiCycleEncoder cycleReply = new UpiCycleEncoder();
    private final UpiCyclePaymentsEncoder paymentsReply = new UpiCyclePaymentsEncoder();
    private final long[] found = new long[PAYMENTS_MAX];

    /**
     * @param store that holds the records.
     */
    public CycleLog(final TransferStore store)
    {
        this.store = store;
        this.rows = new EventRows(store);
    }

    /**
     * @param newest row of the newest closed cycle of a kind; {@link #NONE}.
     * @param day    in India since 1970; 0 = the newest.
     * @param number of the cycle in its day.
     * @return row of the cycle; {@link #NONE} = it was not closed, or nobody closed it.
     */
    public long find(final long newest, final long day, final int number)
    {
        final long wanted = CycleTimes.name(day, number);
        long row = newest;
        while (day != 0 && row != NONE && rows.get(row, NAME) > wanted)
        {
            row = rows.get(row, BEFORE);
        }
        return row == NONE || day == 0 || rows.get(row, NAME) == wanted ? row : NONE;
    }

    /**
     * Writes a cycle as an UpiCycle message.
     *
     * @param cycle  its row; {@link #NONE}.
     * @param buffer of {@code Limits.FRAME_MAX} bytes from the offset on.
     * @param offset to write at.
     * @return length of the message.
     */
    public int write(final long cycle, final MutableDirectBuffer buffer, final int offset)
    {
        cycleReply.wrapAndApplyHeader(buffer, offset, header).cycle(cycle).padding(0);
        final boolean any = cycle != NONE;
        final long name = any ? rows.get(cycle, NAME) : 0;
        cycleReply
            .kind(any ? UpiCycleKind.get((short)store.code(cycle)) : UpiCycleKind.NULL_VAL)
            .number((short)CycleTimes.number(name))
            .day(CycleTimes.day(name))
            .end(any ? rows.get(cycle, END) : 0)
            .closed(any ? store.recorded(cycle) : 0);
        cycleReply.settlementAccount()
            .low(any ? rows.get(cycle, ACCOUNT_LOW) : 0).high(any ? rows.get(cycle, ACCOUNT_HIGH) : 0);
        final int banks = any ? (int)rows.get(cycle, BANKS) : 0;
        final BanksEncoder group = cycleReply.banksCount(banks);
        long row = any ? rows.get(cycle, CLOSE_ROW) : 0;
        for (int i = 0; i < banks; row++)
        {
            // Each bank's transfer stands before its record.
            if (store.kind(row) == KIND_BANK)
            {
                write(row, group.next());
                i++;
            }
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + cycleReply.encodedLength();
    }

    private void write(final long row, final BanksEncoder bank)
    {
        bank.participant(rows.get(row, PARTICIPANT))
            .sent(sum(row, CycleSums.SENT)).sentAmount(sum(row, CycleSums.SENT + 1))
            .sentDeemed(sum(row, CycleSums.SENT_DEEMED)).sentDeemedAmount(sum(row, CycleSums.SENT_DEEMED + 1))
            .received(sum(row, CycleSums.RECEIVED)).receivedAmount(sum(row, CycleSums.RECEIVED + 1))
            .receivedDeemed(sum(row, CycleSums.RECEIVED_DEEMED))
            .receivedDeemedAmount(sum(row, CycleSums.RECEIVED_DEEMED + 1))
            .within(sum(row, CycleSums.WITHIN)).withinAmount(sum(row, CycleSums.WITHIN + 1))
            .withinDeemed(sum(row, CycleSums.WITHIN_DEEMED))
            .withinDeemedAmount(sum(row, CycleSums.WITHIN_DEEMED + 1))
            .returnsDebit(sum(row, CycleSums.RETURNS_DEBIT))
            .returnsCredit(sum(row, CycleSums.RETURNS_CREDIT))
            .carried(rows.get(row, CARRIED))
            .settled(rows.get(row, SETTLED));
        final long letters = rows.get(row, LETTERS);
        for (int i = 0; i < IFSC_BANK; i++)
        {
            bank.bank(i, (byte)(letters >>> i * Byte.SIZE));
        }
    }

    private long sum(final long row, final int word)
    {
        return rows.get(row, SUMS + word);
    }

    /**
     * Writes the next payments of a cycle as an UpiCyclePayments message. One call reads a bounded number of records,
     * so a page may be empty, and more may follow.
     *
     * @param cycle     a number that may be none of a cycle.
     * @param fromRow   0 = from its first; else what the page before has named.
     * @param limitRow  row to end before.
     * @param buffer    of {@code Limits.FRAME_MAX} bytes from the offset on.
     * @param offset    to write at.
     * @return length of the message.
     */
    public int writePayments(
        final long cycle, final long fromRow, final long limitRow, final MutableDirectBuffer buffer, final int offset)
    {
        final boolean any = cycle > NONE && cycle < limitRow && store.kind(cycle) == KIND_CYCLE;
        final long end = any ? rows.get(cycle, CLOSE_ROW) : 0;
        long row = any ? Math.max(fromRow, rows.get(cycle, FIRST_ROW)) : 0;
        final long readEnd = Math.min(end, row + ROWS_PER_READ);
        final boolean returned = any && store.code(cycle) == RETURNED;
        int count = 0;
        while (row < readEnd && count < PAYMENTS_MAX)
        {
            if (store.kind(row) == KIND_REQUEST && store.code(row) == RESPONSE && belongs(row, returned))
            {
                found[count++] = row;
            }
            row++;
        }
        paymentsReply.wrapAndApplyHeader(buffer, offset, header).nextFrom(row < end ? row : 0);
        final PaymentsEncoder group = paymentsReply.paymentsCount(count);
        for (int i = 0; i < count; i++)
        {
            write(found[i], group.next());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + paymentsReply.encodedLength();
    }

    // Whoever began a payment is told once when it is posted, and once when it is returned.
    private boolean belongs(final long response, final boolean returned)
    {
        final UpiState state = UpiState.get((short)rows.get(response, UpiLog.STATE));
        return returned ? state == UpiState.RETURNED : state == UpiState.SUCCESS || state == UpiState.DEEMED;
    }

    private void write(final long row, final PaymentsEncoder payment)
    {
        final long head = rows.get(row, UpiLog.HEAD);
        // The blocks of both messages lie in the first piece of each.
        rows.readText(rows.get(head, UpiLog.MESSAGE), EventRows.TEXT_BYTES, pay);
        rows.readText(rows.get(row, UpiLog.AUTHORISATION), EventRows.TEXT_BYTES, authorisation);
        payBlock.wrap(pay, 0, UpiPayDecoder.BLOCK_LENGTH, UpiPayDecoder.SCHEMA_VERSION);
        final UpiKind kind = payBlock.kind();
        final int initiator = pay.getInt(UpiPayDecoder.accountIfscEncodingOffset(), LITTLE_ENDIAN);
        final int other = authorisation.getInt(UpiAuthorisationDecoder.accountIfscEncodingOffset(), LITTLE_ENDIAN);
        final long codes = rows.get(row, UpiLog.CODES);
        final long sideCodes = rows.get(row, UpiLog.SIDE_CODES);
        payment.timestamp(store.recorded(row))
            .rrn(rows.get(row, UpiLog.REQUEST_RRN))
            .amount(rows.get(row, UpiLog.AMOUNT))
            .code(codes & 0xFFFF_FFFFL)
            .payerResponse(sideCodes & 0xFFFF_FFFFL)
            .payeeResponse(sideCodes >>> Integer.SIZE)
            .payeeCode(payBlock.payeeCode())
            .kind(kind)
            .state(UpiState.get((short)rows.get(row, UpiLog.STATE)));
        for (int i = 0; i < IFSC_BANK; i++)
        {
            payment.remitter(i, (byte)((kind == UpiKind.PAY ? initiator : other) >>> i * Byte.SIZE));
            payment.beneficiary(i, (byte)((kind == UpiKind.PAY ? other : initiator) >>> i * Byte.SIZE));
        }
        payment.putTransactionId(pay.byteArray(), UpiPayDecoder.transactionIdEncodingOffset());
    }
}
