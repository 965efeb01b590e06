package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.UpiPayEncoder;

/** The forms that texts of UPI have; the switch holds everybody to them. */
public final class UpiText
{
    /** Letters and digits that the id of a message or a transaction has at most. */
    public static final int ID_MAX = UpiPayEncoder.transactionIdLength();

    /** Paise of the largest amount: 18 digits. */
    public static final long AMOUNT_MAX = 999_999_999_999_999_999L;

    private UpiText()
    {
    }

    /**
     * @param text any.
     * @return true if it can be the id of a message or a transaction: 1 to 35 letters and digits.
     */
    public static boolean isId(final String text)
    {
        return !text.isEmpty() && text.length() <= ID_MAX && text.chars().allMatch(UpiText::isAlphanumeric);
    }

    /**
     * @param text any.
     * @return true if it is an address {@code local@handle}: at most 255 characters; letters, digits, {@code . - _}
     * before the one @, letters and digits behind it.
     */
    public static boolean isAddress(final String text)
    {
        final int at = text.indexOf('@');
        return text.length() <= Limits.UPI_ADDRESS_MAX && at > 0 && at < text.length() - 1 &&
            text.chars().limit(at).allMatch(c -> isAlphanumeric(c) || c == '.' || c == '-' || c == '_') &&
            text.chars().skip(at + 1L).allMatch(UpiText::isAlphanumeric);
    }

    /**
     * @param c any character.
     * @return true if it is one of the ASCII letters and digits.
     */
    public static boolean isAlphanumeric(final int c)
    {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
