package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;

/**
 * What the switch writes to the store: each transaction with the message that began it, each request to a participant,
 * each end, and each answer that nobody waited for. A request's number is its row.
 *
 * <p>The engine's thread writes; readers on other threads may read rows below their cut.
 */
public final class UpiLog
{
    /** Of a transaction: bytes of the ReqPay, which stands in the records before. */
    static final int MESSAGE_LENGTH = 0;
    static final int DIGEST_LOW = 1;
    static final int DIGEST_HIGH = 2;
    static final int SLOT = 3;
    static final int INITIATOR = 4;
    static final int RRN = 5;
    /** Of a transaction: row of the first piece of its message. */
    static final int MESSAGE = 6;

    /** Of a request. */
    static final int HEAD = 0;
    static final int PARTICIPANT = 1;
    static final int DEADLINE = 2;
    static final int AMOUNT = 3;
    static final int STATE = 4;
    static final int CODES = 5;
    static final int SIDE_CODES = 6;
    static final int REQUEST_RRN = 7;
    static final int AUTHORISATION = 8;
    static final int AUTHORISATION_LENGTH = 9;
    static final int REQUEST_SLOT = 10;
    static final int REASON = 11;
    static final int APPROVAL = 12;

    /** Of a break: the request that was answered, and the answer's code. */
    static final int BROKEN_REQUEST = 3;

    private static final int KIND_TEXT = RecordKind.UPI_TEXT.value();
    private static final int KIND_TRANSACTION = RecordKind.UPI_TRANSACTION.value();
    private static final int KIND_REQUEST = RecordKind.UPI_REQUEST.value();
    private static final int KIND_OUTCOME = RecordKind.UPI_OUTCOME.value();
    private static final int KIND_BREAK = RecordKind.UPI_BREAK.value();
    private static final long OUTCOME_SALT = 0x5550494F7574636FL;

    private final TransferStore store;
    private final EventRows rows;

    /**
     * @param store that holds the records.
     */
    public UpiLog(final TransferStore store)
    {
        this.store = store;
        this.rows = new EventRows(store);
    }

    static long idLow(final DirectBuffer buffer, final int transactionId)
    {
        return Text.digest(buffer, transactionId, PayMessage.ID_LENGTH, 1);
    }

    static long idHigh(final DirectBuffer buffer, final int transactionId)
    {
        return Text.digest(buffer, transactionId, PayMessage.ID_LENGTH, 2);
    }

    /** @return row of the record with that id, whatever it is; {@code TransferStore.ABSENT}. */
    long find(final long idLow, final long idHigh)
    {
        return store.find(idLow, idHigh);
    }

    /** @return row of how the transaction with that record has ended; {@code TransferStore.ABSENT}. */
    long findOutcome(final long headRow)
    {
        long idLow = outcomeLow(store.idLow(headRow));
        long row = store.find(idLow, store.idHigh(headRow));
        while (row != TransferStore.ABSENT && !(store.kind(row) == KIND_OUTCOME && rows.get(row, HEAD) == headRow))
        {
            // A client has taken that id for a transfer of its own.
            idLow = outcomeLow(idLow);
            row = store.find(idLow, store.idHigh(headRow));
        }
        return row;
    }

    boolean isTransaction(final long row)
    {
        return store.kind(row) == KIND_TRANSACTION;
    }

    boolean isRequest(final long row)
    {
        return row >= 0 && row < store.rows() && store.kind(row) == KIND_REQUEST;
    }

    /** @return what a request asks. */
    UpiRequestKind requestKind(final long row)
    {
        return UpiRequestKind.get((short)store.code(row));
    }

    long word(final long row, final int word)
    {
        return rows.get(row, word);
    }

    /** Writes the message that began a transaction; {@link #head} follows. */
    long text(final DirectBuffer buffer, final int offset, final int length, final long stamp)
    {
        return rows.appendText(KIND_TEXT, buffer, offset, length, stamp);
    }

