package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.ActOnDisputesEncoder;
import io.suuupra.codecs.generated.ActOnPaymentsEncoder;
import io.suuupra.codecs.generated.CollectPaymentEncoder;
import io.suuupra.codecs.generated.CreatePaymentsEncoder;
import io.suuupra.codecs.generated.CreatePayoutsEncoder;
import io.suuupra.codecs.generated.CreateRefundsEncoder;
import io.suuupra.codecs.generated.GetPaymentEventsEncoder;
import io.suuupra.codecs.generated.LookupPaymentsEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.PaymentRowsDecoder;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentsReplyDecoder;
import io.suuupra.codecs.generated.RegisterMerchantEncoder;
import io.suuupra.codecs.generated.ReportPayoutsEncoder;
import io.suuupra.codecs.generated.SetUpiRailEncoder;
import io.suuupra.codecs.generated.SettlePaymentsEncoder;
import io.suuupra.codecs.generated.Uint128Decoder;
import io.suuupra.codecs.generated.Uint128Encoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the records of payments as messages, and reads replies. Each method that writes gives the bytes of header and
 * message. Confined to one thread.
 */
public final class PaymentMapper
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int FLAG_BITS = 0xFFFF;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final RegisterMerchantEncoder registerMerchant = new RegisterMerchantEncoder();
    private final CreatePaymentsEncoder createPayments = new CreatePaymentsEncoder();
    private final ActOnPaymentsEncoder actOnPayments = new ActOnPaymentsEncoder();
    private final CreateRefundsEncoder createRefunds = new CreateRefundsEncoder();
    private final CreatePayoutsEncoder createPayouts = new CreatePayoutsEncoder();
    private final ReportPayoutsEncoder reportPayouts = new ReportPayoutsEncoder();
    private final ActOnDisputesEncoder actOnDisputes = new ActOnDisputesEncoder();
    private final SetUpiRailEncoder setUpiRail = new SetUpiRailEncoder();
    private final CollectPaymentEncoder collectPayment = new CollectPaymentEncoder();
    private final SettlePaymentsEncoder settlePayments = new SettlePaymentsEncoder();
    private final LookupPaymentsEncoder lookupPayments = new LookupPaymentsEncoder();
    private final GetPaymentEventsEncoder getEvents = new GetPaymentEventsEncoder();
    private final PaymentsReplyDecoder reply = new PaymentsReplyDecoder();
    private final PaymentRowsDecoder rowsDecoder = new PaymentRowsDecoder();

    /**
     * @param terms  of a merchant.
     * @param buffer to write to.
     * @param offset of the header.
     * @return bytes written.
     */
    public int encode(final MerchantTerms terms, final MutableDirectBuffer buffer, final int offset)
    {
        registerMerchant.wrapAndApplyHeader(buffer, offset, header)
            .merchant(terms.merchant())
            .openMax(terms.openMax())
            .principalKey(terms.principalKey())
            .feeFixed(terms.feeFixed())
            .receivableMax(terms.receivableMax())
            .disputeFee(terms.disputeFee())
            .feeBasisPoints(terms.feeBasisPoints())
            .category(terms.category())
            .availableDays((short)terms.availableDays())
            .returnsFees((short)(terms.returnsFees() ? 1 : 0))
            .disabled((short)(terms.disabled() ? 1 : 0))
            .padding((short)0);
        return HEADER_LENGTH + registerMerchant.encodedLength();
    }

    /**
     * @param payments to create.
     * @param buffer   to write to.
     * @param offset   of the header.
     * @return bytes written.
     */
    public int encodePayments(final List<NewPayment> payments, final MutableDirectBuffer buffer, final int offset)
    {
        final CreatePaymentsEncoder.PaymentsEncoder group =
            createPayments.wrapAndApplyHeader(buffer, offset, header).paymentsCount(payments.size());
        for (final NewPayment payment : payments)
        {
            group.next();
            put(payment.id(), group.id());
            put(payment.wallet(), group.wallet());
            put(payment.order(), group.order());
            group.amount(payment.amount())
                .merchant(Integer.toUnsignedLong(payment.merchant()))
                .expireAfter(payment.expireAfterS())
                .method(payment.method())
                .padding((short)0)
                .reserved(0);
            group.flags().clear()
                .confirm(payment.confirm())
                .manualCapture(payment.capture() != NewPayment.Capture.AUTOMATIC)
                .multiCapture(payment.capture() == NewPayment.Capture.MULTIPLE);
        }
        return HEADER_LENGTH + createPayments.encodedLength();
    }

    /**
     * @param steps  to take.
     * @param buffer to write to.
     * @param offset of the header.
     * @return bytes written.
     */
    public int encodeSteps(final List<PaymentStep> steps, final MutableDirectBuffer buffer, final int offset)
    {
        final ActOnPaymentsEncoder.ActionsEncoder group =
            actOnPayments.wrapAndApplyHeader(buffer, offset, header).actionsCount(steps.size());
        for (final PaymentStep step : steps)
        {
            group.next();
            put(step.id(), group.id());
            put(step.payment(), group.payment());
            put(step.wallet(), group.wallet());
            group.amount(step.amount())
                .merchant(Integer.toUnsignedLong(step.merchant()))
                .action(step.action())
                .method(step.method())
                .isLast((short)(step.isLast() ? 1 : 0))
                .padding((short)0);
        }
        return HEADER_LENGTH + actOnPayments.encodedLength();
    }

    /**
     * @param refunds to create.
     * @param buffer  to write to.
     * @param offset  of the header.
     * @return bytes written.
     */
    public int encodeRefunds(final List<NewRefund> refunds, final MutableDirectBuffer buffer, final int offset)
    {
        final CreateRefundsEncoder.RefundsEncoder group =
            createRefunds.wrapAndApplyHeader(buffer, offset, header).refundsCount(refunds.size());
        for (final NewRefund refund : refunds)
        {
            group.next();
            put(refund.id(), group.id());
            put(refund.payment(), group.payment());
            group.amount(refund.amount())
                .merchant(Integer.toUnsignedLong(refund.merchant()))
                .reason(refund.reason());
        }
        return HEADER_LENGTH + createRefunds.encodedLength();
    }

    /**
     * @param payouts to create.
     * @param buffer  to write to.
     * @param offset  of the header.
     * @return bytes written.
     */
    public int encodePayouts(final List<NewPayout> payouts, final MutableDirectBuffer buffer, final int offset)
    {
        final CreatePayoutsEncoder.PayoutsEncoder group =
            createPayouts.wrapAndApplyHeader(buffer, offset, header).payoutsCount(payouts.size());
        for (final NewPayout payout : payouts)
        {
            group.next();
            put(payout.id(), group.id());
            group.amount(payout.amount()).merchant(Integer.toUnsignedLong(payout.merchant())).padding(0);
        }
        return HEADER_LENGTH + createPayouts.encodedLength();
    }

    /**
     * @param steps  that the bank reports.
     * @param buffer to write to.
     * @param offset of the header.
     * @return bytes written.
     */
    public int encodePayoutSteps(final List<PayoutStep> steps, final MutableDirectBuffer buffer, final int offset)
    {
        final ReportPayoutsEncoder.ReportsEncoder group =
            reportPayouts.wrapAndApplyHeader(buffer, offset, header).reportsCount(steps.size());
        for (final PayoutStep step : steps)
        {
            group.next();
            put(step.payout(), group.payout());
            group.merchant(Integer.toUnsignedLong(step.merchant()))
                .report(step.report())
                .padding((short)0)
                .padding2(0);
        }
        return HEADER_LENGTH + reportPayouts.encodedLength();
    }

    /**
     * @param steps  to take.
     * @param buffer to write to.
     * @param offset of the header.
     * @return bytes written.
     */
    public int encodeDisputeSteps(final List<DisputeStep> steps, final MutableDirectBuffer buffer, final int offset)
    {
        final ActOnDisputesEncoder.ActionsEncoder group =
            actOnDisputes.wrapAndApplyHeader(buffer, offset, header).actionsCount(steps.size());
        for (final DisputeStep step : steps)
        {
            group.next();
            put(step.dispute(), group.dispute());
            put(step.payment(), group.payment());
            group.amount(step.amount())
                .merchant(Integer.toUnsignedLong(step.merchant()))
                .dueAfter(step.dueAfterH())
                .action(step.action())
                .padding((short)0);
        }
        return HEADER_LENGTH + actOnDisputes.encodedLength();
    }

    /**
     * @param rail   to set.
     * @param buffer to write to.
     * @param offset of the header.
     * @return bytes written.
     */
    public int encode(final UpiRail rail, final MutableDirectBuffer buffer, final int offset)
    {
        setUpiRail.wrapAndApplyHeader(buffer, offset, header)
            .participant(rail.participant())
            .accountType((short)rail.accountType())
            .padding((short)0)
            .accountIfsc(rail.ifsc());
        put(rail.account(), setUpiRail.account());
        return HEADER_LENGTH + setUpiRail.encodedLength();
    }

    /**
     * @param collect to begin.
     * @param buffer  to write to.
     * @param offset  of the header.
     * @return bytes written.
     */
    public int encode(final PaymentCollect collect, final MutableDirectBuffer buffer, final int offset)
    {
        collectPayment.wrapAndApplyHeader(buffer, offset, header)
            .merchant(Integer.toUnsignedLong(collect.merchant()))
            .expireAfter(collect.expireAfterMin());
        put(collect.payment(), collectPayment.payment());
        collectPayment.payerAddress(collect.payerAddress());
        return HEADER_LENGTH + collectPayment.encodedLength();
    }

    /**
     * @param entries of a statement.
     * @param buffer  to write to.
     * @param offset  of the header.
     * @return bytes written.
     */
    public int encodeEntries(final List<StatementEntry> entries, final MutableDirectBuffer buffer, final int offset)
    {
        final SettlePaymentsEncoder.EntriesEncoder group =
            settlePayments.wrapAndApplyHeader(buffer, offset, header).entriesCount(entries.size());
        for (final StatementEntry entry : entries)
        {
            group.next();
            put(entry.key().id(), group.id());
            group.amount(entry.amount())
                .merchant(Integer.toUnsignedLong(entry.key().merchant()))
                .kind(entry.key().kind())
                .padding((short)0)
                .padding2(0);
        }
        return HEADER_LENGTH + settlePayments.encodedLength();
    }

    /**
     * @param keys   to look for.
     * @param buffer to write to.
     * @param offset of the header.
     * @return bytes written.
     */
    public int encodeLookup(final List<PaymentKey> keys, final MutableDirectBuffer buffer, final int offset)
    {
        final LookupPaymentsEncoder.IdsEncoder group =
            lookupPayments.wrapAndApplyHeader(buffer, offset, header).idsCount(keys.size());
        for (final PaymentKey key : keys)
        {
            group.next();
            put(key.id(), group.id());
            group.merchant(Integer.toUnsignedLong(key.merchant())).kind(key.kind()).padding((short)0).padding2(0);
        }
        return HEADER_LENGTH + lookupPayments.encodedLength();
    }

    /**
     * @param merchant whose events are read.
     * @param cursor   of the row that was read last; 0 = from the newest.
     * @param limit    of rows, 1 to 500.
     * @param buffer   to write to.
     * @param offset   of the header.
     * @return bytes written.
     */
    public int encodeEvents(
        final int merchant, final long cursor, final int limit, final MutableDirectBuffer buffer, final int offset)
    {
        getEvents.wrapAndApplyHeader(buffer, offset, header)
            .cursor(cursor)
            .merchant(Integer.toUnsignedLong(merchant))
            .rowLimit(limit);
        return HEADER_LENGTH + getEvents.encodedLength();
    }

    /**
     * @param buffer that holds a PaymentsReply.
     * @param offset of its header.
     * @return one result for each item.
     */
    public List<PaymentResult> decodeResults(final DirectBuffer buffer, final int offset)
    {
        final PaymentsReplyDecoder.ResultsDecoder group =
            reply.wrapAndApplyHeader(buffer, offset, headerDecoder).results();
        final List<PaymentResult> results = new ArrayList<>(group.count());
        while (group.hasNext())
        {
            group.next();
            results.add(new PaymentResult(group.timestamp(), group.status(),
                group.state() == PaymentState.NULL_VAL ? null : group.state(), group.cause(), (int)group.code()));
        }
        return results;
    }

    /**
     * @param buffer that holds PaymentRows.
     * @param offset of its header.
     * @return the rows.
     */
    public List<PaymentRow> decodeRows(final DirectBuffer buffer, final int offset)
    {
        final PaymentRowsDecoder.RowsDecoder row =
            rowsDecoder.wrapAndApplyHeader(buffer, offset, headerDecoder).rows();
        final List<PaymentRow> rows = new ArrayList<>(row.count());
        while (row.hasNext())
        {
            row.next();
            rows.add(new PaymentRow(new PaymentKey(row.kind(), (int)row.merchant(), get(row.id())), get(row.payment()),
                get(row.wallet()), get(row.order()), row.cursor(), row.timestamp(), row.created(), row.amount(),
                row.captured(), row.refunded(), row.disputed(), row.fee(), row.gst(), row.feeReturned(),
                row.gstReturned(), (int)row.code(), (int)row.availableDay(), row.reason(), row.version(),
                row.flags().getRaw() & FLAG_BITS, row.method(), row.state(), row.cause(), row.rrn()));
        }
        return rows;
    }

    private static void put(final UInt128 id, final Uint128Encoder to)
    {
        to.low(id.low()).high(id.high());
    }

    private static UInt128 get(final Uint128Decoder from)
    {
        return new UInt128(from.high(), from.low());
    }
}
