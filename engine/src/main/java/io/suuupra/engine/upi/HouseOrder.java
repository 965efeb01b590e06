package io.suuupra.engine.upi;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import static io.suuupra.codecs.frame.Limits.UPI_ADDRESS_MAX;

/** What the house wants of the switch: to pay somebody, or to ask somebody to pay. Reused. */
public final class HouseOrder
{
    final UnsafeBuffer ownAddress = new UnsafeBuffer(new byte[UPI_ADDRESS_MAX]);
    final UnsafeBuffer otherAddress = new UnsafeBuffer(new byte[UPI_ADDRESS_MAX]);
    int ownLength;
    int otherLength;
    int otherType;
    int otherCode;
    boolean isCollect;
    long owner;
    long idLow;
    long idHigh;
    long amount;
    int category;
    long expireAfter;

    /**
     * Begins an order.
     *
     * @param collects whether somebody is asked to pay; else the house pays.
     * @param row      of what it is for.
     * @param low      half of a number of its own.
     * @param high     the other half.
     * @param paise    1 or more.
     * @param mcc      of the merchant for whom it is.
     * @param minutes  until a collect expires; 0 = as the switch has it.
     * @return this.
     */
    public HouseOrder begin(
        final boolean collects, final long row, final long low, final long high, final long paise, final int mcc,
        final long minutes)
    {
        isCollect = collects;
        owner = row + 1;
        idLow = low;
        idHigh = high;
        amount = paise;
        category = mcc;
        expireAfter = minutes;
        return this;
    }

    /** @return takes the merchant's address, up to {@code Limits.UPI_ADDRESS_MAX}. */
    public MutableDirectBuffer ownAddress()
    {
        return ownAddress;
    }

    /**
     * @param length of the merchant's address.
     */
    public void ownLength(final int length)
    {
        ownLength = length;
    }

    /**
     * @param address of the other side.
     * @param at      where it begins.
     * @param length  of it, up to {@code Limits.UPI_ADDRESS_MAX}.
     * @param type    a value of {@code UpiPartyType}.
     * @param mcc     of a merchant; 0 = a person.
     */
    public void other(final DirectBuffer address, final int at, final int length, final int type, final int mcc)
    {
        otherAddress.putBytes(0, address, at, length);
        otherLength = length;
        otherType = type;
        otherCode = mcc;
    }
}
