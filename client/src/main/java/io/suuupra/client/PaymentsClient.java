package io.suuupra.client;

import io.suuupra.codecs.edge.payments.DisputeStep;
import io.suuupra.codecs.edge.payments.MerchantTerms;
import io.suuupra.codecs.edge.payments.NewPayment;
import io.suuupra.codecs.edge.payments.NewPayout;
import io.suuupra.codecs.edge.payments.NewRefund;
import io.suuupra.codecs.edge.payments.PaymentCollect;
import io.suuupra.codecs.edge.payments.PaymentKey;
import io.suuupra.codecs.edge.payments.PaymentMapper;
import io.suuupra.codecs.edge.payments.PaymentResult;
import io.suuupra.codecs.edge.payments.PaymentRow;
import io.suuupra.codecs.edge.payments.PaymentStep;
import io.suuupra.codecs.edge.payments.PayoutStep;
import io.suuupra.codecs.edge.payments.StatementEntry;
import io.suuupra.codecs.edge.payments.UpiRail;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.ActOnDisputesEncoder;
import io.suuupra.codecs.generated.ActOnPaymentsEncoder;
import io.suuupra.codecs.generated.CollectPaymentEncoder;
import io.suuupra.codecs.generated.CreatePaymentsEncoder;
import io.suuupra.codecs.generated.CreatePayoutsEncoder;
import io.suuupra.codecs.generated.CreateRefundsEncoder;
import io.suuupra.codecs.generated.GetPaymentEventsEncoder;
import io.suuupra.codecs.generated.LookupPaymentsEncoder;
import io.suuupra.codecs.generated.PaymentRowsDecoder;
import io.suuupra.codecs.generated.PaymentsReplyDecoder;
import io.suuupra.codecs.generated.RegisterMerchantEncoder;
import io.suuupra.codecs.generated.ReportPayoutsEncoder;
import io.suuupra.codecs.generated.SetUpiRailEncoder;
import io.suuupra.codecs.generated.SettlePaymentsEncoder;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Payments of merchants; of {@link SuuupraClient#payments}. Any thread may use it.
 *
 * <p>Each batch leaves as one frame, and each of its items is done or refused by itself: a refusal is a value. What was
 * created is known by the id that the merchant gave it, so that the same again, whenever it comes, moves nothing.
 */
public final class PaymentsClient
{
    private final Submissions submissions;
    private final LongSupplier deadlineNs;
    /** Used by the client's thread alone. */
    private final PaymentMapper mapper = new PaymentMapper();

    PaymentsClient(final Submissions submissions, final LongSupplier deadlineNs)
    {
        this.submissions = submissions;
        this.deadlineNs = deadlineNs;
    }

    /**
     * Makes a merchant known, or changes its terms; the key needs the scope {@code admin}.
     *
     * @param terms of it.
     * @return what became of it.
     */
    public CompletableFuture<PaymentResult> register(final MerchantTerms terms)
    {
        return one(MessageLength.block(RegisterMerchantEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> mapper.encode(terms, buffer, offset));
    }

    /**
     * @param payments to create, 1 to {@link Limits#EVENTS_MAX}.
     * @return what became of each, in order.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentResult>> create(final List<NewPayment> payments)
    {
        final List<NewPayment> items = items(payments);
        return send(items.size(), CreatePaymentsEncoder.PaymentsEncoder.sbeBlockLength(),
            (any, buffer, offset) -> mapper.encodePayments(items, buffer, offset));
    }

    /**
     * @param steps to take, 1 to {@link Limits#EVENTS_MAX}.
     * @return what became of each, in order.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentResult>> act(final List<PaymentStep> steps)
    {
        final List<PaymentStep> items = items(steps);
        return send(items.size(), ActOnPaymentsEncoder.ActionsEncoder.sbeBlockLength(),
            (any, buffer, offset) -> mapper.encodeSteps(items, buffer, offset));
    }

    /**
     * @param refunds to create, 1 to {@link Limits#EVENTS_MAX}.
     * @return what became of each, in order.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentResult>> refund(final List<NewRefund> refunds)
    {
        final List<NewRefund> items = items(refunds);
        return send(items.size(), CreateRefundsEncoder.RefundsEncoder.sbeBlockLength(),
            (any, buffer, offset) -> mapper.encodeRefunds(items, buffer, offset));
    }

    /**
     * @param payouts to create, 1 to {@link Limits#EVENTS_MAX}.
     * @return what became of each, in order.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentResult>> payOut(final List<NewPayout> payouts)
    {
        final List<NewPayout> items = items(payouts);
        return send(items.size(), CreatePayoutsEncoder.PayoutsEncoder.sbeBlockLength(),
            (any, buffer, offset) -> mapper.encodePayouts(items, buffer, offset));
    }

    /**
     * Reports what the bank says of payouts; the key needs the scope {@code admin}.
     *
     * @param steps 1 to {@link Limits#EVENTS_MAX}.
     * @return what became of each, in order.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentResult>> report(final List<PayoutStep> steps)
    {
        final List<PayoutStep> items = items(steps);
        return send(items.size(), ReportPayoutsEncoder.ReportsEncoder.sbeBlockLength(),
            (any, buffer, offset) -> mapper.encodePayoutSteps(items, buffer, offset));
    }

    /**
     * @param steps to take with disputes, 1 to {@link Limits#EVENTS_MAX}.
     * @return what became of each, in order.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentResult>> dispute(final List<DisputeStep> steps)
    {
        final List<DisputeStep> items = items(steps);
        return send(items.size(), ActOnDisputesEncoder.ActionsEncoder.sbeBlockLength(),
            (any, buffer, offset) -> mapper.encodeDisputeSteps(items, buffer, offset));
    }

    /**
     * Says how merchants are paid through UPI; the key needs the scope {@code admin}.
     *
     * @param rail the PSP that stands in the engine, and its account.
     * @return what became of it.
     */
    public CompletableFuture<PaymentResult> setUpiRail(final UpiRail rail)
    {
        return one(MessageLength.block(SetUpiRailEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> mapper.encode(rail, buffer, offset));
    }

    /**
     * Asks a payer through UPI.
     *
     * @param collect whom for which payment.
     * @return what became of it.
     */
    public CompletableFuture<PaymentResult> collect(final PaymentCollect collect)
    {
        return one(MessageLength.block(CollectPaymentEncoder.BLOCK_LENGTH) + Integer.BYTES +
            collect.payerAddress().length(), (any, buffer, offset) -> mapper.encode(collect, buffer, offset));
    }

    /**
     * Says what the statement of the pool account shows; the key needs the scope {@code admin}.
     *
     * @param entries 1 to {@link Limits#EVENTS_MAX}.
     * @return what became of each, in order.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentResult>> settle(final List<StatementEntry> entries)
    {
        final List<StatementEntry> items = items(entries);
        return send(items.size(), SettlePaymentsEncoder.EntriesEncoder.sbeBlockLength(),
            (any, buffer, offset) -> mapper.encodeEntries(items, buffer, offset));
    }

    private CompletableFuture<PaymentResult> one(final int length, final WholeRequest.Writer writer)
    {
        return submissions.submit(new WholeRequest<>(1, deadlineNs.getAsLong(), true, length, writer,
            PaymentsReplyDecoder.TEMPLATE_ID,
            (any, buffer, offset) -> mapper.decodeResults(buffer, offset).getFirst()));
    }

    /**
     * @param keys of payments, refunds, payouts and disputes, 1 to {@link Limits#PAYMENT_ROWS_MAX}.
     * @return those that are there, in order, as they are now.
     * @throws IllegalArgumentException if there are none or too many.
     */
    public CompletableFuture<List<PaymentRow>> lookup(final List<PaymentKey> keys)
    {
        final List<PaymentKey> items = items(keys);
        if (items.size() > Limits.PAYMENT_ROWS_MAX)
        {
            throw new IllegalArgumentException("keys: at most " + Limits.PAYMENT_ROWS_MAX);
        }
        return submissions.submit(new WholeRequest<>(items.size(), deadlineNs.getAsLong(), false,
            MessageLength.group(items.size(), LookupPaymentsEncoder.IdsEncoder.sbeBlockLength()),
            (any, buffer, offset) -> mapper.encodeLookup(items, buffer, offset), PaymentRowsDecoder.TEMPLATE_ID,
            (any, buffer, offset) -> mapper.decodeRows(buffer, offset)));
    }

    /**
     * @param merchant whose events are read.
     * @param cursor   of the row that was read last; 0 = from the newest.
     * @param limit    of rows, 1 to {@link Limits#PAYMENT_EVENTS_MAX}.
     * @return what happened to its payments, the newest first.
     */
    public CompletableFuture<List<PaymentRow>> events(final int merchant, final long cursor, final int limit)
    {
        return submissions.submit(new WholeRequest<>(1, deadlineNs.getAsLong(), false,
            MessageLength.block(GetPaymentEventsEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> mapper.encodeEvents(merchant, cursor, limit, buffer, offset),
            PaymentRowsDecoder.TEMPLATE_ID, (any, buffer, offset) -> mapper.decodeRows(buffer, offset)));
    }

    private CompletableFuture<List<PaymentResult>> send(
        final int count, final int blockLength, final WholeRequest.Writer writer)
    {
        return submissions.submit(new WholeRequest<>(count, deadlineNs.getAsLong(), true,
            MessageLength.group(count, blockLength), writer, PaymentsReplyDecoder.TEMPLATE_ID,
            (any, buffer, offset) -> mapper.decodeResults(buffer, offset)));
    }

    private static <T> List<T> items(final List<T> given)
    {
        final List<T> items = List.copyOf(given);
        if (items.isEmpty() || items.size() > Limits.EVENTS_MAX)
        {
            throw new IllegalArgumentException("items: 1 to " + Limits.EVENTS_MAX + ", not " + items.size());
        }
        return items;
    }
}
