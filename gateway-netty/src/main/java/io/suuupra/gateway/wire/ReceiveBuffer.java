package io.suuupra.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.WireFrameHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of one connection that are not handled yet. The socket is read straight into it, however a frame is cut, so
 * that the copy into the ring is the only one; but TLS opens its records into buffers of its own, which are copied
 * here. It holds no memory while nothing is left in it. Confined to the channel's event loop.
 */
final class ReceiveBuffer implements RecvByteBufAllocator
{
    private static final int CHUNK = 64 * 1024;
    private static final int READS_MAX = 16;
    private static final int UNKNOWN = -1;

    private final FixedRecvByteBufAllocator reads = new FixedRecvByteBufAllocator(CHUNK);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final CRC32C crc = new CRC32C();
    private ByteBuf bytes;
    private int lastFrameLength;

    ReceiveBuffer()
    {
        reads.maxMessagesPerRead(READS_MAX);
    }

    // Netty marks the type so that implementers look at ExtendedHandle, which this needs nothing of.
    @SuppressWarnings("deprecation")
    @Override
    public RecvByteBufAllocator.Handle newHandle()
    {
        return new RecvByteBufAllocator.DelegatingHandle(reads.newHandle())
        {
            @Override
            public ByteBuf allocate(final ByteBufAllocator allocator)
            {
                return prepare(allocator).retain();
            }
        };
    }

    /**
     * @param message what the channel read: this buffer itself, retained once more, or what TLS has opened.
     */
    @SuppressWarnings("ReferenceEquality") // The very same buffer is meant, not one with the same bytes.
    void accept(final ByteBuf message)
    {
        try
        {
            if (message != bytes)
            {
                prepare(message.alloc()).writeBytes(message);
            }
        }
        finally
        {
            message.release();
        }
    }

    private ByteBuf prepare(final ByteBufAllocator allocator)
    {
        if (bytes == null)
        {
            bytes = allocator.directBuffer(Math.max(CHUNK, lastFrameLength + CHUNK / 2));
        }
        final int readable = bytes.readableBytes();
        if (readable == 0)
        {
            bytes.clear();
        }
        final int needed = Math.max(frameLength(), readable + 1);
        final boolean tight = bytes.capacity() - bytes.readerIndex() < needed;
        final boolean cheap = bytes.writableBytes() < CHUNK / 4 && bytes.readerIndex() >= readable;
        if (tight || cheap)
        {
            bytes.discardReadBytes();
        }
        if (bytes.capacity() < needed)
        {
            bytes.capacity(needed);
        }
        return bytes;
    }

    /**
     * @return bytes that wait.
     */
    int readable()
    {
        return bytes == null ? 0 : bytes.readableBytes();
    }

    /**
     * @return length that the next frame claims to have, as it came, so perhaps negative; -1 while it is not here.
     */
    int frameLength()
    {
        return readable() < Integer.BYTES ? UNKNOWN : bytes.getIntLE(bytes.readerIndex());
    }

    /**
     * @return number of the next request; 0 while it is not here.
     */
    long request()
    {
        return readable() < WireFrameHeaderDecoder.BLOCK_LENGTH ?
            0 : bytes.getLongLE(bytes.readerIndex() + WireFrameHeaderDecoder.requestEncodingOffset());
    }

    /**
     * @return template of the message in the next frame; -1 while it is not here.
     */
    int templateId()
    {
        final int at = WireFrameHeaderDecoder.BLOCK_LENGTH + MessageHeaderDecoder.templateIdEncodingOffset();
        return readable() < at + Short.BYTES ? UNKNOWN : bytes.getUnsignedShortLE(bytes.readerIndex() + at);
    }

    /**
     * @param frameLength of the next frame, which is here as a whole.
     * @return true if its checksum holds.
     */
    boolean checksumHolds(final int frameLength)
    {
        final int from = WireFrameHeaderDecoder.requestEncodingOffset();
        crc.reset();
        crc.update(bytes.internalNioBuffer(bytes.readerIndex() + from, frameLength - from));
        final int expected = bytes.getIntLE(bytes.readerIndex() + WireFrameHeaderDecoder.crcEncodingOffset());
        return (int)crc.getValue() == expected;
    }

    /**
     * @param frameLength of the next frame, which is here as a whole.
     * @return the message of the frame, its header at 0; valid until the frame is skipped.
     */
    UnsafeBuffer message(final int frameLength)
    {
        final int header = WireFrameHeaderDecoder.BLOCK_LENGTH;
        final ByteBuffer memory = bytes.internalNioBuffer(bytes.readerIndex() + header, frameLength - header);
        view.wrap(memory, memory.position(), frameLength - header);
        return view;
    }

    /**
     * @param frameLength of the frame that was handled.
     */
    void skip(final int frameLength)
    {
        lastFrameLength = frameLength;
        bytes.skipBytes(frameLength);
    }

    /** Gives the memory back if nothing is left in it. */
    void releaseIfEmpty()
    {
        if (bytes != null && !bytes.isReadable())
        {
            release();
        }
    }

    /** Drops what is left. */
    void release()
    {
        if (bytes != null)
        {
            view.wrap(0, 0);
            bytes.release();
            bytes = null;
        }
    }
}
