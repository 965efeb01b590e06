package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;

/**
 * A payout to create.
 *
 * @param id       the merchant's own; the same again is answered as before.
 * @param merchant to pay out.
 * @param amount   paise.
 */
public record NewPayout(UInt128 id, int merchant, long amount)
{
}
