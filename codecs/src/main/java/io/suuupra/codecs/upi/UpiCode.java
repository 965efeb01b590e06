package io.suuupra.codecs.upi;

/**
 * Response codes as numbers: up to four letters and digits, the first in the highest byte, so that an engine compares
 * and keeps them without making text. 0 stands for none.
 */
public final class UpiCode
{
    /** Letters and digits that a code has at most. */
    public static final int LENGTH_MAX = 4;

    /** Stands for "no code". */
    public static final int NONE = 0;

    private UpiCode()
    {
    }

    /**
     * @param text 1 to {@value #LENGTH_MAX} capital letters and digits, such as {@code U30}; empty = none.
     * @return its number.
     * @throws IllegalArgumentException if it is anything else.
     */
    public static int of(final String text)
    {
        if (text.length() > LENGTH_MAX)
        {
            throw new IllegalArgumentException("response code: has 1 to " + LENGTH_MAX + " letters, is " + text);
        }
        int code = 0;
        for (int i = 0; i < text.length(); i++)
        {
            code |= text.charAt(i) << 24 - Byte.SIZE * i;
        }
        if (!isWellFormed(code))
        {
            throw new IllegalArgumentException("response code: has capital letters and digits only, is " + text);
        }
        return code;
    }

    /**
     * @param code any number.
     * @return true if it is a code or none: capital letters and digits, and zeros only behind them.
     */
    public static boolean isWellFormed(final int code)
    {
        boolean ended = false;
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE)
        {
            final int letter = code >>> shift & 0xFF;
            if (letter == 0)
            {
                ended = true;
            }
            else if (ended || !(letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9'))
            {
                return false;
            }
        }
        return true;
    }

    /**
     * @param code of {@link #of}.
     * @return its text; empty for none.
     */
    public static String text(final int code)
    {
        final StringBuilder text = new StringBuilder(LENGTH_MAX);
        for (int shift = 24; shift >= 0 && (code >>> shift & 0xFF) != 0; shift -= Byte.SIZE)
        {
            text.append((char)(code >>> shift & 0xFF));
        }
        return text.toString();
    }
}
