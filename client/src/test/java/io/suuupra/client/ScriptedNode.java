package io.suuupra.client;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.AuthenticateDecoder;
import io.suuupra.codecs.generated.AuthenticatedEncoder;
import io.suuupra.codecs.generated.ChallengeEncoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.ResumeDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A node that does what a test tells it. It speaks the protocol over plain sockets, with code of its own, so that the
 * client's mistakes are not repeated here.
 */
final class ScriptedNode implements AutoCloseable
{
    static final ApiKey KEY = ApiKey.generate(new SecureRandom());
    private static final int HEADER = 16;

    /** What happens with each request. Runs on the connection's thread. */
    @FunctionalInterface
    interface Script
    {
        void onRequest(Peer peer, Received request);
    }

    /** What happens in place of the handshake; true = go on with the requests. */
    @FunctionalInterface
    interface Greeting
    {
        boolean greet(Peer peer) throws IOException;
    }

    /** A request as it came. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by hand.
    record Received(int connection, UInt128 session, long number, int templateId, byte[] message)
    {
        UnsafeBuffer buffer()
        {
            return new UnsafeBuffer(message);
        }
    }

    /** All requests, in order of arrival. */
    final List<Received> received = new CopyOnWriteArrayList<>();

    /** All connections, in order of arrival. */
    final List<Peer> peers = new CopyOnWriteArrayList<>();

    volatile Script script;
    volatile Greeting greeting = this::handshake;
    volatile int requestCredits = 64;
    volatile int byteCredits = 8 * Limits.FRAME_MAX;
    volatile int frameMax = Limits.FRAME_MAX;
    volatile int heartbeatMs = 1_000;
    volatile int schemaVersion = MessageHeaderDecoder.SCHEMA_VERSION;
    volatile boolean wrongProof;
    volatile boolean answersHeartbeats = true;
    volatile Throwable broken;

    private final ServerSocket server;
    private final SecureRandom random = new SecureRandom();

