package io.suuupra.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.WireFrameHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Cuts the bytes of a connection into frames and checks each: length, checksum, form of the message. The first bad one
 * ends the connection, for nothing behind it can be trusted.
 */
abstract class WireDecoder extends ByteToMessageDecoder
{
    private static final int LENGTH_MIN = FrameWriter.HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final WireFrameHeaderDecoder header = new WireFrameHeaderDecoder();
    private final CRC32C crc = new CRC32C();

    /**
     * Takes one message. What it throws ends the connection.
     *
     * @param request number in the frame header.
     * @param buffer  that holds the message, valid during the call only.
     * @param offset  of the message header.
     */
    abstract void onMessage(long request, DirectBuffer buffer, int offset);

    /**
     * Takes the end of what can be understood.
     *
     * @param what is wrong.
     */
    abstract void onGarbage(String what);

    /**
     * @return true if nothing that follows matters.
     */
    abstract boolean isEnded();

    @Override
    protected final void decode(final ChannelHandlerContext ctx, final ByteBuf in, final List<Object> out)
    {
        while (!isEnded() && in.readableBytes() >= FrameWriter.HEADER_LENGTH)
        {
            final long length = in.getUnsignedIntLE(in.readerIndex());
            if (length < LENGTH_MIN || length > Limits.FRAME_MAX)
            {
                onGarbage("a frame of " + length + " bytes");
                break;
            }
            if (in.readableBytes() < length)
            {
                return;
            }
            decodeFrame(in.nioBuffer(in.readerIndex(), (int)length), (int)length);
            in.skipBytes((int)length);
        }
        if (isEnded())
        {
            in.skipBytes(in.readableBytes());
        }
    }

    private void decodeFrame(final ByteBuffer frame, final int length)
    {
        view.wrap(frame);
        header.wrap(view, 0, WireFrameHeaderDecoder.BLOCK_LENGTH, WireFrameHeaderDecoder.SCHEMA_VERSION);
        crc.reset();
        crc.update(frame.position(FrameWriter.CHECKED_FROM));
        if (crc.getValue() != header.crc())
        {
            onGarbage("a frame with a wrong checksum");
            return;
        }
        final String wrong =
            ReplyForm.check(view, FrameWriter.HEADER_LENGTH, length - FrameWriter.HEADER_LENGTH);
        if (wrong != null)
        {
            onGarbage(wrong);
            return;
        }
        onMessage(header.request(), view, FrameWriter.HEADER_LENGTH);
    }
}
