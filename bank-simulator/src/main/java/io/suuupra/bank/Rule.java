package io.suuupra.bank;

import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.upi.UpiCode;

import java.util.Locale;

/**
 * One rule of a scenario: what a bank does with certain requests, in place of what it would do.
 *
 * @param when    which requests.
 * @param respond what it does with them.
 */
public record Rule(When when, Respond respond)
{
    private static final String REVERSAL_FAILED = "96";
    private static final long DELAY_MAX_MS = 600_000;

    /**
     * Which requests; all that is given must hold.
     *
     * @param kind          of the request; null = any.
     * @param payer         address, whatever the case of its letters; empty = any.
     * @param payee         address, whatever the case of its letters; empty = any.
     * @param transactionId that the payment's begins with; empty = any.
     * @param amountMin     paise.
     * @param amountMax     paise.
     */
    public record When(
        UpiRequestKind kind, String payer, String payee, String transactionId, long amountMin, long amountMax)
    {
        /**
         * @throws IllegalArgumentException if the amounts are no range.
         */
        public When
        {
            if (amountMin < 0 || amountMax < amountMin)
            {
                throw new IllegalArgumentException("amount_min and amount_max: must be a range of 0 or more");
            }
            payer = payer.toLowerCase(Locale.ROOT);
            payee = payee.toLowerCase(Locale.ROOT);
        }

        static When payee(final String address, final UpiRequestKind kind)
        {
            return new When(kind, "", address, "", 0, Long.MAX_VALUE);
        }

        boolean holds(final SwitchRequest request)
        {
            return (kind == null || kind == request.kind()) &&
                (payer.isEmpty() || payer.equalsIgnoreCase(request.pay().payer().address())) &&
                (payee.isEmpty() || payee.equalsIgnoreCase(request.pay().payee().address())) &&
                request.pay().transactionId().startsWith(transactionId) &&
                request.pay().amount() >= amountMin && request.pay().amount() <= amountMax;
        }
    }

    /** Whether there is an answer, and when. */
    public enum Answering
    {
        /** As soon as the delay is over. */
        NORMAL,

        /** None, and nothing is posted. */
        NONE_BEFORE_POSTING,

        /** None, but everything is posted. */
        NONE_AFTER_POSTING,

        /** When the switch does not wait for it any more. */
        LATE
    }

    /** What a bank tells the switch of a payment that was deemed because of its silence. */
    public enum Word
    {
        /** Nothing. */
        NONE,

        /** That it has credited the payee after all. */
        TCC,

        /** That it returns the money. */
        RET
    }

    /**
     * What the bank does.
     *
     * @param rc        response code of a decline, or {@code 96} of a reversal that fails; empty = what its book says.
     * @param delayMs   before it answers, 0 to 600,000.
     * @param answering whether and when it answers.
     * @param word      what it says later.
     */
    public record Respond(String rc, long delayMs, Answering answering, Word word)
    {
        /**
         * @throws IllegalArgumentException if one is out of its range; the message names it.
         */
        public Respond
        {
            if (!rc.isEmpty())
            {
                FaultRates.checkDecline(rc);
            }
            if (delayMs < 0 || delayMs > DELAY_MAX_MS)
            {
                throw new IllegalArgumentException("delay_ms: 0 to " + DELAY_MAX_MS + ", not " + delayMs);
            }
        }

        static Respond decline(final String rc)
        {
            return new Respond(rc, 0, Answering.NORMAL, Word.NONE);
        }

        static Respond answering(final Answering answering)
        {
            return new Respond("", 0, answering, Word.NONE);
        }

        static Respond word(final Answering answering, final Word word)
        {
            return new Respond("", 0, answering, word);
        }

        Treatment treatment(final UpiRequestKind kind)
        {
            final boolean isLeg = kind == UpiRequestKind.DEBIT || kind == UpiRequestKind.CREDIT;
            return new Treatment(
                answering != Answering.NONE_BEFORE_POSTING,
                isLeg && !REVERSAL_FAILED.equals(rc) ? UpiCode.of(rc) : UpiCode.NONE,
                !isLeg && REVERSAL_FAILED.equals(rc),
                answering == Answering.NONE_AFTER_POSTING || answering == Answering.NONE_BEFORE_POSTING ? 0 : 1,
                delayMs,
                answering == Answering.LATE,
                word);
        }
    }
}
