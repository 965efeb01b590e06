package io.suuupra.tools.sim;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.generated.AuthenticateEncoder;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.ChallengeDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.ResumeEncoder;
import io.suuupra.codecs.generated.WireFrameHeaderDecoder;
import io.suuupra.codecs.generated.WireFrameHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * The client's end of a connection: proves its key, makes frames of messages, and messages of what comes.
 */
final class SimWire implements ClientEnd
{
    private static final int HEADER = WireFrameHeaderEncoder.BLOCK_LENGTH;
    private static final int CHECKED_FROM = WireFrameHeaderEncoder.requestEncodingOffset();

    /** A key of simulated nodes only. */
    static final ApiKey KEY =
        ApiKey.parse("suuupra_db9690bb5939ca9c_jMMyWv9WDedcFeFYPVh_qeYvzMx8RKhKMdr_C_a2FzY").orElseThrow();

    /** Told of what comes. */
    interface Peer
    {
        /** Requests can be sent. */
        void opened();

        /** A request was answered. */
        void answered(long request, DirectBuffer reply);

        /** A request was refused. */
        void refused(long request, FailureCode code);

        /** The connection is over. */
        void ended();

        /** The node has sent what it must not send. */
        void violated(String what);
    }

    private final Peer peer;
    private final long session;
    private final SplittableRandom random;
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(256);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerIn = new MessageHeaderDecoder();
    private final CRC32C crc = new CRC32C();
    private SimConnection connection;
    private byte[] received = new byte[0];
    private boolean ended;

    /**
     * @param peer    told of what comes.
     * @param session of the client.
     * @param random  makes nonces.
     */
    SimWire(final Peer peer, final long session, final SplittableRandom random)
    {
        this.peer = peer;
        this.session = session;
        this.random = random;
    }

    void over(final SimConnection opened)
    {
        connection = opened;
    }

    /** The client's side hears nothing more. */
    void breakOff()
    {
        ended = true;
        connection.breakOff();
    }

    /** Sends a request. */
    void send(final long request, final byte[] message)
    {
        connection.toNode(frame(request, message));
    }

    /** Tells the node, which was busy, that what comes now is in order again. */
    void resume()
    {
        final ResumeEncoder resume = new ResumeEncoder().wrapAndApplyHeader(scratch, 0, header);
        send(0, bytes(MessageHeaderEncoder.ENCODED_LENGTH + resume.encodedLength()));
    }

    private byte[] bytes(final int length)
    {
        return Arrays.copyOf(scratch.byteArray(), length);
    }

    private byte[] frame(final long request, final byte[] message)
    {
        final byte[] frame = new byte[HEADER + message.length];
        System.arraycopy(message, 0, frame, HEADER, message.length);
        final UnsafeBuffer buffer = new UnsafeBuffer(frame);
        final WireFrameHeaderEncoder of = new WireFrameHeaderEncoder().wrap(buffer, 0);
        of.length(frame.length).request(request).crc(checksum(frame, frame.length));
        return frame;
    }

    private long checksum(final byte[] frame, final int length)
    {
        crc.reset();
        crc.update(frame, CHECKED_FROM, length - CHECKED_FROM);
        return crc.getValue();
    }

    @Override
    public void take(final byte[] bytes)
    {
        final int before = received.length;
        received = Arrays.copyOf(received, before + bytes.length);
        System.arraycopy(bytes, 0, received, before, bytes.length);
        while (!ended && received.length >= HEADER)
        {
            final UnsafeBuffer buffer = new UnsafeBuffer(received);
            final int length = buffer.getInt(WireFrameHeaderDecoder.lengthEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            if (length < HEADER)
            {
                peer.violated("a frame of the node has " + length + " bytes");
                return;
            }
            if (received.length < length)
            {
                return;
            }
            final byte[] frame = Arrays.copyOf(received, length);
            received = Arrays.copyOfRange(received, length, received.length);
            take(frame, new UnsafeBuffer(frame));
        }
    }

    private void take(final byte[] frame, final UnsafeBuffer buffer)
    {
        final int claimed = buffer.getInt(WireFrameHeaderDecoder.crcEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        if ((int)checksum(frame, frame.length) != claimed)
        {
            peer.violated("a frame of the node has a wrong checksum");
            return;
        }
        final long request = buffer.getLong(CHECKED_FROM, ByteOrder.LITTLE_ENDIAN);
        final UnsafeBuffer message = new UnsafeBuffer(frame, HEADER, frame.length - HEADER);
        headerIn.wrap(message, 0);
        switch (headerIn.templateId())
        {
            case ChallengeDecoder.TEMPLATE_ID -> authenticate(message);
            case AuthenticatedDecoder.TEMPLATE_ID -> peer.opened();
            case HeartbeatDecoder.TEMPLATE_ID ->
            {
                // It is alive.
            }
            case FailureDecoder.TEMPLATE_ID -> failed(request, message);
            default -> peer.answered(request, message);
        }
    }

    private void authenticate(final DirectBuffer message)
    {
        final ChallengeDecoder challenge = new ChallengeDecoder().wrapAndApplyHeader(message, 0, headerIn);
        final byte[] serverNonce = new byte[ApiKey.SECRET_LENGTH];
        challenge.getNonce(serverNonce, 0, serverNonce.length);
        final byte[] nonce = new byte[ApiKey.SECRET_LENGTH];
        random.nextBytes(nonce);
        final byte[] proof = ApiKey.clientProof(KEY.verifier(), serverNonce, nonce, KEY.id(), session, 0);
        final AuthenticateEncoder answer = new AuthenticateEncoder().wrapAndApplyHeader(scratch, 0, header);
        answer.key(KEY.id()).session().low(session).high(0);
        answer.putNonce(nonce, 0, nonce.length).putProof(proof, 0, proof.length);
        send(0, bytes(MessageHeaderEncoder.ENCODED_LENGTH + answer.encodedLength()));
    }

    private void failed(final long request, final DirectBuffer message)
    {
        final FailureCode code = new FailureDecoder().wrapAndApplyHeader(message, 0, headerIn).code();
        if (request == 0)
        {
            ended();
        }
        else
        {
            peer.refused(request, code);
        }
    }

    @Override
    public void ended()
    {
        if (!ended)
        {
            ended = true;
            peer.ended();
        }
    }
}
