package io.suuupra.codecs.edge;

import java.math.BigInteger;
import java.util.UUID;

/**
 * An unsigned 128-bit number: an id, or user data.
 *
 * @param high upper 64 bits.
 * @param low  lower 64 bits.
 */
public record UInt128(long high, long low) implements Comparable<UInt128>
{
    /** 0, which no id may be. */
    public static final UInt128 ZERO = new UInt128(0, 0);

    /** 2^128 - 1, which no id may be. */
    public static final UInt128 MAX = new UInt128(-1, -1);

    private static final int DECIMAL_DIGITS_MAX = 39;
    private static final int UUID_LENGTH = 36;

    /**
     * @param low unsigned 64-bit number.
     * @return the same number.
     */
    public static UInt128 of(final long low)
    {
        return low == 0 ? ZERO : new UInt128(0, low);
    }

    /**
     * @param uuid read as a big-endian number.
     * @return that number.
     */
    public static UInt128 of(final UUID uuid)
    {
        return new UInt128(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /**
     * @param text decimal digits without sign, or a UUID in its canonical form of 36 characters.
     * @return the number.
     * @throws IllegalArgumentException if the text is neither, or the number is above 2^128 - 1.
     */
    public static UInt128 parse(final String text)
    {
        if (text.length() == UUID_LENGTH && text.charAt(8) == '-')
        {
            return of(parseUuid(text));
        }
        if (text.isEmpty() || text.length() > DECIMAL_DIGITS_MAX)
        {
            throw new IllegalArgumentException("must be a decimal number of 1 to 39 digits or a UUID");
        }
        long small = 0;
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if (c < '0' || c > '9')
            {
                throw new IllegalArgumentException("must be a decimal number of 1 to 39 digits or a UUID");
            }
            small = small * 10 + (c - '0');
        }
        if (text.length() <= 18)
        {
            return of(small);
        }
        final BigInteger number = new BigInteger(text);
        if (number.bitLength() > 128)
        {
            throw new IllegalArgumentException("must not be above 2^128 - 1");
        }
        return new UInt128(number.shiftRight(64).longValue(), number.longValue());
    }

    private static UUID parseUuid(final String text)
    {
        final UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text))
        {
            throw new IllegalArgumentException("must be a UUID in its canonical form");
        }
        return uuid;
    }

    /**
     * @return true if the number is 0.
     */
    public boolean isZero()
    {
        return (high | low) == 0;
    }

    /**
     * @return the same 128 bits as a UUID.
     */
    public UUID toUuid()
    {
        return new UUID(high, low);
    }

    @Override
    public int compareTo(final UInt128 other)
    {
        final int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /**
     * @return decimal digits.
     */
    @Override
    public String toString()
    {
        if (high == 0)
        {
            return Long.toUnsignedString(low);
        }
        return new BigInteger(Long.toUnsignedString(high)).shiftLeft(64)
            .add(new BigInteger(Long.toUnsignedString(low))).toString();
    }
}
