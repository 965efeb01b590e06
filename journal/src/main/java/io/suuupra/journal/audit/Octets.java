package io.suuupra.journal.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * A few bytes that never change: a hash, a signature or a path of hashes. Equal where the bytes are.
 */
public final class Octets
{
    private final byte[] bytes;

    private Octets(final byte[] bytes)
    {
        this.bytes = bytes;
    }

    /**
     * @param bytes that are copied.
     * @return the same bytes.
     */
    public static Octets of(final byte[] bytes)
    {
        return new Octets(bytes.clone());
    }

    /** @return so many zeros. */
    static Octets zeros(final int length)
    {
        return new Octets(new byte[length]);
    }

    static Octets read(final ByteBuffer source, final int length)
    {
        final byte[] bytes = new byte[length];
        source.get(bytes);
        return new Octets(bytes);
    }

    /**
     * @param text   of base64 (RFC 4648), padded.
     * @param length that it must stand for; -1 = any.
     * @return the bytes.
     * @throws IllegalArgumentException if it is not base64 or has another length.
     */
    static Octets parse(final String text, final int length)
    {
        final byte[] bytes = Base64.getDecoder().decode(text);
        if (length >= 0 && bytes.length != length)
        {
            throw new IllegalArgumentException("must be " + length + " bytes in base64");
        }
        return new Octets(bytes);
    }

    /** @return number of bytes. */
    public int length()
    {
        return bytes.length;
    }

    /** @return a copy. */
    public byte[] toArray()
    {
        return bytes.clone();
    }

    void write(final ByteBuffer target)
    {
        target.put(bytes);
    }

    void addTo(final Sha256 sha)
    {
        sha.add(bytes);
    }

    @Override
    public boolean equals(final Object other)
    {
        return other instanceof final Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode()
    {
        return Arrays.hashCode(bytes);
    }

    /** @return base64 (RFC 4648), padded. */
    @Override
    public String toString()
    {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
