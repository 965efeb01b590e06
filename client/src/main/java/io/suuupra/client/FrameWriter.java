package io.suuupra.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.generated.WireFrameHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Lays frames down, straight into the buffers that leave. Confined to the client's thread.
 */
final class FrameWriter
{
    /** Bytes of the frame header. */
    static final int HEADER_LENGTH = WireFrameHeaderEncoder.BLOCK_LENGTH;

    /** Where the bytes begin that the checksum covers. */
    static final int CHECKED_FROM = WireFrameHeaderEncoder.requestEncodingOffset();

    private final ByteBufAllocator allocator;
    private final EdgeMapper mapper;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final WireFrameHeaderEncoder header = new WireFrameHeaderEncoder();
    private final CRC32C crc = new CRC32C();

    FrameWriter(final ByteBufAllocator allocator, final EdgeMapper mapper)
    {
        this.allocator = allocator;
        this.mapper = mapper;
    }

    /**
     * @param number        of the request; 0 = none.
     * @param messageLength bytes of the message, exactly.
     * @param message       writes it.
     * @return the whole frame, owned by the caller.
     */
    ByteBuf write(final long number, final int messageLength, final WholeRequest.Writer message)
    {
        final int length = HEADER_LENGTH + messageLength;
        final ByteBuf frame = allocator.directBuffer(length, length);
        boolean written = false;
        try
        {
            final ByteBuffer bytes = frame.nioBuffer(0, length);
            view.wrap(bytes);
            final int messageWritten = message.write(mapper, view, HEADER_LENGTH);
            if (messageWritten != messageLength)
            {
                throw new IllegalStateException(
                    "message of " + messageWritten + " bytes where " + messageLength + " were expected");
            }
            header.wrap(view, 0).length(length).request(number);
            crc.reset();
            crc.update(bytes.position(CHECKED_FROM));
            header.crc(crc.getValue());
            frame.writerIndex(length);
            written = true;
            return frame;
        }
        finally
        {
            view.wrap(0, 0);
            if (!written)
            {
                frame.release();
            }
        }
    }
}
