package io.suuupra.codecs.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An API key: a public id and a secret of 32 bytes, written as {@code suuupra_<id, 16 hex digits>_<secret, base64url>}.
 *
 * <p>The node keeps the secret's SHA-256 only, the <em>verifier</em>. On a binary connection the key is never sent:
 * both sides prove with HMAC-SHA256 under the verifier, over both nonces, that they hold it.
 */
public final class ApiKey
{
    /** Bytes of secrets, verifiers, nonces and proofs. */
    public static final int SECRET_LENGTH = 32;

    private static final String PREFIX = "suuupra_";
    private static final int ID_DIGITS = 16;
    private static final int TEXT_LENGTH = PREFIX.length() + ID_DIGITS + 1 + 43;
    private static final byte[] CLIENT_LABEL = "suuupra client proof".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_LABEL = "suuupra server proof".getBytes(StandardCharsets.US_ASCII);

    private final long id;
    private final byte[] secret;

    private ApiKey(final long id, final byte[] secret)
    {
        this.id = id;
        this.secret = secret;
    }

    /**
     * @param random source of id and secret.
     * @return a new key.
     */
    public static ApiKey generate(final SecureRandom random)
    {
        long id;
        do
        {
            id = random.nextLong();
        }
        while (id == 0);
        return renew(id, random);
    }

    /**
     * @param id     of a key, not 0.
     * @param random source of the secret.
     * @return a key with that id and a new secret.
     */
    public static ApiKey renew(final long id, final SecureRandom random)
    {
        if (id == 0)
        {
            throw new IllegalArgumentException("id: must not be 0");
        }
        final byte[] secret = new byte[SECRET_LENGTH];
        random.nextBytes(secret);
        return new ApiKey(id, secret);
    }

    /**
     * @param text of a key.
     * @return the key; empty if the text does not have the form of one.
     */
    public static Optional<ApiKey> parse(final String text)
    {
        if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX) ||
            text.charAt(PREFIX.length() + ID_DIGITS) != '_')
        {
            return Optional.empty();
        }
        try
        {
            final long id = HexFormat.fromHexDigitsToLong(text, PREFIX.length(), PREFIX.length() + ID_DIGITS);
            final String encoded = text.substring(PREFIX.length() + ID_DIGITS + 1);
            final byte[] secret = Base64.getUrlDecoder().decode(encoded);
            // The last character has two bits to spare: only one text is the key.
            final boolean isWhole = secret.length == SECRET_LENGTH &&
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret).equals(encoded);
            return isWhole && id != 0 ? Optional.of(new ApiKey(id, secret)) : Optional.empty();
        }
        catch (final IllegalArgumentException notHexOrBase64)
        {
            return Optional.empty();
        }
    }

    /**
     * @return the public id, never 0.
     */
    public long id()
    {
        return id;
    }

    /**
     * @return SHA-256 of the secret: what a node keeps, and the key of the proofs.
     */
    public byte[] verifier()
    {
        return sha256().digest(secret);
    }

    /**
     * @return the whole key as text; whoever has it may do what the key may do.
     */
    public String reveal()
    {
        return PREFIX + HexFormat.of().toHexDigits(id) + "_" +
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Never the secret, so that no log can hold it. */
    @Override
    public String toString()
    {
        return PREFIX + HexFormat.of().toHexDigits(id);
    }

    /**
     * @param verifier    of the key.
     * @param serverNonce 32 bytes from the Challenge.
     * @param clientNonce 32 bytes of the client's own.
     * @param keyId       id of the key.
     * @param sessionLow  lower half of the session's id.
     * @param sessionHigh upper half of the session's id.
     * @return what the client sends to show that it holds the key.
     */
    public static byte[] clientProof(
        final byte[] verifier,
        final byte[] serverNonce,
        final byte[] clientNonce,
        final long keyId,
        final long sessionLow,
        final long sessionHigh)
    {
        final ByteBuffer claims = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN)
            .putLong(keyId).putLong(sessionLow).putLong(sessionHigh);
        return hmac(verifier, CLIENT_LABEL, serverNonce, clientNonce, claims.array());
    }

    /**
     * @param verifier    of the key.
     * @param serverNonce 32 bytes from the Challenge.
     * @param clientNonce 32 bytes of the client's own.
     * @return what the node answers to show that it knows the key too.
     */
    public static byte[] serverProof(final byte[] verifier, final byte[] serverNonce, final byte[] clientNonce)
    {
        return hmac(verifier, SERVER_LABEL, clientNonce, serverNonce);
    }

    /**
     * @param expected bytes.
     * @param actual   bytes.
     * @return true if they are equal, in a time that does not tell where they differ.
     */
    public static boolean constantTimeEquals(final byte[] expected, final byte[] actual)
    {
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] hmac(final byte[] key, final byte[]... parts)
    {
        try
        {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (final byte[] part : parts)
            {
                mac.update(part);
            }
            return mac.doFinal();
        }
        catch (final NoSuchAlgorithmException | InvalidKeyException impossible)
        {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static MessageDigest sha256()
    {
        try
        {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (final NoSuchAlgorithmException impossible)
        {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
