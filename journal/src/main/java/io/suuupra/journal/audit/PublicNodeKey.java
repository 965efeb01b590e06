package io.suuupra.journal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Public half of a node's key: Ed25519 (RFC 8032). It is known by an id, the first eight bytes of the SHA-256 of its 32
 * bytes.
 */
public final class PublicNodeKey
{
    /** Bytes of the key itself. */
    public static final int LENGTH = 32;

    private static final int FILE_MAX = 4_096;
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    /** What stands before the 32 bytes in SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Octets raw;
    private final PublicKey key;
    private final long id;

    private PublicNodeKey(final byte[] bytes) throws GeneralSecurityException
    {
        raw = Octets.of(bytes);
        final byte[] info = Arrays.copyOf(INFO, INFO.length + LENGTH);
        System.arraycopy(bytes, 0, info, INFO.length, LENGTH);
        key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
        id = ByteBuffer.wrap(new Sha256().add(bytes).hash()).getLong();
    }

    /**
     * @param text 32 bytes in base64, or a PEM block {@code PUBLIC KEY} (RFC 7468) with other text around it.
     * @return the key.
     * @throws IllegalArgumentException if it is neither, or no key of Ed25519.
     */
    public static PublicNodeKey parse(final String text)
    {
        final int begin = text.indexOf(BEGIN);
        final int end = text.indexOf(END);
        try
        {
            if (begin < 0 || end < begin)
            {
                return of(Base64.getDecoder().decode(text.strip()));
            }
            final byte[] info =
                Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            if (info.length != INFO.length + LENGTH || !Arrays.equals(INFO, Arrays.copyOf(info, INFO.length)))
            {
                throw new IllegalArgumentException("is no public key of Ed25519");
            }
            return of(Arrays.copyOfRange(info, INFO.length, info.length));
        }
        catch (final IllegalArgumentException bad)
        {
            throw new IllegalArgumentException(
                "public key: must be 32 bytes in base64, or a PEM block with a key of Ed25519", bad);
        }
    }

    /**
     * @param textOrFile what {@link #parse} takes, or the name of a file with it.
     * @return the key.
     * @throws IllegalArgumentException if there is no such file and it is no key itself, or the file holds none.
     * @throws IOException              if the file cannot be read.
     */
    public static PublicNodeKey parseOrRead(final String textOrFile) throws IOException
    {
        final Path file = Path.of(textOrFile);
        if (!Files.isRegularFile(file))
        {
            try
            {
                return parse(textOrFile);
            }
            catch (final IllegalArgumentException noKey)
            {
                throw new IllegalArgumentException(
                    "public key: there is no file " + textOrFile + ", and it is no key in base64 itself", noKey);
            }
        }
        if (Files.size(file) > FILE_MAX)
        {
            throw new IllegalArgumentException("public key: " + file + " is too large to hold one");
        }
        return parse(Files.readString(file, StandardCharsets.US_ASCII));
    }

    static PublicNodeKey of(final byte[] bytes)
    {
        if (bytes.length != LENGTH)
        {
            throw new IllegalArgumentException("public key: must have " + LENGTH + " bytes");
        }
        try
        {
            return new PublicNodeKey(bytes);
        }
        catch (final GeneralSecurityException noKey)
        {
            throw new IllegalArgumentException("public key: is no key of Ed25519", noKey);
        }
    }

    static PublicNodeKey of(final PublicKey key)
    {
        final byte[] info = key.getEncoded();
        return of(Arrays.copyOfRange(info, INFO.length, info.length));
    }

    /** @return first eight bytes of its SHA-256, the highest first. */
    public long id()
    {
        return id;
    }

    /** @return the id as 16 hex digits. */
    public String idText()
    {
        return HexFormat.of().toHexDigits(id);
    }

    /** @return the 32 bytes. */
    public Octets raw()
    {
        return raw;
    }

    /** @return the key as a PEM block. */
    public String pem()
    {
        return BEGIN + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n" + END + "\n";
    }

    /** @return whether the signature is this key's over these bytes. */
    boolean verifies(final byte[] message, final Octets signature)
    {
        try
        {
            final Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(message);
            return check.verify(signature.toArray());
        }
        catch (final SignatureException malformed)
        {
            // Bytes that are no signature at all prove nothing either.
            return false;
        }
        catch (final GeneralSecurityException missing)
        {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", missing);
        }
    }

    @Override
    public boolean equals(final Object other)
    {
        return other instanceof final PublicNodeKey that && raw.equals(that.raw);
    }

    @Override
    public int hashCode()
    {
        return Long.hashCode(id);
    }

    @Override
    public String toString()
    {
        return raw.toString();
    }
}
