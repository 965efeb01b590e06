package io.suuupra.bank;

import io.suuupra.codecs.edge.UInt128;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/**
 * A bank's secrets, in a file beside its book and never in it: the pepper of its customers' PINs, and what the keys of
 * their devices follow from. Immutable.
 */
public final class Vault
{
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final SecretKeySpec pepper;
    private final SecretKeySpec devices;

    private Vault(final byte[] secrets)
    {
        pepper = new SecretKeySpec(secrets, 0, SECRET_BYTES, ALGORITHM);
        devices = new SecretKeySpec(secrets, SECRET_BYTES, SECRET_BYTES, ALGORITHM);
    }

    /**
     * Opens a vault; makes it, with fresh secrets and for the owner's eyes only, if it is not there.
     *
     * @param file of the vault.
     * @return the vault.
     * @throws IOException if it cannot be read or written, or is no vault.
     */
    public static Vault openOrCreate(final Path file) throws IOException
    {
        if (!Files.exists(file))
        {
            final byte[] fresh = new byte[2 * SECRET_BYTES];
            new SecureRandom().nextBytes(fresh);
            SecretFile.write(file, fresh);
        }
        if (Files.size(file) != 2 * SECRET_BYTES)
        {
            throw new IOException(file + " must have " + 2 * SECRET_BYTES + " bytes: PINs cannot be checked without");
        }
        return new Vault(Files.readAllBytes(file));
    }

    /**
     * @param account of a customer.
     * @return the key that the customer's device has got from the bank when it was registered.
     */
    public DeviceKey deviceKey(final UInt128 account)
    {
        return DeviceKey.of(hmac(devices, "device".getBytes(StandardCharsets.US_ASCII), account));
    }

    /**
     * @param salt    of the PIN.
     * @param account of the customer.
     * @param mpin    4 to 6 digits.
     * @return what is kept of it: half of HMAC(pepper, account || salt || MPIN).
     */
    UInt128 hash(final long salt, final UInt128 account, final String mpin)
    {
        final byte[] digits = mpin.getBytes(StandardCharsets.US_ASCII);
        final byte[] input = ByteBuffer.allocate(Long.BYTES + digits.length).putLong(salt).put(digits).array();
        final ByteBuffer hash = ByteBuffer.wrap(hmac(pepper, input, account));
        return new UInt128(hash.getLong(), hash.getLong());
    }

    private static byte[] hmac(final SecretKeySpec key, final byte[] input, final UInt128 account)
    {
        try
        {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // Of one length and in front, so that no two inputs look alike.
            mac.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(account.high()).putLong(account.low()).array());
            return mac.doFinal(input);
        }
        catch (final GeneralSecurityException impossible)
        {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
