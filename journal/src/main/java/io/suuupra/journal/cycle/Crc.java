package io.suuupra.journal.cycle;

import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C of a part of a buffer, without allocation as long as the buffers' memory is the same from call to call.
 * Confined to one thread.
 */
public final class Crc
{
    private final CRC32C crc = new CRC32C();
    private ByteBuffer original;
    private ByteBuffer view;

    /** A new one. */
    public Crc()
    {
    }

    /**
     * @param buffer over a byte array or a {@link ByteBuffer}.
     * @param offset of the first byte.
     * @param length in bytes.
     * @return the checksum.
     * @throws IllegalArgumentException for a buffer over anything else.
     */
    public int of(final DirectBuffer buffer, final int offset, final int length)
    {
        crc.reset();
        update(buffer, offset, length);
        return value();
    }

    /** Begins a checksum over several parts. */
    public void begin()
    {
        crc.reset();
    }

    /** @return the checksum of all parts since {@link #begin()}. */
    public int value()
    {
        return (int)crc.getValue();
    }

    /**
     * Adds a part.
     *
     * @param buffer over a byte array or a {@link ByteBuffer}.
     * @param offset of the first byte.
     * @param length in bytes.
     */
    @SuppressWarnings("ReferenceEquality") // Two buffers with equal bytes are not the same memory.
    public void update(final DirectBuffer buffer, final int offset, final int length)
    {
        buffer.boundsCheck(offset, length);
        final byte[] array = buffer.byteArray();
        if (array != null)
        {
            crc.update(array, buffer.wrapAdjustment() + offset, length);
            return;
        }
        final ByteBuffer memory = buffer.byteBuffer();
        if (memory == null)
        {
            throw new IllegalArgumentException("buffer: must wrap a byte array or a ByteBuffer");
        }
        if (memory != original)
        {
            original = memory;
            view = memory.duplicate();
        }
        final int start = buffer.wrapAdjustment() + offset;
        crc.update(view.clear().position(start).limit(start + length));
    }

    /**
     * Adds a number, as eight bytes, low byte first.
     *
     * @param number to add.
     */
    public void update(final long number)
    {
        for (int i = 0; i < Long.SIZE; i += Byte.SIZE)
        {
            crc.update((int)(number >>> i) & 0xFF);
        }
    }
}
