package io.suuupra.engine.upi;

import org.agrona.MutableDirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** The account of the house at its bank: a reference that the bank gave, the branch, the kind. Reused. */
public final class HouseAccount
{
    private static final int IFSC_REST = 3;

    long low;
    long high;
    int type;
    /** The branch's code, the first eight characters in the first word. */
    private long ifscFirst;
    private long ifscRest;

    HouseAccount()
    {
    }

    /**
     * @param accountLow  lower half of the reference.
     * @param accountHigh upper half.
     * @param accountType as ReqPay has it.
     * @param first       eight characters of the branch's code, the first in the lowest byte.
     * @param rest        the other three.
     */
    public void set(
        final long accountLow, final long accountHigh, final int accountType, final long first, final long rest)
    {
        low = accountLow;
        high = accountHigh;
        type = accountType;
        ifscFirst = first;
        ifscRest = rest;
    }

    void putIfsc(final MutableDirectBuffer buffer, final int at)
    {
        buffer.putLong(at, ifscFirst, LITTLE_ENDIAN);
        for (int i = 0; i < IFSC_REST; i++)
        {
            buffer.putByte(at + Long.BYTES + i, (byte)(ifscRest >>> i * Byte.SIZE));
        }
    }
}
