package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.UInt128;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Ids from texts: the first 16 bytes, big-endian, of the SHA-256 over every part as UTF-8 with its length of 4 bytes,
 * big-endian, before it. The lengths keep ('ab', 'c') and ('a', 'bc') apart.
 */
final class Hash128
{
    private Hash128()
    {
    }

    static UInt128 of(final List<String> parts)
    {
        try
        {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (final String part : parts)
            {
                final byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            final ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new UInt128(hash.getLong(), hash.getLong());
        }
        catch (final NoSuchAlgorithmException impossible)
        {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
