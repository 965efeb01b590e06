package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;

/**
 * Asks a payer through UPI for a payment that waits.
 *
 * @param payment        the merchant's id of it.
 * @param merchant       that is paid.
 * @param payerAddress   {@code local@handle}.
 * @param expireAfterMin minutes, up to 45 days; 0 = as the switch has it.
 */
public record PaymentCollect(UInt128 payment, int merchant, String payerAddress, long expireAfterMin)
{
}