    /** Writes a transaction's own record. */
    long head(
        final PayMessage message, final long text, final long slot, final int initiator, final long rrn,
        final long stamp)
    {
        final int id = message.transactionId();
        final long row = rows.open(
            KIND_TRANSACTION, 0, idLow(message.buffer, id), idHigh(message.buffer, id), stamp);
        rows.put(row, MESSAGE_LENGTH, message.length);
        rows.put(row, DIGEST_LOW, Text.digest(message.buffer, message.offset, message.length, 3));
        rows.put(row, DIGEST_HIGH, Text.digest(message.buffer, message.offset, message.length, 4));
        rows.put(row, SLOT, slot);
        rows.put(row, INITIATOR, initiator);
        rows.put(row, RRN, rrn);
        rows.put(row, MESSAGE, text);
        rows.append(row, true);
        return row;
    }

    /** @return whether the message is the very one that began the transaction. */
    boolean isSame(final long headRow, final PayMessage message)
    {
        return rows.get(headRow, MESSAGE_LENGTH) == message.length &&
            rows.get(headRow, DIGEST_LOW) == Text.digest(message.buffer, message.offset, message.length, 3) &&
            rows.get(headRow, DIGEST_HIGH) == Text.digest(message.buffer, message.offset, message.length, 4);
    }

    /** Writes a request, or a notice, to a participant. */
    long request(
        final UpiRequestKind kind, final int participant, final Transactions transactions, final long slot,
        final long stamp)
    {
        final long headRow = transactions.get(slot, Transactions.HEAD);
        final long row = rows.open(
            KIND_REQUEST, kind.value(), store.idLow(headRow), store.idHigh(headRow), stamp);
        put(row, participant, transactions, slot);
        rows.append(row, false);
        return row;
    }

    /** Writes how a transaction has ended. */
    void outcome(final Transactions transactions, final long slot, final long stamp)
    {
        final long headRow = transactions.get(slot, Transactions.HEAD);
        final long idHigh = store.idHigh(headRow);
        long idLow = outcomeLow(store.idLow(headRow));
        while (store.find(idLow, idHigh) != TransferStore.ABSENT)
        {
            idLow = outcomeLow(idLow);
        }
        final long row = rows.open(KIND_OUTCOME, 0, idLow, idHigh, stamp);
        put(row, 0, transactions, slot);
        rows.append(row, true);
    }

    /** Writes that an answer came which nobody waited for. */
    void late(final long request, final int participant, final int code, final long stamp)
    {
        final long headRow = rows.get(request, HEAD);
        final long row = rows.open(KIND_BREAK, 0, store.idLow(headRow), store.idHigh(headRow), stamp);
        rows.put(row, HEAD, headRow);
        rows.put(row, PARTICIPANT, participant);
        rows.put(row, BROKEN_REQUEST, request);
        rows.put(row, CODES, code);
        rows.append(row, false);
    }

    private void put(final long row, final int participant, final Transactions of, final long slot)
    {
        rows.put(row, HEAD, of.get(slot, Transactions.HEAD));
        rows.put(row, PARTICIPANT, participant);
        rows.put(row, DEADLINE, of.get(slot, Transactions.DEADLINE));
        rows.put(row, AMOUNT, of.get(slot, Transactions.AMOUNT));
        rows.put(row, STATE, of.get(slot, Transactions.STATE));
        rows.put(row, CODES, pair(of.get(slot, Transactions.CODE), of.get(slot, Transactions.CAUSE)));
        rows.put(row, SIDE_CODES, pair(of.get(slot, Transactions.PAYER_CODE), of.get(slot, Transactions.PAYEE_CODE)));
        rows.put(row, REQUEST_RRN, of.get(slot, Transactions.RRN));
        rows.put(row, AUTHORISATION, of.get(slot, Transactions.AUTHORISATION));
        rows.put(row, AUTHORISATION_LENGTH, of.get(slot, Transactions.AUTHORISATION_LENGTH));
        rows.put(row, REQUEST_SLOT, slot);
        rows.put(row, REASON, of.get(slot, Transactions.REASON));
        rows.put(row, APPROVAL, of.get(slot, Transactions.APPROVAL));
    }

    static long pair(final long first, final long second)
    {
        return first & 0xFFFF_FFFFL | second << Integer.SIZE;
    }

    private static long outcomeLow(final long idLow)
    {
        return Hashing.mix(idLow, OUTCOME_SALT);
    }
}
