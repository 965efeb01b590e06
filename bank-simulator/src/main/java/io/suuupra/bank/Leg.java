package io.suuupra.bank;

import io.suuupra.codecs.edge.UInt128;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a bank can be asked to post for a payment, and what it notes down with that. The id of its transfer follows from
 * the transaction and the leg, so a request that comes again finds what became of it, and nothing is posted twice.
 */
enum Leg
{
    /** The payer's account is debited. */
    DEBIT(1),

    /** The payee's account is credited. */
    CREDIT(2),

    /** The debit is taken back. */
    DEBIT_REVERSAL(3),

    /** The credit is taken back. */
    CREDIT_REVERSAL(4),

    /** A deemed payment comes back to the payer. */
    RETURN(5),

    /** A debit that the book refused, with the code that it was declined with. */
    DEBIT_DECLINED(6),

    /** A credit that the book refused, with its code. */
    CREDIT_DECLINED(7),

    /** A wrong PIN. */
    WRONG_PIN(8),

    /** A right PIN behind wrong ones. */
    RIGHT_PIN(9),

    /** Letters of a transaction id that a record of a leg has no room for. */
    NAME(10);

    private final int code;

    Leg(final int code)
    {
        this.code = code;
    }

    /** @return code of its transfers. */
    int code()
    {
        return code;
    }

    /**
     * @param transactionId of the payment, 1 to 35 letters and digits.
     * @return id of the leg's transfer.
     */
    UInt128 id(final String transactionId)
    {
        final MessageDigest digest;
        try
        {
            digest = MessageDigest.getInstance("SHA-256");
        }
        catch (final NoSuchAlgorithmException impossible)
        {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
        digest.update((byte)code);
        final ByteBuffer hash = ByteBuffer.wrap(digest.digest(transactionId.getBytes(StandardCharsets.US_ASCII)));
        // Neither 0 nor the largest number, which no id may be.
        return new UInt128(hash.getLong() & Long.MAX_VALUE, hash.getLong() | 1);
    }
}
