package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;

/**
 * How merchants are paid through UPI.
 *
 * @param participant number of the PSP that stands in the engine: registered, and no bank. It stays what it is.
 * @param account     reference to the pool account, given by its bank.
 * @param ifsc        of that bank's branch.
 * @param accountType 1 savings, 2 current, as ReqPay has it.
 */
public record UpiRail(int participant, UInt128 account, String ifsc, int accountType)
{
}
