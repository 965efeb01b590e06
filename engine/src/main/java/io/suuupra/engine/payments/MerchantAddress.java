package io.suuupra.engine.payments;

import io.suuupra.engine.upi.HouseOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The part of an address before the @: {@code m7} is the merchant 7, to whom anybody may pay anything, and {@code m7.}
 * with 32 hexadecimal digits one payment of it. Reused.
 */
final class MerchantAddress
{
    private static final int MARK = 'm';
    private static final int DOT = '.';
    private static final int RADIX = 10;
    private static final int HEX_RADIX = 16;
    private static final int HEX_BITS = 4;
    private static final int HEX_DIGITS = 2 * Long.BYTES;
    private static final int DIGITS_MAX = 7;

    private int merchant;
    private boolean hasPayment;
    private long idLow;
    private long idHigh;

    /** Reads one, whatever the case of its letters; false if it is none. */
    boolean read(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < 2 || (buffer.getByte(offset) | ' ') != MARK)
        {
            return false;
        }
        int at = 1;
        merchant = 0;
        while (at < length && at <= DIGITS_MAX && Character.digit(buffer.getByte(offset + at), RADIX) >= 0)
        {
            merchant = merchant * RADIX + Character.digit(buffer.getByte(offset + at), RADIX);
            at++;
        }
        hasPayment = at < length;
        // One merchant has one address.
        if (at == 1 || buffer.getByte(offset + 1) == '0')
        {
            return false;
        }
        return !hasPayment || length == at + 1 + 2 * HEX_DIGITS && buffer.getByte(offset + at) == DOT &&
            readId(buffer, offset + at + 1);
    }

    private boolean readId(final DirectBuffer buffer, final int offset)
    {
        for (int i = 0; i < 2 * HEX_DIGITS; i++)
        {
            if (Character.digit(buffer.getByte(offset + i), HEX_RADIX) < 0)
            {
                return false;
            }
        }
        idHigh = half(buffer, offset);
        idLow = half(buffer, offset + HEX_DIGITS);
        return true;
    }

    private static long half(final DirectBuffer buffer, final int offset)
    {
        long half = 0;
        for (int i = 0; i < HEX_DIGITS; i++)
        {
            half = half << HEX_BITS | Character.digit(buffer.getByte(offset + i), HEX_RADIX);
        }
        return half;
    }

    int merchant()
    {
        return merchant;
    }

    boolean hasPayment()
    {
        return hasPayment;
    }

    long idLow()
    {
        return idLow;
    }

    long idHigh()
    {
        return idHigh;
    }

    /** Writes that of a merchant, and the @ behind it, as the house's own address. */
    static void write(final HouseOrder order, final int merchant)
    {
        final MutableDirectBuffer buffer = order.ownAddress();
        buffer.putByte(0, (byte)MARK);
        final int end = 1 + buffer.putIntAscii(1, merchant);
        buffer.putByte(end, (byte)'@');
        order.ownLength(end + 1);
    }
}
