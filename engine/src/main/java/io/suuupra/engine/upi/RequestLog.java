package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiRequestsEncoder;
import io.suuupra.codecs.generated.UpiRequestsEncoder.RequestsEncoder;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the store as the ordered log of what one participant was asked and told. Any thread, one at a time, up to a
 * row that the engine has passed.
 *
 * <p>AUTHORISE, DEBIT and CREDIT perish: their deadline ends them, and who gets them later must not act on them.
 * Everything else is delivered however late it is.
 */
public final class RequestLog
{
    /** Requests of one message, so that the longest ones have room in a frame. */
    public static final int REQUESTS_MAX = 256;

    private static final int KIND_REQUEST = RecordKind.UPI_REQUEST.value();
    private static final int TEXT_ROOM = 4_096;
    private static final int ROWS_PER_READ = 1 << 18;

    private final TransferStore store;
    private final UpiLog log;
    private final EventRows rows;
    private final int participant;
    private final UnsafeBuffer payBytes = new UnsafeBuffer(new byte[TEXT_ROOM]);
    private final UnsafeBuffer authorisationBytes = new UnsafeBuffer(new byte[TEXT_ROOM]);
    private final PayMessage pay = new PayMessage();
    private final AuthorisationMessage authorisation = new AuthorisationMessage();
    private final UpiRequestsEncoder encoder = new UpiRequestsEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final long[] found = new long[REQUESTS_MAX];
    private long nextRow;

    /**
     * @param store       that holds the records.
     * @param participant number of the one whose requests these are.
     * @param nextRow     first row to read.
     */
    public RequestLog(final TransferStore store, final int participant, final long nextRow)
    {
        this.store = store;
        this.log = new UpiLog(store);
        this.rows = new EventRows(store);
        this.participant = participant;
        this.nextRow = nextRow;
    }

    /** @return first row not read yet. */
    public long nextRow()
    {
        return nextRow;
    }

    /**
     * @param store that holds the records.
     * @param row   of any record.
     * @return number of the participant, if it is a request that perishes; else 0.
     */
    public static int perishableOf(final TransferStore store, final long row)
    {
        return store.kind(row) == KIND_REQUEST && perishes(store.code(row)) ?
            (int)new EventRows(store).get(row, UpiLog.PARTICIPANT) : 0;
    }

    private static boolean perishes(final int requestKind)
    {
        return requestKind == UpiRequestKind.AUTHORISE.value() || requestKind == UpiRequestKind.DEBIT.value() ||
            requestKind == UpiRequestKind.CREDIT.value();
    }

