package io.suuupra.engine.upi;

import io.suuupra.engine.ledger.Hashing;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** Looks at the ASCII text of messages where it lies, without making strings of it. */
final class Text
{
    private static final int WORD = Long.BYTES;

    private Text()
    {
    }

    static boolean isAlphanumeric(final int c)
    {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** @return its letters and digits, up to the first zero; -1 if it is empty or anything else stands in it. */
    static int idLength(final DirectBuffer buffer, final int offset, final int length)
    {
        int count = 0;
        while (count < length && buffer.getByte(offset + count) != 0)
        {
            if (!isAlphanumeric(buffer.getByte(offset + count)))
            {
                return -1;
            }
            count++;
        }
        for (int i = count; i < length; i++)
        {
            if (buffer.getByte(offset + i) != 0)
            {
                return -1;
            }
        }
        return count == 0 ? -1 : count;
    }

    /** @return index of the @ in an address {@code local@handle}; -1 if it is not one. */
    static int at(final DirectBuffer buffer, final int offset, final int length)
    {
        int at = -1;
        for (int i = 0; i < length; i++)
        {
            final int c = buffer.getByte(offset + i);
            if (c == '@')
            {
                if (at >= 0 || i == 0 || i == length - 1)
                {
                    return -1;
                }
                at = i;
            }
            else if (!isAlphanumeric(c) && (at >= 0 || c != '.' && c != '-' && c != '_'))
            {
                return -1;
            }
        }
        return at;
    }

    /** @return whether it is an IFSC: four letters, a 0, six letters or digits. */
    static boolean isIfsc(final DirectBuffer buffer, final int offset)
    {
        for (int i = 0; i < 11; i++)
        {
            final int c = buffer.getByte(offset + i);
            final boolean capital = c >= 'A' && c <= 'Z';
            final boolean digit = c >= '0' && c <= '9';
            if (i < 4 ? !capital : i == 4 ? c != '0' : !capital && !digit)
            {
                return false;
            }
        }
        return true;
    }

    /** @return whether nothing but letters, digits, and what people write between them stands there. */
    static boolean isNote(final DirectBuffer buffer, final int offset, final int length)
    {
        for (int i = 0; i < length; i++)
        {
            final int c = buffer.getByte(offset + i);
            if (!isAlphanumeric(c) && c != ' ' && c != '-' && c != '.' && c != ',' && c != '/')
            {
                return false;
            }
        }
        return true;
    }

    /** @return whether two addresses are the same, whatever the case of their letters. */
    static boolean isSame(
        final DirectBuffer one, final int oneOffset, final int oneLength, final DirectBuffer other,
        final int otherOffset, final int otherLength)
    {
        if (oneLength != otherLength)
        {
            return false;
        }
        for (int i = 0; i < oneLength; i++)
        {
            if (lower(one.getByte(oneOffset + i)) != lower(other.getByte(otherOffset + i)))
            {
                return false;
            }
        }
        return true;
    }

    static byte lower(final byte c)
    {
        return c >= 'A' && c <= 'Z' ? (byte)(c + ('a' - 'A')) : c;
    }

    /** @return a hash of the text, whatever the case of its letters. */
    static long hash(final DirectBuffer buffer, final int offset, final int length)
    {
        long hash = length;
        for (int i = 0; i < length; i++)
        {
            hash = Hashing.mix(hash, lower(buffer.getByte(offset + i)));
        }
        return hash;
    }

    /** @return a hash of the bytes as they are; different seeds give hashes that have nothing in common. */
    static long digest(final DirectBuffer buffer, final int offset, final int length, final long seed)
    {
        long hash = Hashing.mix(seed, length);
        int i = 0;
        for (; i + WORD <= length; i += WORD)
        {
            hash = Hashing.mix(hash, buffer.getLong(offset + i, LITTLE_ENDIAN));
        }
        long rest = 0;
        for (int shift = 0; i < length; i++, shift += Byte.SIZE)
        {
            rest |= (buffer.getByte(offset + i) & 0xFFL) << shift;
        }
        return Hashing.ofId(Hashing.mix(hash, rest), seed);
    }
}
