package io.suuupra.client;

import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.Adjustment;
import io.suuupra.codecs.edge.upi.ParticipantTerms;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.RespAuthDetails;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.generated.UpiAdjustEncoder;
import io.suuupra.codecs.generated.UpiAnswerEncoder;
import io.suuupra.codecs.generated.UpiReplyDecoder;

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
