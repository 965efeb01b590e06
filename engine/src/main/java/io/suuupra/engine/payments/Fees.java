package io.suuupra.engine.payments;

/**
 * What a payment costs its merchant, exactly. All amounts are minor units of at most {@link #AMOUNT_MAX}, so that no
 * product of an amount and a rate leaves 64 bits.
 */
final class Fees
{
    /** Largest amount of a payment: a hundred billion rupees. */
    static final long AMOUNT_MAX = 10_000_000_000_000L;

    static final int BASIS_POINTS = 10_000;

    private static final int GST_PERCENT = 18;
    private static final int PERCENT = 100;

    private Fees()
    {
    }

    /** @return the fee on an amount: rounded half to even, and the fixed part. */
    static long fee(final long amount, final long basisPoints, final long fixed)
    {
        return halfEven(amount * basisPoints, BASIS_POINTS) + fixed;
    }

    /** @return tax on a fee, rounded half to even. */
    static long gst(final long fee)
    {
        return halfEven(fee * GST_PERCENT, PERCENT);
    }

    /**
     * The share of a whole that belongs to a part: what is given for parts that add up to all adds up to the whole.
     *
     * @return floor(whole * part / all), where no product is too large.
     */
    static long share(final long whole, final long part, final long all)
    {
        // Schoolbook, bit by bit: whole and part have up to 44 bits each.
        long quotient = 0;
        long rest = 0;
        for (int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(whole | 1); bit >= 0; bit--)
        {
            quotient <<= 1;
            rest <<= 1;
            if ((whole >>> bit & 1) != 0)
            {
                rest += part;
            }
            quotient += rest / all;
            rest %= all;
        }
        return quotient;
    }

    private static long halfEven(final long dividend, final long divisor)
    {
        final long quotient = dividend / divisor;
        final long twice = 2 * (dividend % divisor);
        return twice > divisor || twice == divisor && (quotient & 1) != 0 ? quotient + 1 : quotient;
    }
}
