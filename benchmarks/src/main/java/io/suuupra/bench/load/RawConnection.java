package io.suuupra.bench.load;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.AuthenticateEncoder;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.ChallengeDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.ResumeEncoder;
import io.suuupra.codecs.generated.WireFrameHeaderDecoder;
import io.suuupra.codecs.generated.WireFrameHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.zip.CRC32C;

/**
 * A connection of the binary protocol without a queue: what its socket does not take stays with the caller, and a
 * refusal is shown as it comes. That is what a measurement of overload needs and the client does not do. Confined to
 * one thread.
 */
final class RawConnection implements AutoCloseable
{
    private static final int HEADER_LENGTH = WireFrameHeaderEncoder.BLOCK_LENGTH;

    /** Small, so that a frame waits where the rig sees it and not in the system: a frame of a thousand transfers. */
    private static final int SOCKET_BUFFER = 128 * 1024;

    private final SocketChannel channel;
    private long requestCredits;
    private long byteCredits;
    private final ByteBuffer in =
        ByteBuffer.allocateDirect(2 * Limits.FRAME_MAX).order(ByteOrder.LITTLE_ENDIAN);
    private final UnsafeBuffer inView = new UnsafeBuffer(in);
    private final WireFrameHeaderEncoder header = new WireFrameHeaderEncoder();
    private final WireFrameHeaderDecoder received = new WireFrameHeaderDecoder();
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer resume;
    private ByteBuffer unsent;
    private ByteBuffer unsentNext;

    /** Takes what the node says. */
    @FunctionalInterface
    interface Receiver
    {
        /**
         * @param request that it answers; 0 = none.
         * @param buffer  that holds the message, valid during the call only.
         * @param offset  of the message's header.
         * @throws IOException if it cannot be understood.
         */
        void onMessage(long request, DirectBuffer buffer, int offset) throws IOException;
    }

    private RawConnection(final SocketChannel channel)
    {
        this.channel = channel;
        resume = ByteBuffer.allocateDirect(HEADER_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN);
        final UnsafeBuffer view = new UnsafeBuffer(resume);
        new ResumeEncoder().wrapAndApplyHeader(view, HEADER_LENGTH, new MessageHeaderEncoder());
        FramePattern.seal(resume, view, header, crc, 0);
    }

    /**
     * @param address of a node.
     * @param key     that it knows.
     * @return a connection that is authenticated and does not block.
     * @throws IOException if the node cannot be reached or does not know the key.
     */
    static RawConnection open(final InetSocketAddress address, final ApiKey key) throws IOException
    {
        final SocketChannel channel = SocketChannel.open(address);
        boolean opened = false;
        try
        {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            final RawConnection connection = new RawConnection(channel);
            connection.authenticate(key);
            channel.configureBlocking(false);
            opened = true;
            return connection;
        }
        finally
        {
            if (!opened)
            {
                channel.close();
            }
        }
    }

    private void authenticate(final ApiKey key) throws IOException
    {
        final SecureRandom random = new SecureRandom();
        final byte[] serverNonce = new byte[ApiKey.SECRET_LENGTH];
        final byte[] clientNonce = new byte[ApiKey.SECRET_LENGTH];
        random.nextBytes(clientNonce);
        awaitMessage(ChallengeDecoder.TEMPLATE_ID, offset ->
            new ChallengeDecoder().wrapAndApplyHeader(inView, offset, new MessageHeaderDecoder())
                .getNonce(serverNonce, 0, serverNonce.length));
        final long sessionLow = random.nextLong() | 1;
        final long sessionHigh = random.nextLong();
        final byte[] proof =
            ApiKey.clientProof(key.verifier(), serverNonce, clientNonce, key.id(), sessionLow, sessionHigh);
        final ByteBuffer answer = ByteBuffer.allocate(
            HEADER_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH + AuthenticateEncoder.BLOCK_LENGTH);
        final UnsafeBuffer view = new UnsafeBuffer(answer);
        final AuthenticateEncoder authenticate =
            new AuthenticateEncoder().wrapAndApplyHeader(view, HEADER_LENGTH, new MessageHeaderEncoder());
        authenticate.key(key.id()).session().low(sessionLow).high(sessionHigh);
        authenticate.putNonce(clientNonce, 0, clientNonce.length).putProof(proof, 0, proof.length);
        FramePattern.seal(answer, view, header, crc, 0);
        while (answer.hasRemaining())
        {
            channel.write(answer);
        }
        awaitMessage(AuthenticatedDecoder.TEMPLATE_ID, offset ->
        {
            final AuthenticatedDecoder terms =
                new AuthenticatedDecoder().wrapAndApplyHeader(inView, offset, new MessageHeaderDecoder());
            requestCredits = terms.requestCredits();
            byteCredits = terms.byteCredits();
        });
    }

