package io.suuupra.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.AuthenticateEncoder;
import io.suuupra.codecs.generated.ChallengeDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.fuzz.Bound;
import io.suuupra.fuzz.FuzzEngine;
import io.suuupra.fuzz.FuzzHost;
import io.suuupra.fuzz.FuzzTarget;
import io.suuupra.fuzz.LogWatch;
import io.suuupra.gateway.audit.RefusalLog;
import io.suuupra.gateway.auth.AccessRules;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.metrics.GatewayMetrics;
import io.suuupra.gateway.metrics.Readiness;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/**
 * A binary connection: a session on a channel in memory, over a real engine. The first byte of the input chooses: bit 0
 * = a peer who has authenticated, bit 1 = what follows are messages, each behind its length (16 bits) and number of the
 * request (8 bits), that get a valid frame; else raw bytes, cut where the bits above say.
 */
public final class WireFuzz
{
    private static final long HEAP_MAX = 32 << 20;
    private static final int HEAP_FACTOR = 256;
    private static final long DIRECT_MAX = 24 << 20;
    private static final int REQUESTS = 64;
    private static final KeyStore KEYS = FuzzHost.keys();
    private static final ApiKey KEY = ApiKey.parse(KEYS.createdKey().orElseThrow()).orElseThrow();
    private static final FuzzHost HOST = new FuzzHost();
    private static final RefusalLog REFUSALS = FuzzHost.refusals();
    private static final ChangePump CHANGES = new ChangePump(HOST, 1, fault ->
    {
        throw new IllegalStateException("the feed failed", fault);
    });
    private static final WireSettings SETTINGS =
        new WireSettings(REQUESTS, 4 * Limits.FRAME_MAX, 60_000, 60_000, 60_000, 4);

    static
    {
        LogWatch.install();
    }

    private WireFuzz()
    {
    }

    /** What the fuzzer calls once, before its first execution. */
    public static void fuzzerInitialize()
    {
        FuzzTarget.WIRE.warmUp();
    }

    /**
     * One execution.
     *
     * @param data a choice and what comes over the connection.
     */
    public static void fuzzerTestOneInput(final byte[] data)
    {
        if (data.length > 0)
        {
            Bound.within(HEAP_MAX + (long)HEAP_FACTOR * data.length, DIRECT_MAX, () -> run(data));
        }
    }

    private static void run(final byte[] data)
    {
        try (FuzzEngine engine = FuzzEngine.withSomeState())
        {
            final GatewayMetrics metrics = new GatewayMetrics();
            final WireContext context = new WireContext(SETTINGS, engine, CHANGES,
                new Delivery(CHANGES, HOST.requests(), engine), new Authenticator(KEYS),
                new AccessRules(false), metrics, new Readiness(HOST),
                FuzzHost.door("binary", metrics, metrics.binary(), REFUSALS));
            final ReceiveBuffer received = new ReceiveBuffer();
            final EmbeddedChannel channel = new EmbeddedChannel(new WireSession(context, received));
            try
            {
                if ((data[0] & 1) != 0)
                {
                    feed(channel, received, authenticate(nonce(channel)));
                }
                if ((data[0] & 2) != 0)
                {
                    feedMessages(channel, received, data);
                }
                else
                {
                    feedRaw(channel, received, data);
                }
            }
            finally
            {
                channel.finishAndReleaseAll();
            }
            LogWatch.check();
        }
    }

    private static void feedRaw(final EmbeddedChannel channel, final ReceiveBuffer received, final byte[] data)
    {
        final int step = 1 + (data[0] >> 2 & 0x3F) * 37;
        for (int from = 1; from < data.length && channel.isOpen(); from += step)
        {
            feed(channel, received, Arrays.copyOfRange(data, from, Math.min(data.length, from + step)));
        }
    }

    private static void feedMessages(final EmbeddedChannel channel, final ReceiveBuffer received, final byte[] data)
    {
        int at = 1;
        while (at + 3 <= data.length && channel.isOpen())
        {
            final int length = Math.min((data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8, data.length - at - 3);
            final long request = data[at + 2] & 0xFF;
            feed(channel, received, frame(request, Arrays.copyOfRange(data, at + 3, at + 3 + length)));
            at += 3 + length;
        }
    }

    /** As the socket does: straight into the session's own buffer, as much as it has room for. */
    @SuppressWarnings("deprecation") // As the buffer itself: there is no other type for it.
    private static void feed(final EmbeddedChannel channel, final ReceiveBuffer received, final byte[] bytes)
    {
        final RecvByteBufAllocator.Handle handle = received.newHandle();
        int at = 0;
        while (at < bytes.length && channel.isOpen())
        {
            final ByteBuf room = handle.allocate(channel.alloc());
            final int count = Math.min(room.writableBytes(), bytes.length - at);
            if (count == 0)
            {
                room.release();
                throw new IllegalStateException("no room for what comes");
            }
            room.writeBytes(bytes, at, count);
            at += count;
            channel.writeInbound(room);
            channel.checkException();
            drain(channel);
        }
    }

    private static void drain(final EmbeddedChannel channel)
    {
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound())
        {
            out.release();
        }
    }

    private static byte[] nonce(final EmbeddedChannel channel)
    {
        final ByteBuf frame = channel.readOutbound();
        final byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes).release();
        final byte[] nonce = new byte[ApiKey.SECRET_LENGTH];
        new ChallengeDecoder()
            .wrapAndApplyHeader(new UnsafeBuffer(bytes), WireFrames.HEADER, new MessageHeaderDecoder())
            .getNonce(nonce, 0, nonce.length);
        return nonce;
    }

    private static byte[] authenticate(final byte[] nonce)
    {
        final byte[] clientNonce = new byte[ApiKey.SECRET_LENGTH];
        final byte[] proof = ApiKey.clientProof(KEY.verifier(), nonce, clientNonce, KEY.id(), 1, 0);
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
        final AuthenticateEncoder encoder =
            new AuthenticateEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.key(KEY.id()).session().low(1).high(0);
        encoder.putNonce(clientNonce, 0, clientNonce.length).putProof(proof, 0, proof.length);
        return frame(1, Arrays.copyOf(
            buffer.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()));
    }

    private static byte[] frame(final long request, final byte[] message)
    {
        final ByteBuf frame = new WireFrames().seal(WireFrames.room(
            UnpooledByteBufAllocator.DEFAULT, new UnsafeBuffer(message), 0, message.length), request);
        final byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes).release();
        return bytes;
    }
}
