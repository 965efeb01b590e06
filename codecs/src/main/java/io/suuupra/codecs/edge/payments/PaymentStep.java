package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.PaymentAction;
import io.suuupra.codecs.generated.PaymentMethod;

/**
 * Something to do with a payment.
 *
 * @param id       of the step: the same again is answered as before; zero = only the payment's state says.
 * @param payment  that it is about.
 * @param merchant that the payment is for.
 * @param action   to take.
 * @param amount   of a capture, paise; 0 = all that is left.
 * @param method   to CONFIRM a payment that has none.
 * @param wallet   that pays, with the method WALLET.
 * @param isLast   of a capture: whether none follows, although the payment allows several.
 */
public record PaymentStep(
    UInt128 id,
    UInt128 payment,
    int merchant,
    PaymentAction action,
    long amount,
    PaymentMethod method,
    UInt128 wallet,
    boolean isLast)
{
    /**
     * @param payment  to pay.
     * @param merchant that it is for.
     * @param wallet   that pays.
     * @return the step that has a wallet pay.
     */
    public static PaymentStep confirm(final UInt128 payment, final int merchant, final UInt128 wallet)
    {
        return new PaymentStep(
            UInt128.ZERO, payment, merchant, PaymentAction.CONFIRM, 0, PaymentMethod.WALLET, wallet, false);
    }

    /**
     * @param payment  whose money is taken.
     * @param merchant that takes it.
     * @param amount   paise; 0 = all that is left.
     * @return the step that takes it.
     */
    public static PaymentStep capture(final UInt128 payment, final int merchant, final long amount)
    {
        return new PaymentStep(
            UInt128.ZERO, payment, merchant, PaymentAction.CAPTURE, amount, PaymentMethod.NONE, UInt128.ZERO, false);
    }

    /**
     * @param payment  to cancel.
     * @param merchant that it is for.
     * @return the step that cancels it.
     */
    public static PaymentStep cancel(final UInt128 payment, final int merchant)
    {
        return new PaymentStep(
            UInt128.ZERO, payment, merchant, PaymentAction.CANCEL, 0, PaymentMethod.NONE, UInt128.ZERO, false);
    }

    /**
     * @param stepId of the step.
     * @return the same step with that id.
     */
    public PaymentStep withId(final UInt128 stepId)
    {
        return new PaymentStep(stepId, payment, merchant, action, amount, method, wallet, isLast);
    }

    /** @return the same step, after which nothing more is captured. */
    public PaymentStep last()
    {
        return new PaymentStep(id, payment, merchant, action, amount, method, wallet, true);
    }
}