    /** Takes the one message that is waited for. */
    @FunctionalInterface
    private interface Handler
    {
        void onMessage(int offset);
    }

    private void awaitMessage(final int templateId, final Handler handler) throws IOException
    {
        final boolean[] came = {false};
        while (!came[0])
        {
            receive((request, buffer, offset) ->
            {
                if (templateId(buffer, offset) != templateId)
                {
                    throw new IOException("the node says message " + templateId(buffer, offset) +
                        " where " + templateId + " is due");
                }
                handler.onMessage(offset);
                came[0] = true;
            });
        }
    }

    /**
     * @param buffer that holds a message.
     * @param offset of its header.
     * @return what kind it is.
     */
    static int templateId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN) &
            0xFFFF;
    }

    /**
     * @param bytes of each frame.
     * @return frames that the node lets it have without an answer.
     */
    int framesMax(final int bytes)
    {
        return (int)Math.min(requestCredits, byteCredits / bytes);
    }

    /** @return the socket. */
    SocketChannel channel()
    {
        return channel;
    }

    /** @return true if all that was given to it has left. */
    boolean isFree()
    {
        return unsent == null;
    }

    /**
     * Sends a frame; to be called when the connection is free.
     *
     * @param frame  that must not change until the connection is free again.
     * @param resume true: a Resume goes before it, so that the node takes requests again.
     * @throws IOException if the connection is lost.
     */
    void send(final ByteBuffer frame, final boolean resume) throws IOException
    {
        unsent = frame;
        unsentNext = null;
        if (resume)
        {
            unsent = this.resume.clear();
            unsentNext = frame;
        }
        flush();
    }

    /**
     * Sends more of what the socket did not take.
     *
     * @throws IOException if the connection is lost.
     */
    void flush() throws IOException
    {
        while (unsent != null)
        {
            channel.write(unsent);
            if (unsent.hasRemaining())
            {
                return;
            }
            unsent = unsentNext;
            unsentNext = null;
        }
    }

    /**
     * Reads what there is, and waits for something if the socket blocks.
     *
     * @param receiver of each whole message.
     * @throws IOException if the connection is lost, or what comes cannot be understood.
     */
    void receive(final Receiver receiver) throws IOException
    {
        if (channel.read(in) < 0)
        {
            throw new IOException("the node ended a connection");
        }
        in.flip();
        while (in.remaining() >= HEADER_LENGTH)
        {
            final long length = in.getInt(in.position()) & 0xFFFF_FFFFL;
            if (length < HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH || length > Limits.FRAME_MAX)
            {
                throw new IOException("the node sent a frame of " + length + " bytes");
            }
            if (in.remaining() < length)
            {
                break;
            }
            final int at = in.position();
            received.wrap(inView, at, HEADER_LENGTH, WireFrameHeaderDecoder.SCHEMA_VERSION);
            receiver.onMessage(received.request(), inView, at + HEADER_LENGTH);
            in.position(at + (int)length);
        }
        in.compact();
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
    }
}
