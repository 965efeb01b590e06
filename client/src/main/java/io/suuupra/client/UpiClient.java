package io.suuupra.client;

import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.Adjustment;
import io.suuupra.codecs.edge.upi.CyclePage;
import io.suuupra.codecs.edge.upi.ParticipantTerms;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.RespAuthDetails;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.edge.upi.SettlementMapper;
import io.suuupra.codecs.edge.upi.SettlementTerms;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.edge.upi.UpiTransaction;
import io.suuupra.codecs.generated.GetUpiTransactionEncoder;
import io.suuupra.codecs.generated.UpiAdjustEncoder;
import io.suuupra.codecs.generated.UpiAnswerEncoder;
import io.suuupra.codecs.generated.UpiCloseCycleEncoder;
import io.suuupra.codecs.generated.UpiCycleDecoder;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiCyclePaymentsDecoder;
import io.suuupra.codecs.generated.UpiGetCycleEncoder;
import io.suuupra.codecs.generated.UpiGetCyclePaymentsEncoder;
import io.suuupra.codecs.generated.UpiReplyDecoder;
import io.suuupra.codecs.generated.UpiSetBoundsEncoder;
import io.suuupra.codecs.generated.UpiSetCyclesEncoder;
import io.suuupra.codecs.generated.UpiTransactionReplyDecoder;
import io.suuupra.codecs.upi.PaymentLimit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * The UPI switch as PSPs, banks and operators see it; of {@link SuuupraClient#upi}. Any thread may use it.
 *
 * <p>The switch acknowledges each message at once; that it did not take one is a value, with its response code. What
 * follows comes as requests, see {@link #subscribe}.
 */
public final class UpiClient
{
    private final Submissions submissions;
    private final LongSupplier deadlineNs;
    private final BiFunction<Long, RequestListener, Subscription> subscriber;
    /** Used by the client's thread alone. */
    private final UpiMapper mapper = new UpiMapper();
    private final SettlementMapper settlement = new SettlementMapper();

    UpiClient(
        final Submissions submissions,
        final LongSupplier deadlineNs,
        final BiFunction<Long, RequestListener, Subscription> subscriber)
    {
        this.submissions = submissions;
        this.deadlineNs = deadlineNs;
        this.subscriber = subscriber;
    }

    /**
     * Begins a payment, as a PSP. The same message again gets the same answer and moves nothing.
     *
     * @param message to send.
     * @return what the switch says of it.
     * @throws IllegalArgumentException if it cannot be sent.
     */
    public CompletableFuture<Acknowledgement> pay(final ReqPay message)
    {
        return send(UpiMapper.length(message), (any, buffer, offset) -> mapper.encode(message, buffer, offset));
    }

    /**
     * Answers AUTHORISE, as the other side's PSP.
     *
     * @param message to send.
     * @return what the switch says of it.
     */
    public CompletableFuture<Acknowledgement> authorise(final RespAuthDetails message)
    {
        return send(UpiMapper.length(message), (any, buffer, offset) -> mapper.encode(message, buffer, offset));
    }

    /**
     * Answers a debit, a credit or a reversal, as a bank.
     *
     * @param message to send.
     * @return what the switch says of it: {@code U70} if nobody waits for it.
     */
    public CompletableFuture<Acknowledgement> answer(final RespPay message)
    {
        return send(MessageLength.block(UpiAnswerEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> mapper.encode(message, buffer, offset));
    }

    /**
     * Asks what has become of a payment. A PSP is told of what it began or was asked about, a bank of what its leg was
     * asked for, a key with the scope {@code admin} of everything.
     *
     * @param id of the transaction, 1 to 35 letters and digits.
     * @return the transaction; empty if there is none that this key may see.
     * @throws IllegalArgumentException if the id is anything else.
     */
    public CompletableFuture<Optional<UpiTransaction>> transaction(final String id)
    {
        ArgumentCheck.upiId(id);
        return submissions.submit(new WholeRequest<>(1, deadlineNs.getAsLong(), false,
            MessageLength.block(GetUpiTransactionEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> mapper.encodeGetTransaction(id, buffer, offset),
            UpiTransactionReplyDecoder.TEMPLATE_ID, (any, buffer, offset) -> mapper.decodeTransaction(buffer, offset)));
    }

    /**
     * Says what became of a payment that was deemed, or of a reversal that is open; as the bank that it lies with, or
     * with the scope {@code admin}.
     *
     * @param message to send.
     * @return what the switch says of it: {@code U10} if the payment is in no state for it.
     */
    public CompletableFuture<Acknowledgement> adjust(final Adjustment message)
    {
        return send(MessageLength.block(UpiAdjustEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> mapper.encode(message, buffer, offset));
    }

    /**
     * Makes a participant known, or changes it; the key needs the scope {@code admin}.
     *
     * @param terms of it.
     * @return what the switch says of them.
     */
    public CompletableFuture<Acknowledgement> register(final ParticipantTerms terms)
    {
        return send(UpiMapper.length(terms), (any, buffer, offset) -> mapper.encode(terms, buffer, offset));
    }

    /**
     * Bounds what one participant may have going; the key needs the scope {@code admin}, as for all that follows.
     *
     * @param openMax open transactions that one participant may have begun, 1 to 10,000,000.
     * @return what the switch says of it.
     */
    public CompletableFuture<Acknowledgement> setBounds(final long openMax)
    {
        return send(MessageLength.block(UpiSetBoundsEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> settlement.encodeSetBounds(openMax, buffer, offset));
    }

    /**
     * Has positions settled in cycles from now on. The times of the cycles are set once; the account may change.
     *
     * @param terms of the cycles.
     * @return what the switch says of them.
     */
    public CompletableFuture<Acknowledgement> setCycles(final SettlementTerms terms)
    {
        return send(MessageLength.block(UpiSetCyclesEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> settlement.encode(terms, buffer, offset));
    }

    /**
     * Closes the running cycle, which must have ended; the node does it by itself.
     *
     * @param kind of the cycle.
     * @return what the switch says: {@code U10} if it has not ended, or is closed.
     */
    public CompletableFuture<Acknowledgement> closeCycle(final UpiCycleKind kind)
    {
        return send(MessageLength.block(UpiCloseCycleEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> settlement.encodeCloseCycle(kind, buffer, offset));
    }

    /**
     * Limits payments from now on, in the place of all limits before.
     *
     * @param limits 1 to 1,024; the first that fits a payment counts.
     * @return what the switch says of them.
     */
    public CompletableFuture<Acknowledgement> setLimits(final List<PaymentLimit> limits)
    {
        final List<PaymentLimit> rules = List.copyOf(limits);
        return send(SettlementMapper.length(rules),
            (any, buffer, offset) -> settlement.encodeSetLimits(rules, buffer, offset));
    }

    /**
     * @param kind   of the cycle.
     * @param day    days since 1970 in India; 0 = the newest cycle of the kind that was closed.
     * @param number of the cycle in its day, from 1.
     * @return the cycle; empty if it was not closed.
     */
    public CompletableFuture<Optional<SettlementCycle>> cycle(
        final UpiCycleKind kind, final long day, final int number)
    {
        return submissions.submit(new WholeRequest<>(1, deadlineNs.getAsLong(), false,
            MessageLength.block(UpiGetCycleEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> settlement.encodeGetCycle(kind, day, number, buffer, offset),
            UpiCycleDecoder.TEMPLATE_ID, (any, buffer, offset) -> settlement.decodeCycle(buffer, offset)));
    }

    /**
     * @param cycle of {@link SettlementCycle#cycle}.
     * @param from  0 for the first page, then {@link CyclePage#next}.
     * @return some of its payments, in the order in which they were posted.
     */
    public CompletableFuture<CyclePage> cyclePayments(final long cycle, final long from)
    {
        return submissions.submit(new WholeRequest<>(1, deadlineNs.getAsLong(), false,
            MessageLength.block(UpiGetCyclePaymentsEncoder.BLOCK_LENGTH),
            (any, buffer, offset) -> settlement.encodeGetCyclePayments(cycle, from, buffer, offset),
            UpiCyclePaymentsDecoder.TEMPLATE_ID,
            (any, buffer, offset) -> settlement.decodeCyclePayments(buffer, offset)));
    }

    /**
     * Streams what the switch asks the participant that comes with the client's key, behind a position, then live. As
     * long as it runs, the participant counts as connected.
     *
     * @param position timestamp of the last request already dealt with, ns; 0 = from the first.
     * @param listener called by the client's thread.
     * @return the stream.
     * @throws IllegalArgumentException if the position is negative or the listener null.
     */
    public Subscription subscribe(final long position, final RequestListener listener)
    {
        ArgumentCheck.notNegative(position, "", "position");
        ArgumentCheck.notNull(listener, "", "listener");
        return subscriber.apply(position, listener);
    }

    private CompletableFuture<Acknowledgement> send(final int length, final WholeRequest.Writer writer)
    {
        return submissions.submit(new WholeRequest<>(1, deadlineNs.getAsLong(), true, length, writer,
            UpiReplyDecoder.TEMPLATE_ID, (any, buffer, offset) -> mapper.decodeAcknowledgement(buffer, offset)));
    }
}
