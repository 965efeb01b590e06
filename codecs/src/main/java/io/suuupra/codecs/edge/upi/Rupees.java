package io.suuupra.codecs.edge.upi;

import java.util.regex.Pattern;

/** Amounts as UPI's messages and links write them, rupees with two decimals, to and from paise: exactly. */
public final class Rupees
{
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,15})\\.[0-9]{2}");
    private static final long PAISE = 100;

    private Rupees()
    {
    }

    /**
     * @param text any.
     * @return true if it is an amount from {@code 0.00} to {@code 9999999999999999.99}.
     */
    public static boolean isAmount(final String text)
    {
        return FORM.matcher(text).matches();
    }

    /**
     * @param text such as {@code 499.00}: no sign, no group marks, no needless zeros.
     * @return paise.
     * @throws IllegalArgumentException if it is anything else.
     */
    public static long toPaise(final String text)
    {
        if (!isAmount(text))
        {
            throw new IllegalArgumentException("must be rupees with two decimals, such as 499.00");
        }
        // 18 digits at most, which a long always holds.
        return Long.parseLong(text.replace(".", ""));
    }

    /**
     * @param paise 0 to {@link UpiText#AMOUNT_MAX}.
     * @return rupees with two decimals.
     * @throws IllegalArgumentException if it is anything else.
     */
    public static String ofPaise(final long paise)
    {
        if (paise < 0 || paise > UpiText.AMOUNT_MAX)
        {
            throw new IllegalArgumentException("must be 0 to " + UpiText.AMOUNT_MAX + " paise, is " + paise);
        }
        final long rest = paise % PAISE;
        return paise / PAISE + (rest < 10 ? ".0" : ".") + rest;
    }
}
