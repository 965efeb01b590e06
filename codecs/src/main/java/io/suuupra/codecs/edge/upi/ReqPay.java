package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiKind;

/**
 * A payment as a PSP begins it (NPCI's ReqPay): PAY by the payer's PSP with the payer's account, COLLECT by the payee's
 * with the payee's.
 *
 * @param messageId      1 to 35 letters and digits.
 * @param transactionId  1 to 35 letters and digits; the payment's name for ever.
 * @param kind           PAY or COLLECT.
 * @param payer          who pays.
 * @param payee          who gets it.
 * @param amount         paise, 1 or more.
 * @param purpose        two letters or digits; {@code 00} where nothing special.
 * @param initiationMode two digits; {@code 00} where nothing special, {@code 01} QR, {@code 04} intent.
 * @param account        of the one who begins.
 * @param note           up to 50 characters.
 * @param expireAfterMin minutes until a COLLECT expires; 0 = as the switch has it.
 * @param credentials    of a PAY, for the remitter bank.
 */
public record ReqPay(
    String messageId,
    String transactionId,
    UpiKind kind,
    Party payer,
    Party payee,
    long amount,
    String purpose,
    String initiationMode,
    BankAccount account,
    String note,
    int expireAfterMin,
    Ciphertext credentials)
{
    /** Purpose and initiation mode where nothing special is meant. */
    public static final String DEFAULT = "00";

    /**
     * @param id          of the transaction, and of the message.
     * @param payer       who pays.
     * @param payee       who gets it.
     * @param amount      paise.
     * @param account     of the payer.
     * @param credentials for the payer's bank.
     * @return a PAY without note.
     */
    public static ReqPay pay(
        final String id,
        final Party payer,
        final Party payee,
        final long amount,
        final BankAccount account,
        final Ciphertext credentials)
    {
        return new ReqPay(
            id, id, UpiKind.PAY, payer, payee, amount, DEFAULT, DEFAULT, account, "", 0, credentials);
    }

    /**
     * @param id             of the transaction, and of the message.
     * @param payer          who is asked to pay.
     * @param payee          who asks.
     * @param amount         paise.
     * @param account        of the payee.
     * @param expireAfterMin minutes until it expires; 0 = as the switch has it.
     * @return a COLLECT without note.
     */
    public static ReqPay collect(
        final String id,
        final Party payer,
        final Party payee,
        final long amount,
        final BankAccount account,
        final int expireAfterMin)
    {
        return new ReqPay(id, id, UpiKind.COLLECT, payer, payee, amount, DEFAULT, DEFAULT, account, "",
            expireAfterMin, Ciphertext.NONE);
    }
}
