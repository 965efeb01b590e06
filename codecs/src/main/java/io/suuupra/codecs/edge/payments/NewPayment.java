package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.PaymentMethod;

/**
 * A payment to create.
 *
 * @param id           the merchant's own; the same again is answered as before.
 * @param merchant     that is paid.
 * @param amount       paise, 1 to 10,000,000,000,000.
 * @param method       by which; NONE = not known yet.
 * @param wallet       account that pays, with the method WALLET; else zero.
 * @param order        the merchant's reference.
 * @param confirm      whether the payer pays at once.
 * @param capture      how the merchant takes the money.
 * @param expireAfterS seconds until it is canceled if nobody pays, up to 30 days; 0 = a day.
 */
public record NewPayment(
    UInt128 id,
    int merchant,
    long amount,
    PaymentMethod method,
    UInt128 wallet,
    UInt128 order,
    boolean confirm,
    Capture capture,
    long expireAfterS)
{
    /** How a merchant takes the money of a payment. */
    public enum Capture
    {
        /** As soon as it is paid. */
        AUTOMATIC,

        /** It is held first; one capture takes it, or a part. */
        MANUAL,

        /** It is held first; several captures take it. */
        MULTIPLE
    }

    /**
     * @param id       of the payment.
     * @param merchant that is paid.
     * @param wallet   account that pays.
     * @param amount   paise.
     * @return a payment that is paid from a wallet at once.
     */
    public static NewPayment fromWallet(final UInt128 id, final int merchant, final UInt128 wallet, final long amount)
    {
        return new NewPayment(
            id, merchant, amount, PaymentMethod.WALLET, wallet, UInt128.ZERO, true, Capture.AUTOMATIC, 0);
    }

    /**
     * @param id       of the payment.
     * @param merchant that is paid.
     * @param amount   paise.
     * @return a payment whose method is not known yet.
     */
    public static NewPayment open(final UInt128 id, final int merchant, final long amount)
    {
        return new NewPayment(id, merchant, amount, PaymentMethod.NONE, UInt128.ZERO, UInt128.ZERO, false,
            Capture.AUTOMATIC, 0);
    }

    /**
     * @param how the merchant takes the money.
     * @return the same payment, captured so.
     */
    public NewPayment withCapture(final Capture how)
    {
        return new NewPayment(id, merchant, amount, method, wallet, order, confirm, how, expireAfterS);
    }

    /**
     * @param reference of the merchant.
     * @return the same payment with that reference.
     */
    public NewPayment withOrder(final UInt128 reference)
    {
        return new NewPayment(id, merchant, amount, method, wallet, reference, confirm, capture, expireAfterS);
    }

    /**
     * @param seconds until it is canceled.
     * @return the same payment with that time.
     */
    public NewPayment withExpiry(final long seconds)
    {
        return new NewPayment(id, merchant, amount, method, wallet, order, confirm, capture, seconds);
    }
}
