package io.suuupra.codecs.edge.payments;

/**
 * What the statement of the pool account shows of one payment or refund.
 *
 * @param key    of the payment, or of the refund.
 * @param amount paise that came, or went.
 */
public record StatementEntry(PaymentKey key, long amount)
{
}
