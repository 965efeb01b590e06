package io.suuupra.engine.payments;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.GetPaymentEventsDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingEncoder;
import io.suuupra.codecs.generated.LookupPaymentsDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentMethod;
import io.suuupra.codecs.generated.PaymentRowsEncoder;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.function.LongToIntFunction;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** Answers reads of payments, on the engine's thread: so many rows at most, each found at once. */
final class PaymentReads
{
    /** Those that have a name in the schema. */
    private static final int FLAGS = 7 | 3 << 5;
    private static final int ROWS = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Shelf shelf;
    private final Version version = new Version();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder replyHeader = new MessageHeaderEncoder();
    private final LookupPaymentsDecoder lookup = new LookupPaymentsDecoder();
    private final GetPaymentEventsDecoder events = new GetPaymentEventsDecoder();
    private final PaymentRowsEncoder rows = new PaymentRowsEncoder();

    PaymentReads(final Shelf shelf)
    {
        this.shelf = shelf;
    }

    /** @param merchants gives the index of a merchant by its number, if the caller may see it. */
    void lookup(
        final LongToIntFunction merchants, final DirectBuffer buffer, final int message, final EventSink sink)
    {
        final LookupPaymentsDecoder.IdsDecoder ids = lookup.wrapAndApplyHeader(buffer, message, header).ids();
        final PaymentRowsEncoder.RowsEncoder group = begin(ids.count(), sink);
        int found = 0;
        while (ids.hasNext())
        {
            ids.next();
            final int merchant = merchants.applyAsInt(ids.merchant());
            final int kind = ids.kindRaw();
            if (merchant != Merchants.ABSENT && isObject(kind) &&
                shelf.load(kind, merchant, ids.id().low(), ids.id().high(), version))
            {
                put(group.next());
                found++;
            }
        }
        end(found, sink);
    }

    private static boolean isObject(final int kind)
    {
        return kind == Shelf.PAYMENT || kind == RecordKind.REFUND.value() || kind == RecordKind.PAYOUT.value() ||
            kind == RecordKind.DISPUTE.value();
    }

    /** @param merchants gives the index of a merchant by its number, if the caller may see it. */
    void events(
        final LongToIntFunction merchants, final DirectBuffer buffer, final int message, final EventSink sink)
    {
        events.wrapAndApplyHeader(buffer, message, header);
        final int merchant = merchants.applyAsInt(events.merchant());
        final int limit = (int)Math.min(events.rowLimit(), Limits.PAYMENT_EVENTS_MAX);
        final PaymentRowsEncoder.RowsEncoder group = begin(limit, sink);
        long next = merchant == Merchants.ABSENT ? 0 : first(merchant, events.cursor());
        int found = 0;
        while (next > 0 && found < limit)
        {
            final long row = next - 1;
            next = shelf.log.word(row, Version.PREVIOUS);
            if (isObject(shelf.log.kind(row)))
            {
                shelf.log.load(row, row, version);
                put(group.next());
                found++;
            }
        }
        end(found, sink);
    }

    /** @return the row + 1 behind a cursor, which must be of a row of the merchant. */
    private long first(final int merchant, final long cursor)
    {
        if (cursor == 0)
        {
            return shelf.merchants.get(merchant, Merchants.LAST_ROW);
        }
        return shelf.log.isOf(cursor - 1, shelf.merchants.number(merchant)) ?
            shelf.log.word(cursor - 1, Version.PREVIOUS) : 0;
    }

    private PaymentRowsEncoder.RowsEncoder begin(final int most, final EventSink sink)
    {
        return rows.wrapAndApplyHeader(sink.claim(Engine.REPLY_MAX), sink.offset(), replyHeader).rowsCount(most);
    }

    // The group was opened for all that could be, as it is not known before how many there are.
    private void end(final int found, final EventSink sink)
    {
        final MutableDirectBuffer reply = rows.buffer();
        reply.putShort(sink.offset() + ROWS + GroupSizeEncodingEncoder.numInGroupEncodingOffset(), (short)found,
            LITTLE_ENDIAN);
        sink.commit(ROWS + GroupSizeEncodingEncoder.ENCODED_LENGTH +
            found * PaymentRowsEncoder.RowsEncoder.sbeBlockLength());
    }

    private void put(final PaymentRowsEncoder.RowsEncoder row)
    {
        final boolean isPayment = version.kind == Shelf.PAYMENT;
        final long headRow = isPayment ? version.headRow : version.row;
        row.id().low(version.get(Version.ID_LOW)).high(version.get(Version.ID_HIGH));
        row.payment().low(isPayment ? 0 : paymentOf(Version.PAYMENT_LOW)).high(
            isPayment ? 0 : paymentOf(Version.PAYMENT_HIGH));
        final boolean isUpi = version.method() == UpiDesk.UPI;
        row.wallet().low(isPayment && !isUpi ? version.get(Version.WALLET_LOW) : 0)
            .high(isPayment && !isUpi ? version.get(Version.WALLET_HIGH) : 0);
        row.order().low(isPayment ? version.get(Version.ORDER_LOW) : 0)
            .high(isPayment ? version.get(Version.ORDER_HIGH) : 0);
        row.cursor(version.row + 1)
            .timestamp(shelf.log.recorded(version.row))
            .created(shelf.log.recorded(headRow))
            .amount(version.get(Version.AMOUNT))
            .captured(isPayment ? version.get(Version.CAPTURED) : 0)
            .refunded(isPayment ? version.get(Version.REFUNDED) : 0)
            .disputed(isPayment ? version.get(Version.DISPUTED) : 0)
            .fee(isPayment ? version.get(Version.FEE) : 0)
            .gst(isPayment ? version.get(Version.GST) : 0)
            .feeReturned(version.get(Version.FEE_RETURNED))
            .gstReturned(version.get(Version.GST_RETURNED))
            .merchant(Integer.toUnsignedLong(version.merchant()))
            .code(Integer.toUnsignedLong(version.code()))
            .availableDay(Math.max(0, version.availableDay()))
            .reason(isPayment ? 0 : Integer.toUnsignedLong(version.reason()))
            .version(version.version)
            .kind(RecordKind.get((short)version.kind))
            .method(PaymentMethod.get((short)version.method()))
            .state(PaymentState.get((short)version.state()))
            .cause(PaymentError.get((short)version.error()))
            .rrn(isUpi ? version.get(Version.RRN) : 0);
        row.flags().buffer().putShort(row.flags().offset(), (short)(version.flags() & FLAGS), LITTLE_ENDIAN);
    }

    private long paymentOf(final int word)
    {
        return version.kind == RecordKind.PAYOUT.value() ? 0 : version.get(word);
    }
}
