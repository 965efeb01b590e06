package io.suuupra.engine.ledger;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

import java.nio.ByteOrder;

/**
 * Reads and writes little-endian numbers without a check of bounds, which takes a tenth of the engine's time where
 * every field of a record has its own. Only for places that the caller has proven to lie within the buffer: once for a
 * whole record, or for a whole table of them.
 */
final class Raw
{
    private static final boolean SWAPS = ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;

    private Raw()
    {
    }

    static long getLong(final DirectBuffer buffer, final int at)
    {
        final long value = UnsafeApi.getLong(buffer.byteArray(), buffer.addressOffset() + at);
        return SWAPS ? Long.reverseBytes(value) : value;
    }

    static int getInt(final DirectBuffer buffer, final int at)
    {
        final int value = UnsafeApi.getInt(buffer.byteArray(), buffer.addressOffset() + at);
        return SWAPS ? Integer.reverseBytes(value) : value;
    }

    static short getShort(final DirectBuffer buffer, final int at)
    {
        final short value = UnsafeApi.getShort(buffer.byteArray(), buffer.addressOffset() + at);
        return SWAPS ? Short.reverseBytes(value) : value;
    }

    static byte getByte(final DirectBuffer buffer, final int at)
    {
        return UnsafeApi.getByte(buffer.byteArray(), buffer.addressOffset() + at);
    }

    static void putLong(final DirectBuffer buffer, final int at, final long value)
    {
        UnsafeApi.putLong(buffer.byteArray(), buffer.addressOffset() + at, SWAPS ? Long.reverseBytes(value) : value);
    }

    static void putInt(final DirectBuffer buffer, final int at, final int value)
    {
        UnsafeApi.putInt(buffer.byteArray(), buffer.addressOffset() + at, SWAPS ? Integer.reverseBytes(value) : value);
    }

    static void putShort(final DirectBuffer buffer, final int at, final short value)
    {
        UnsafeApi.putShort(buffer.byteArray(), buffer.addressOffset() + at, SWAPS ? Short.reverseBytes(value) : value);
    }

    static void putByte(final DirectBuffer buffer, final int at, final byte value)
    {
        UnsafeApi.putByte(buffer.byteArray(), buffer.addressOffset() + at, value);
    }
}
