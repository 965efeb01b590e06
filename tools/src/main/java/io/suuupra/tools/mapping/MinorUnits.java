package io.suuupra.tools.mapping;

/**
 * Decimal amounts as whole minor units. No floating point is involved anywhere.
 */
public final class MinorUnits
{
    /** Digits are not grouped. */
    public static final char NO_GROUP = 0;

    /** There are no decimals. */
    public static final char NO_POINT = 0;

    /** Decimals of the finest unit: 10^18 is the largest power of ten in 63 bits. */
    public static final int SCALE_MAX = 18;

    private MinorUnits()
    {
    }

    /**
     * @param text  digits with an optional sign, optional decimals and optional group marks in the whole part.
     * @param scale decimals of the minor unit, 0 to {@link #SCALE_MAX}; more decimals are read if they are 0.
     * @param point between the whole part and the decimals; {@link #NO_POINT} for none.
     * @param group mark between groups of digits of the whole part; {@link #NO_GROUP} for none.
     * @return minor units; null if the text is no such number or does not fit in 64 bits.
     */
    public static Long parse(final String text, final int scale, final char point, final char group)
    {
        final boolean negative = text.startsWith("-");
        int position = negative || text.startsWith("+") ? 1 : 0;
        long value = 0;
        int digits = 0;
        int decimals = -1;
        for (; position < text.length(); position++)
        {
            final char c = text.charAt(position);
            if (isDigit(c))
            {
                digits++;
                if (decimals >= scale)
                {
                    if (c != '0')
                    {
                        return null;
                    }
                    continue;
                }
                decimals += decimals >= 0 ? 1 : 0;
                value = append(value, c - '0');
            }
            else if (c == 0 || digits == 0 || decimals >= 0 || position + 1 == text.length())
            {
                return null;
            }
            else if (c == point)
            {
                decimals = 0;
            }
            else if (c != group || !isDigit(text.charAt(position + 1)))
            {
                return null;
            }
            if (value > 0)
            {
                return null;
            }
        }
        for (int i = Math.max(decimals, 0); i < scale && value <= 0; i++)
        {
            value = append(value, 0);
        }
        // Kept negative while it grows, since the negative range is the larger one.
        if (digits == 0 || value > 0 || !negative && value == Long.MIN_VALUE)
        {
            return null;
        }
        return negative ? value : -value;
    }

    private static boolean isDigit(final char c)
    {
        return c >= '0' && c <= '9';
    }

    /** The number with one more digit, kept negative; 1 if that does not fit. */
    private static long append(final long negative, final int digit)
    {
        final long limit = Long.MIN_VALUE / 10;
        if (negative < limit || negative == limit && digit > -(Long.MIN_VALUE % 10))
        {
            return 1;
        }
        return negative * 10 - digit;
    }

    /**
     * @param minorUnits the amount.
     * @param scale      decimals of the minor unit, 0 to {@link #SCALE_MAX}.
     * @return the amount with a decimal point.
     */
    public static String format(final long minorUnits, final int scale)
    {
        if (scale == 0)
        {
            return Long.toString(minorUnits);
        }
        final String digits = Long.toString(minorUnits).substring(minorUnits < 0 ? 1 : 0);
        final String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
        final int whole = padded.length() - scale;
        return (minorUnits < 0 ? "-" : "") + padded.substring(0, whole) + "." + padded.substring(whole);
    }
}