    /**
     * Writes the next requests as an UpiRequests message. One call reads a bounded number of records, so there may be
     * more although it found nothing.
     *
     * @param limitRow       row to end before.
     * @param perishableFrom requests that perish are left out in rows before this one.
     * @param requestsMax    at most so many, 1 to {@link #REQUESTS_MAX}.
     * @param buffer         of {@code Limits.FRAME_MAX} bytes from the offset on.
     * @param offset         to write at.
     * @return length of the message; 0 = there was none.
     */
    public int read(
        final long limitRow,
        final long perishableFrom,
        final int requestsMax,
        final MutableDirectBuffer buffer,
        final int offset)
    {
        final int count = find(limitRow, perishableFrom, Math.min(requestsMax, REQUESTS_MAX));
        if (count == 0)
        {
            return 0;
        }
        final RequestsEncoder group =
            encoder.wrapAndApplyHeader(buffer, offset, header).requestsCount(count);
        for (int i = 0; i < count; i++)
        {
            write(found[i], group.next());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private int find(final long limitRow, final long perishableFrom, final int max)
    {
        int count = 0;
        if (nextRow < limitRow)
        {
            // What the last durable command came with: whoever is told later is told of a later time.
            final long now = store.recorded(limitRow - 1);
            final long end = Math.min(limitRow, nextRow + ROWS_PER_READ);
            while (nextRow < end && count < max)
            {
                if (store.kind(nextRow) == KIND_REQUEST && log.word(nextRow, UpiLog.PARTICIPANT) == participant &&
                    (!perishes(store.code(nextRow)) ||
                    nextRow >= perishableFrom && log.word(nextRow, UpiLog.DEADLINE) > now))
                {
                    found[count++] = nextRow;
                }
                nextRow++;
            }
        }
        return count;
    }

    private void write(final long row, final RequestsEncoder request)
    {
        final UpiRequestKind kind = log.requestKind(row);
        final long head = log.word(row, UpiLog.HEAD);
        rows.readText(log.word(head, UpiLog.MESSAGE), (int)log.word(head, UpiLog.MESSAGE_LENGTH), payBytes);
        pay.wrap(payBytes, 0);
        final long codes = log.word(row, UpiLog.CODES);
        final long sideCodes = log.word(row, UpiLog.SIDE_CODES);
        request
            .request(row)
            .timestamp(store.recorded(row))
            .deadline(log.word(row, UpiLog.DEADLINE))
            .kind(kind)
            .state(UpiState.get((short)log.word(row, UpiLog.STATE)))
            .transactionKind(pay.block.kind())
            .payerType(pay.block.payerType())
            .payeeType(pay.block.payeeType())
            .accountType((short)0)
            .payerCode(pay.block.payerCode())
            .payeeCode(pay.block.payeeCode())
            .code(codes & 0xFFFF_FFFFL)
            .payerResponse(sideCodes & 0xFFFF_FFFFL)
            .payeeResponse(sideCodes >>> Integer.SIZE)
            .rrn(log.word(row, UpiLog.REQUEST_RRN))
            .amount(log.word(row, UpiLog.AMOUNT));
        copy(pay.block.offset() + UpiPayDecoder.purposeEncodingOffset(), UpiPayDecoder.purposeEncodingLength(),
            request, RequestsEncoder.purposeEncodingOffset());
        copy(pay.block.offset() + UpiPayDecoder.initiationModeEncodingOffset(),
            UpiPayDecoder.initiationModeEncodingLength(), request, RequestsEncoder.initiationModeEncodingOffset());
        copy(pay.transactionId(), PayMessage.ID_LENGTH, request, RequestsEncoder.transactionIdEncodingOffset());
        final boolean withCredentials = putAccount(kind, row, request) && kind == UpiRequestKind.DEBIT;
        request.putPayerAddress(payBytes, pay.payerAddress, pay.payerAddressLength);
        request.putPayeeAddress(payBytes, pay.payeeAddress, pay.payeeAddressLength);
        request.putNote(payBytes, pay.note, pay.noteLength);
        if (!withCredentials)
        {
            request.putCredentials(payBytes, 0, 0);
        }
        else if (pay.isPay())
        {
            request.putCredentials(payBytes, pay.credentials, pay.credentialsLength);
        }
        else
        {
            request.putCredentials(authorisationBytes, authorisation.credentials, authorisation.credentialsLength);
        }
    }

    private void copy(final int from, final int length, final RequestsEncoder request, final int field)
    {
        request.account().buffer().putBytes(block(request) + field, payBytes, from, length);
    }

    /** Puts the account of a bank's leg; other requests have none: nobody learns more than it has to. */
    private boolean putAccount(final UpiRequestKind kind, final long row, final RequestsEncoder request)
    {
        final boolean payers = switch (kind)
        {
            case DEBIT, REVERSE_DEBIT, RETURN -> true;
            default -> false;
        };
        if (!payers && kind != UpiRequestKind.CREDIT && kind != UpiRequestKind.REVERSE_CREDIT)
        {
            request.account().low(0).high(0);
            request.account().buffer().setMemory(
                block(request) + RequestsEncoder.accountIfscEncodingOffset(),
                RequestsEncoder.accountIfscEncodingLength(), (byte)0);
            return false;
        }
        rows.readText(log.word(row, UpiLog.AUTHORISATION), (int)log.word(row, UpiLog.AUTHORISATION_LENGTH),
            authorisationBytes);
        authorisation.wrap(authorisationBytes, 0);
        if (payers == pay.isPay())
        {
            request.accountType(pay.block.accountType());
            request.account().low(pay.block.account().low()).high(pay.block.account().high());
            putIfsc(payBytes, pay.block.offset() + UpiPayDecoder.accountIfscEncodingOffset(), request);
        }
        else
        {
            request.accountType(authorisation.block.accountType());
            request.account().low(authorisation.block.account().low()).high(authorisation.block.account().high());
            putIfsc(authorisationBytes,
                authorisation.block.offset() + UpiAuthorisationDecoder.accountIfscEncodingOffset(), request);
        }
        return true;
    }

    private static void putIfsc(final DirectBuffer from, final int at, final RequestsEncoder request)
    {
        request.account().buffer().putBytes(block(request) + RequestsEncoder.accountIfscEncodingOffset(), from, at,
            RequestsEncoder.accountIfscEncodingLength());
    }

    // The generated encoder of a group's entry does not say where it stands; that of a composite field does.
    private static int block(final RequestsEncoder request)
    {
        return request.account().offset() - RequestsEncoder.accountEncodingOffset();
    }
}
