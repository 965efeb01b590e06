package io.suuupra.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.AuthenticatedEncoder;
import io.suuupra.codecs.generated.ChallengeEncoder;
import io.suuupra.codecs.generated.FailureEncoder;
import io.suuupra.codecs.generated.HeartbeatEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.WireFrameHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Makes the frames that the node sends. Confined to one thread, but for {@link #room}.
 */
final class WireFrames
{
    /** Bytes before the message. */
    static final int HEADER = WireFrameHeaderEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final ChallengeEncoder challenge = new ChallengeEncoder();
    private final AuthenticatedEncoder authenticated = new AuthenticatedEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final FailureEncoder failure = new FailureEncoder();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(256);
    private final CRC32C crc = new CRC32C();

    /**
     * Copies a message into a new frame, whose header is still to be filled. Any thread may call it.
     *
     * @param allocator of the channel.
     * @param buffer    that holds the message.
     * @param offset    of its header.
     * @param length    of header and message.
     * @return the frame.
     */
    static ByteBuf room(
        final ByteBufAllocator allocator, final DirectBuffer buffer, final int offset, final int length)
    {
        final ByteBuf frame = allocator.directBuffer(HEADER + length, HEADER + length);
        final ByteBuffer target = frame.internalNioBuffer(HEADER, length);
        buffer.getBytes(offset, target, length);
        frame.writerIndex(HEADER + length);
        return frame;
    }

    /**
     * @param frame   from {@link #room}.
     * @param request number that the frame carries.
     * @return the frame, its header filled.
     */
    ByteBuf seal(final ByteBuf frame, final long request)
    {
        final int length = frame.writerIndex();
        final int covered = WireFrameHeaderEncoder.requestEncodingOffset();
        frame.setIntLE(WireFrameHeaderEncoder.lengthEncodingOffset(), length);
        frame.setLongLE(covered, request);
        crc.reset();
        crc.update(frame.internalNioBuffer(covered, length - covered));
        frame.setIntLE(WireFrameHeaderEncoder.crcEncodingOffset(), (int)crc.getValue());
        return frame;
    }

    ByteBuf challenge(final ByteBufAllocator allocator, final byte[] nonce)
    {
        challenge.wrapAndApplyHeader(scratch, 0, messageHeader)
            .putNonce(nonce, 0, nonce.length)
            .schemaVersion(ChallengeEncoder.SCHEMA_VERSION);
        return finish(allocator, challenge.encodedLength(), 0);
    }

    ByteBuf authenticated(
        final ByteBufAllocator allocator,
        final long request,
        final byte[] proof,
        final Principal principal,
        final WireSettings settings)
    {
        authenticated.wrapAndApplyHeader(scratch, 0, messageHeader)
            .putProof(proof, 0, proof.length)
            .ledgerMin(Integer.toUnsignedLong(principal.ledgerMin()))
            .ledgerMax(Integer.toUnsignedLong(principal.ledgerMax()))
            .requestCredits(settings.requestCredits())
            .byteCredits(settings.byteCredits())
            .frameMax(Limits.FRAME_MAX)
            .heartbeatMs(settings.heartbeatMs());
        authenticated.scopes().clear()
            .read(principal.may(Principal.READ))
            .post(principal.may(Principal.POST))
            .admin(principal.may(Principal.ADMIN));
        return finish(allocator, authenticated.encodedLength(), request);
    }

    ByteBuf heartbeat(final ByteBufAllocator allocator)
    {
        heartbeat.wrapAndApplyHeader(scratch, 0, messageHeader);
        return finish(allocator, heartbeat.encodedLength(), 0);
    }

    ByteBuf failure(final ByteBufAllocator allocator, final long request, final Malformed why)
    {
        failure.wrapAndApplyHeader(scratch, 0, messageHeader)
            .code(why.code())
            .index(why.index() == Malformed.NO_INDEX ? FailureEncoder.indexNullValue() : why.index())
            .field(bounded(why.field()))
            .rule(bounded(why.rule()));
        return finish(allocator, failure.encodedLength(), request);
    }

    private ByteBuf finish(final ByteBufAllocator allocator, final int encodedLength, final long request)
    {
        return seal(room(allocator, scratch, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength), request);
    }

    private static String bounded(final String text)
    {
        return text.length() <= Limits.FAILURE_TEXT_MAX ? text : text.substring(0, Limits.FAILURE_TEXT_MAX);
    }
}
