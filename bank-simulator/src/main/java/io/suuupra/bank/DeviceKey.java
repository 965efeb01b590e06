package io.suuupra.bank;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.upi.UpiCode;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a customer's device and the bank share: with it the device seals the PIN for one payment, and nobody between
 * them can read it or use it for another. AES-256 in GCM; account, transaction and amount are sealed with the PIN.
 * Immutable; never shown.
 */
public final class DeviceKey
{
    /** Digits of a PIN, at least. */
    public static final int MPIN_MIN = 4;

    /** Digits of a PIN, at most. */
    public static final int MPIN_MAX = 6;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int TRANSACTION_BYTES = 16;
    private static final int HEAD_BYTES = Long.BYTES + TRANSACTION_BYTES;
    private static final int NOT_READABLE = UpiCode.of("U14");
    private static final int OF_ANOTHER_PAYMENT = UpiCode.of("U54");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    /**
     * What was sealed.
     *
     * @param code why it is of no use: {@code U14} cannot be read, {@code U54} of another payment; 0 = it is good.
     * @param mpin the PIN; empty where there is a code.
     */
    record Opened(int code, String mpin)
    {
        @Override
        public String toString()
        {
            return code == UpiCode.NONE ? "opened" : UpiCode.text(code);
        }
    }

    private DeviceKey(final byte[] key)
    {
        this.key = key;
    }

    static DeviceKey of(final byte[] key)
    {
        return new DeviceKey(key.clone());
    }

    /**
     * @param text of {@link #reveal}.
     * @return the key.
     * @throws IllegalArgumentException if it has another form; the message does not repeat it.
     */
    public static DeviceKey parse(final String text)
    {
        if (text.length() != 2 * KEY_BYTES || !text.chars().allMatch(HexFormat::isHexDigit))
        {
            throw new IllegalArgumentException("device key: must have " + 2 * KEY_BYTES + " hex digits");
        }
        return new DeviceKey(HexFormat.of().parseHex(text));
    }

    /** @return the key as text, for the one file that the device keeps it in. */
    public String reveal()
    {
        return HexFormat.of().formatHex(key);
    }

    /**
     * @param text any.
     * @return true if it has the form of a PIN.
     */
    public static boolean isMpin(final String text)
    {
        return text.length() >= MPIN_MIN && text.length() <= MPIN_MAX &&
            text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * @param account       of the customer.
     * @param transactionId of the payment.
     * @param amount        of the payment, paise.
     * @param mpin          4 to 6 digits.
     * @return credentials for the customer's bank.
     * @throws IllegalArgumentException if the PIN has another form.
     */
    public Ciphertext seal(
        final UInt128 account, final String transactionId, final long amount, final String mpin)
    {
        if (!isMpin(mpin))
        {
            throw new IllegalArgumentException("PIN: must have " + MPIN_MIN + " to " + MPIN_MAX + " digits");
        }
        final byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        final byte[] plain = ByteBuffer.allocate(HEAD_BYTES + mpin.length())
            .putLong(amount).put(digest(transactionId)).put(mpin.getBytes(StandardCharsets.US_ASCII)).array();
        try
        {
            final byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, account).doFinal(plain);
            return Ciphertext.of(ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
        }
        catch (final GeneralSecurityException impossible)
        {
            throw new IllegalStateException("every JDK has AES in GCM", impossible);
        }
    }

    Opened open(
        final UInt128 account, final String transactionId, final long amount, final Ciphertext credentials)
    {
        final byte[] bytes = credentials.bytes();
        if (bytes.length < NONCE_BYTES + HEAD_BYTES + MPIN_MIN + TAG_BITS / Byte.SIZE)
        {
            return new Opened(NOT_READABLE, "");
        }
        final ByteBuffer plain;
        try
        {
            plain = ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), account)
                .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        }
        catch (final GeneralSecurityException notOurs)
        {
            return new Opened(NOT_READABLE, "");
        }
        final long sealedAmount = plain.getLong();
        final byte[] sealedTransaction = new byte[TRANSACTION_BYTES];
        plain.get(sealedTransaction);
        if (sealedAmount != amount || !Arrays.equals(sealedTransaction, digest(transactionId)))
        {
            return new Opened(OF_ANOTHER_PAYMENT, "");
        }
        final byte[] mpin = new byte[plain.remaining()];
        plain.get(mpin);
        return new Opened(UpiCode.NONE, new String(mpin, StandardCharsets.US_ASCII));
    }

    private Cipher cipher(final int mode, final byte[] nonce, final UInt128 account) throws GeneralSecurityException
    {
        final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(
            ByteBuffer.allocate(2 * Long.BYTES).putLong(account.high()).putLong(account.low()).array());
        return cipher;
    }

    private static byte[] digest(final String transactionId)
    {
        try
        {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256")
                .digest(transactionId.getBytes(StandardCharsets.US_ASCII)), TRANSACTION_BYTES);
        }
        catch (final NoSuchAlgorithmException impossible)
        {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString()
    {
        return "a device's key";
    }
}
