package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.frame.Limits;

import java.util.Arrays;

/**
 * Credentials as they travel: encrypted for the remitter bank, which alone can read them. Immutable; never shown.
 */
public final class Ciphertext
{
    /** Where there are none. */
    public static final Ciphertext NONE = new Ciphertext(new byte[0]);

    private final byte[] bytes;

    private Ciphertext(final byte[] bytes)
    {
        this.bytes = bytes;
    }

    /**
     * @param bytes 0 to 512; copied.
     * @return them.
     * @throws IllegalArgumentException if they are more.
     */
    public static Ciphertext of(final byte[] bytes)
    {
        if (bytes.length > Limits.UPI_CREDENTIALS_MAX)
        {
            throw new IllegalArgumentException(
                "credentials: at most " + Limits.UPI_CREDENTIALS_MAX + " bytes, not " + bytes.length);
        }
        return bytes.length == 0 ? NONE : new Ciphertext(bytes.clone());
    }

    /** @return number of bytes. */
    public int length()
    {
        return bytes.length;
    }

    /** @return a copy of the bytes. */
    public byte[] bytes()
    {
        return bytes.clone();
    }

    byte[] shared()
    {
        return bytes;
    }

    @Override
    public boolean equals(final Object other)
    {
        return other instanceof Ciphertext that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode()
    {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString()
    {
        return bytes.length + " encrypted bytes";
    }
}
