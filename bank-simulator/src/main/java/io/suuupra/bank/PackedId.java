package io.suuupra.bank;

import io.suuupra.codecs.edge.UInt128;

/**
 * Transaction ids as records of a ledger can carry them: six bits a letter or digit, ten in each half of 128
 * bits. An id of up to 35 takes two numbers.
 */
final class PackedId
{
    /** Letters and digits in one number. */
    static final int LENGTH = 20;

    private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BITS = 6;
    private static final int IN_LOW = 10;

    private PackedId()
    {
    }

    /**
     * @param id   letters and digits.
     * @param from first of those to pack.
     * @return up to {@value #LENGTH} of them.
     */
    static UInt128 pack(final String id, final int from)
    {
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH && from + i < id.length(); i++)
        {
            final long sign = SIGNS.indexOf(id.charAt(from + i)) + 1L;
            if (i < IN_LOW)
            {
                low |= sign << BITS * i;
            }
            else
            {
                high |= sign << BITS * (i - IN_LOW);
            }
        }
        return new UInt128(high, low);
    }

    static String unpack(final UInt128 packed)
    {
        final StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++)
        {
            final int sign = (int)(i < IN_LOW ? packed.low() >>> BITS * i : packed.high() >>> BITS * (i - IN_LOW)) &
                (1 << BITS) - 1;
            if (sign == 0)
            {
                break;
            }
            id.append(SIGNS.charAt(sign - 1));
        }
        return id.toString();
    }
}
