package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.edge.UInt128;

/**
 * An account at a bank, by the reference that the bank has given: never by its number.
 *
 * @param reference not 0.
 * @param ifsc      of bank and branch: 11 letters and digits, of which the first four name the bank.
 * @param type      1 savings, 2 current, 3 credit card, 4 credit line, 5 NRE, 6 UPI Lite.
 */
public record BankAccount(UInt128 reference, String ifsc, int type)
{
    /** Where a message has none. */
    public static final BankAccount NONE = new BankAccount(UInt128.ZERO, "", 0);

    /** Type: savings. */
    public static final int SAVINGS = 1;

    /** Type: current. */
    public static final int CURRENT = 2;
}
