package io.suuupra.journal.audit;

import org.agrona.DirectBuffer;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 (FIPS 180-4) over numbers, bytes and buffers. Numbers are little-endian. Confined to one thread.
 */
public final class Sha256
{
    /** Bytes of a hash. */
    static final int LENGTH = 32;

    private static final int CHUNK = 16 * 1024;

    private final MessageDigest digest;
    private final byte[] number = new byte[Long.BYTES];
    private byte[] chunk;

    /** Nothing was added yet. */
    public Sha256()
    {
        try
        {
            digest = MessageDigest.getInstance("SHA-256");
        }
        catch (final NoSuchAlgorithmException missing)
        {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    Sha256 add(final byte octet)
    {
        digest.update(octet);
        return this;
    }

    Sha256 add(final long value)
    {
        for (int i = 0; i < Long.BYTES; i++)
        {
            number[i] = (byte)(value >>> i * Byte.SIZE);
        }
        digest.update(number, 0, Long.BYTES);
        return this;
    }

    /**
     * @param bytes to add.
     * @return this.
     */
    public Sha256 add(final byte[] bytes)
    {
        digest.update(bytes, 0, bytes.length);
        return this;
    }

    Sha256 add(final byte[] bytes, final int offset, final int length)
    {
        digest.update(bytes, offset, length);
        return this;
    }

    Sha256 add(final Octets octets)
    {
        octets.addTo(this);
        return this;
    }

    // The digest would copy memory that is not on the heap as well, and make an array for it each time.
    Sha256 add(final DirectBuffer buffer, final int offset, final int length)
    {
        if (chunk == null)
        {
            chunk = new byte[CHUNK];
        }
        for (int done = 0; done < length; done += CHUNK)
        {
            final int part = Math.min(CHUNK, length - done);
            buffer.getBytes(offset + done, chunk, 0, part);
            digest.update(chunk, 0, part);
        }
        return this;
    }

    /** @return the hash of all that was added since the last one. */
    public byte[] hash()
    {
        return digest.digest();
    }

    /** @return the same, not to be changed. */
    Octets octets()
    {
        return Octets.of(hash());
    }

    /** Writes the hash of all that was added since the last one. */
    void hash(final byte[] target, final int offset)
    {
        try
        {
            digest.digest(target, offset, LENGTH);
        }
        catch (final DigestException tooSmall)
        {
            throw new IllegalArgumentException("target: has no room for a hash", tooSmall);
        }
    }
}
