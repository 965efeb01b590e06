package io.suuupra.bank;

import io.suuupra.codecs.edge.upi.SwitchRequest;

/**
 * One request that a bank decides.
 *
 * @param request       of the switch.
 * @param decline       code that it is declined with, whatever the book says; 0 = what the book says.
 * @param reversalFails whether the bank cannot reverse; nothing is posted then.
 */
record Order(SwitchRequest request, int decline, boolean reversalFails)
{
}