    ScriptedNode(final Script script)
    {
        this.script = script;
        try
        {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        Thread.ofPlatform().daemon().name("scripted-node").start(this::accept);
    }

    int port()
    {
        return server.getLocalPort();
    }

    ClientOptions options()
    {
        return ClientOptions.of("127.0.0.1", port(), KEY)
            .withReconnect(Duration.ofMillis(5), Duration.ofMillis(50));
    }

    List<Long> numbers()
    {
        return received.stream().map(Received::number).toList();
    }

    Peer lastPeer()
    {
        return peers.getLast();
    }

    @Override
    public void close()
    {
        try
        {
            server.close();
            for (final Peer peer : peers)
            {
                peer.close();
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        if (broken != null)
        {
            throw new AssertionError("the script broke", broken);
        }
    }

    private void accept()
    {
        try
        {
            while (true)
            {
                final Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                final Peer peer = new Peer(socket, peers.size());
                peers.add(peer);
                Thread.ofPlatform().daemon().name("scripted-peer").start(() -> serve(peer));
            }
        }
        catch (final IOException closed)
        {
            // The end of the test.
        }
    }

    private void serve(final Peer peer)
    {
        try
        {
            if (greeting.greet(peer))
            {
                while (true)
                {
                    final Received request = peer.read();
                    if (request.templateId == HeartbeatDecoder.TEMPLATE_ID)
                    {
                        peer.heartbeats.incrementAndGet();
                        if (answersHeartbeats)
                        {
                            peer.send(0, Replies.heartbeat());
                        }
                        continue;
                    }
                    received.add(request);
                    if (request.templateId == ResumeDecoder.TEMPLATE_ID)
                    {
                        peer.refusing = false;
                    }
                    else if (peer.refusing)
                    {
                        peer.fail(request.number, FailureCode.BUSY);
                    }
                    else
                    {
                        script.onRequest(peer, request);
                    }
                }
            }
        }
        catch (final EOFException | SocketException ended)
        {
            peer.close();
        }
        catch (final IOException | RuntimeException | Error ex)
        {
            broken = ex;
            peer.close();
        }
    }

    private boolean handshake(final Peer peer) throws IOException
    {
        final byte[] serverNonce = new byte[ApiKey.SECRET_LENGTH];
        random.nextBytes(serverNonce);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final ChallengeEncoder challenge =
            new ChallengeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        challenge.putNonce(serverNonce, 0, serverNonce.length).schemaVersion(schemaVersion);
        peer.send(0, Replies.bytes(buffer, challenge.limit()));

        final Received answer = peer.read();
        final AuthenticateDecoder authenticate =
            new AuthenticateDecoder().wrapAndApplyHeader(answer.buffer(), 0, new MessageHeaderDecoder());
        final long low = authenticate.session().low();
        final long high = authenticate.session().high();
        peer.session = new UInt128(high, low);
        final byte[] clientNonce = new byte[ApiKey.SECRET_LENGTH];
        authenticate.getNonce(clientNonce, 0, clientNonce.length);
        final byte[] proof = new byte[ApiKey.SECRET_LENGTH];
        authenticate.getProof(proof, 0, proof.length);
        final byte[] expected =
            ApiKey.clientProof(KEY.verifier(), serverNonce, clientNonce, KEY.id(), low, high);
        if (!ApiKey.constantTimeEquals(expected, proof))
        {
            peer.fail(0, FailureCode.UNAUTHENTICATED);
            return false;
        }
        final byte[] serverProof = ApiKey.serverProof(KEY.verifier(), serverNonce, clientNonce);
        serverProof[0] = (byte)(serverProof[0] ^ (wrongProof ? 1 : 0));
        final AuthenticatedEncoder authenticated =
            new AuthenticatedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        authenticated.putProof(serverProof, 0, serverProof.length);
        authenticated.scopes().read(true).post(true).admin(true);
        authenticated.ledgerMin(0).ledgerMax(0xFFFF_FFFEL)
            .requestCredits(requestCredits).byteCredits(byteCredits).frameMax(frameMax).heartbeatMs(heartbeatMs);
        peer.send(0, Replies.bytes(buffer, authenticated.limit()));
        return true;
    }

    /** One connection, seen from the node. */
    static final class Peer
    {
        final int index;
        volatile UInt128 session;
        final AtomicInteger heartbeats = new AtomicInteger();
        volatile boolean refusing;
        private final Socket socket;

        Peer(final Socket socket, final int index)
        {
            this.socket = socket;
            this.index = index;
        }

        Received read() throws IOException
        {
            final DataInputStream in = new DataInputStream(socket.getInputStream());
            final byte[] header = new byte[HEADER];
            in.readFully(header);
            final ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            final byte[] message = new byte[fields.getInt(0) - HEADER];
            in.readFully(message);
            final CRC32C crc = new CRC32C();
            crc.update(header, 8, 8);
            crc.update(message);
            if ((int)crc.getValue() != fields.getInt(4))
            {
                throw new IllegalStateException("the client sent a wrong checksum");
            }
            final int templateId = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getShort(2);
            return new Received(index, session, fields.getLong(8), templateId, message);
        }

        void send(final long number, final byte[] message)
        {
            raw(frame(number, message));
        }

        /** From now on everything is refused, until the client sends Resume. */
        void busy(final long number)
        {
            refusing = true;
            fail(number, FailureCode.BUSY);
        }

        void fail(final long number, final FailureCode code)
        {
            send(number, Replies.failure(code, -1, "", "as the script says"));
        }

        synchronized void raw(final byte[] bytes)
        {
            try
            {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            }
            catch (final IOException closed)
            {
                // The client or the script closed it; whoever reads sees that too.
            }
        }

        void close()
        {
            try
            {
                socket.close();
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }

        static byte[] frame(final long number, final byte[] message)
        {
            final ByteBuffer frame = ByteBuffer.allocate(HEADER + message.length).order(ByteOrder.LITTLE_ENDIAN);
            frame.putInt(frame.capacity()).putInt(0).putLong(number).put(message);
            final CRC32C crc = new CRC32C();
            crc.update(frame.array(), 8, frame.capacity() - 8);
            return frame.putInt(4, (int)crc.getValue()).array();
        }
    }
}
