package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.RecordKind;

/**
 * By what a payment, a refund, a payout or a dispute is found.
 *
 * @param kind     PAYMENT, REFUND, PAYOUT or DISPUTE.
 * @param merchant that it belongs to.
 * @param id       the merchant's own.
 */
public record PaymentKey(RecordKind kind, int merchant, UInt128 id)
{
    /**
     * @param merchant that it belongs to.
     * @param id       of a payment.
     * @return key of the payment.
     */
    public static PaymentKey payment(final int merchant, final UInt128 id)
    {
        return new PaymentKey(RecordKind.PAYMENT, merchant, id);
    }
}
