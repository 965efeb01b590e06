package io.suuupra.gateway.support;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.generated.AuthenticateEncoder;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.ChallengeDecoder;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/** A blocking client of the binary protocol that sends whatever bytes a test wants. */
public final class WireClient implements Closeable
{
    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** A frame as it came. */
    public static final class Frame
    {
        private final long request;
        private final byte[] message;

        Frame(final long request, final byte[] message)
        {
            this.request = request;
            this.message = message;
        }

        public long request()
        {
            return request;
        }

        public byte[] message()
        {
            return message.clone();
        }

        public int templateId()
        {
            return Messages.templateId(message);
        }

        /**
         * @return the message as the Failure that it must be.
         */
        public FailureDecoder failure()
        {
            if (templateId() != FailureDecoder.TEMPLATE_ID)
            {
                throw new AssertionError("message " + templateId() + " is no Failure");
            }
            final FailureDecoder decoder = new FailureDecoder();
            decoder.wrapAndApplyHeader(new UnsafeBuffer(message), 0, new MessageHeaderDecoder());
            return decoder;
        }

        public FailureCode failureCode()
        {
            return failure().code();
        }

        /**
         * @return the message as the ChangeEvents that it must be.
         */
        public ChangeEventsDecoder changeEvents()
        {
            if (templateId() != ChangeEventsDecoder.TEMPLATE_ID)
            {
                throw new AssertionError("message " + templateId() + " is no ChangeEvents");
            }
            final ChangeEventsDecoder decoder = new ChangeEventsDecoder();
            decoder.wrapAndApplyHeader(new UnsafeBuffer(message), 0, new MessageHeaderDecoder());
            return decoder;
        }
    }

    public WireClient(final int port) throws IOException
    {
        this(port, 0);
    }

    /**
     * @param receiveBuffer bytes that the kernel keeps for a client that does not read; 0 = its default.
     */
    public WireClient(final int port, final int receiveBuffer) throws IOException
    {
        socket = new Socket();
        if (receiveBuffer > 0)
        {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /**
     * @return a client that has authenticated.
     */
    public static WireClient open(final int port, final ApiKey key) throws IOException
    {
        final WireClient client = new WireClient(port);
        final Frame reply = client.authenticate(key, 7, 8);
        if (reply.templateId() != AuthenticatedDecoder.TEMPLATE_ID)
        {
            throw new AssertionError("not authenticated: " + reply.failure());
        }
        return client;
    }

    public byte[] readNonce() throws IOException
    {
        final Frame frame = read();
        if (frame.templateId() != ChallengeDecoder.TEMPLATE_ID || frame.request() != 0)
        {
            throw new AssertionError("the first message must be a Challenge");
        }
        final ChallengeDecoder challenge = new ChallengeDecoder();
        challenge.wrapAndApplyHeader(new UnsafeBuffer(frame.message), 0, new MessageHeaderDecoder());
        final byte[] nonce = new byte[32];
        challenge.getNonce(nonce, 0, 32);
        return nonce;
    }

    public Frame authenticate(final ApiKey key, final long sessionHigh, final long sessionLow) throws IOException
    {
        final byte[] clientNonce = new byte[32];
        Arrays.fill(clientNonce, (byte)9);
        final byte[] proof = ApiKey.clientProof(
            key.verifier(), readNonce(), clientNonce, key.id(), sessionLow, sessionHigh);
        send(1, authenticate(key.id(), sessionHigh, sessionLow, clientNonce, proof));
        return read();
    }

    public static byte[] authenticate(
        final long key, final long sessionHigh, final long sessionLow, final byte[] nonce, final byte[] proof)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
        final AuthenticateEncoder encoder =
            new AuthenticateEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.key(key).session().low(sessionLow).high(sessionHigh);
        encoder.putNonce(nonce, 0, nonce.length).putProof(proof, 0, proof.length);
        return Arrays.copyOf(
            buffer.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + AuthenticateEncoder.BLOCK_LENGTH);
    }

    /**
     * @return a frame as it must be.
     */
    public static byte[] frame(final long request, final byte[] message)
    {
        final ByteBuffer frame = ByteBuffer.allocate(16 + message.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0, frame.capacity()).putLong(8, request).put(16, message);
        final CRC32C crc = new CRC32C();
        crc.update(frame.array(), 8, frame.capacity() - 8);
        return frame.putInt(4, (int)crc.getValue()).array();
    }

    public void send(final long request, final byte[] message) throws IOException
    {
        sendRaw(frame(request, message));
    }

    public void sendRaw(final byte[] bytes) throws IOException
    {
        out.write(bytes);
        out.flush();
    }

    public static byte[] concat(final byte[]... parts)
    {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts)
        {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /**
     * @return the next frame but heartbeats, its checksum checked.
     */
    public Frame read() throws IOException
    {
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        while (System.nanoTime() - deadline < 0)
        {
            final Frame frame = readAny();
            if (frame.templateId() != HeartbeatDecoder.TEMPLATE_ID)
            {
                return frame;
            }
        }
        throw new AssertionError("nothing but heartbeats for " + TIMEOUT_MS + " ms");
    }

    public Frame readAny() throws IOException
    {
        final byte[] header = in.readNBytes(16);
        if (header.length < 16)
        {
            throw new EOFException("the node closed the connection");
        }
        final ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        final byte[] message = in.readNBytes(fields.getInt(0) - 16);
        final CRC32C crc = new CRC32C();
        crc.update(header, 8, 8);
        crc.update(message);
        if ((int)crc.getValue() != fields.getInt(4))
        {
            throw new AssertionError("the node sent a bad checksum");
        }
        return new Frame(fields.getLong(8), message);
    }

    /**
     * @return true if the node closed the connection, after whatever it had still sent.
     */
    public boolean isClosedByNode() throws IOException
    {
        try
        {
            while (true)
            {
                readAny();
            }
        }
        catch (final EOFException closed)
        {
            return true;
        }
        catch (final SocketException reset)
        {
            return true;
        }
    }

    public Socket socket()
    {
        return socket;
    }

    @Override
    public void close() throws IOException
    {
        socket.close();
    }
}
