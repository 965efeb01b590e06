package io.suuupra.codecs.upi;

/** Who raises a response code. */
public enum CodeSource
{
    /** The switch. */
    SWITCH,
    /** The PSP of the payer. */
    PAYER_PSP,
    /** The PSP of the payee, or the acquirer of a merchant. */
    PAYEE_PSP,
    /** The PSP of either side. */
    EITHER_PSP,
    /** The bank of the payer. */
    REMITTER,
    /** The bank of the payee. */
    BENEFICIARY,
    /** The bank of either side. */
    EITHER_BANK
}
