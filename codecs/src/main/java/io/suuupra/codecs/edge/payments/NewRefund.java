package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;

/**
 * A refund to create.
 *
 * @param id       the merchant's own; the same again is answered as before.
 * @param payment  whose money goes back.
 * @param merchant that gives it.
 * @param amount   paise; 0 = all that is left.
 * @param reason   the merchant's own number.
 */
public record NewRefund(UInt128 id, UInt128 payment, int merchant, long amount, long reason)
{
}
