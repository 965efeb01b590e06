package io.suuupra.codecs.upi;

/** How NPCI counts a decline in its statistics of banks. */
public enum DeclineKind
{
    /** No decline, or one that another code explains. */
    NONE,
    /** The customer, the account or a rule is the cause. */
    BUSINESS,
    /** A system or a network is the cause; only such a payment may be tried on another rail. */
    TECHNICAL
}
