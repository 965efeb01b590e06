package io.suuupra.codecs.upi;

/** Where a response code appears. Some codes have a meaning of their own in each of two layers. */
public enum CodeLayer
{
    /** {@code errCode} of the switch, in every message that ends a transaction. */
    SWITCH,
    /** What the switch says in place of a bank that did not answer, in the final RespPay. */
    OUTCOME,
    /** RespAuthDetails of a PSP. */
    AUTHORISATION,
    /** RespPay of a bank to a debit or a credit, and RespChkTxn. */
    LEG,
    /** RespPay of a bank to a reversal. */
    REVERSAL,
    /** Answers to messages that move no money. */
    META,
    /** Refusal of a message by its form. */
    VALIDATION
}
