package io.suuupra.gateway.wire;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.generated.AuthenticateDecoder;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.gateway.support.FakeIngress;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One bit of a key, a proof, a nonce or a session's id is turned over: nothing of it may be accepted. {@code
 * -Dsuuupra.flips=N} sets how many are tried, {@code -Dsuuupra.seed=S} which.
 */
class ByteFlipTest
{
    private static final int FLIPS = Integer.getInteger("suuupra.flips", 300);
    private static final long SEED = Long.getLong("suuupra.seed", System.nanoTime());
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private static TestGateway gateway;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void start() throws IOException
    {
        gateway = new TestGateway();
        gateway.ingress().replyWith(taken -> Messages.state());
    }

    @AfterAll
    static void stop() throws IOException
    {
        gateway.close();
    }

    private byte[] nonce()
    {
        final byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        return nonce;
    }

    private static byte[] proof(final ApiKey key, final byte[] serverNonce, final byte[] clientNonce)
    {
        return ApiKey.clientProof(key.verifier(), serverNonce, clientNonce, key.id(), 8, 7);
    }

    @Test
    void shouldAcceptNoHandshakeWithATurnedBit() throws IOException
    {
        final ApiKey key = gateway.admin();
        for (int i = 0; i < FLIPS; i++)
        {
            try (WireClient client = gateway.connect())
            {
                final byte[] clientNonce = nonce();
                final byte[] message = WireClient.authenticate(
                    key.id(), 7, 8, clientNonce, proof(key, client.readNonce(), clientNonce));
                assertEquals(HEADER + AuthenticateDecoder.BLOCK_LENGTH, message.length);
                final int bit = HEADER * 8 + random.nextInt(AuthenticateDecoder.BLOCK_LENGTH * 8);
                message[bit / 8] ^= (byte)(1 << bit % 8);
                client.send(1, message);
                assertEquals(FailureCode.UNAUTHENTICATED, client.read().failureCode(),
                    "bit " + bit + " of the message, seed " + SEED);
                assertTrue(client.isClosedByNode());
            }
        }
        assertEquals(0, gateway.ingress().offers());
    }

    @Test
    void shouldAcceptNoFrameWithATurnedBit() throws IOException
    {
        final ApiKey key = gateway.admin();
        for (int i = 0; i < FLIPS; i++)
        {
            try (WireClient client = gateway.connect())
            {
                final byte[] clientNonce = nonce();
                final byte[] frame = WireClient.frame(1, WireClient.authenticate(
                    key.id(), 7, 8, clientNonce, proof(key, client.readNonce(), clientNonce)));
                // The length may ask for bytes that never come; all behind it is covered by the checksum.
                final int bit = Integer.SIZE + random.nextInt((frame.length - Integer.BYTES) * 8);
                frame[bit / 8] ^= (byte)(1 << bit % 8);
                client.sendRaw(frame);
                assertEquals(FailureCode.BAD_CHECKSUM, client.read().failureCode(), "bit " + bit + ", seed " + SEED);
            }
        }
        assertEquals(0, gateway.ingress().offers());
    }

    @Test
    void shouldAcceptNoSwappedPartsOfTwoHandshakes() throws IOException
    {
        final ApiKey one = gateway.key(7);
        final ApiKey other = gateway.key(7);
        for (int swap = 1; swap < 8; swap++)
        {
            try (WireClient client = gateway.connect())
            {
                final byte[] clientNonce = nonce();
                final byte[] serverNonce = client.readNonce();
                final ApiKey prover = (swap & 1) == 0 ? one : other;
                final byte[] proof = ApiKey.clientProof(prover.verifier(), serverNonce,
                    (swap & 2) == 0 ? clientNonce : nonce(), one.id(), (swap & 4) == 0 ? 8 : 9, 7);
                client.send(1, WireClient.authenticate(one.id(), 7, 8, clientNonce, proof));
                assertEquals(FailureCode.UNAUTHENTICATED, client.read().failureCode(), "swap " + swap);
            }
        }
    }

    @Test
    void shouldAcceptNoKeyWithATurnedBit() throws IOException
    {
        final String key = gateway.admin().reveal();
        // The secret itself may hold one, too.
        final int secretAt = key.indexOf('_', key.indexOf('_') + 1) + 1;
        final byte[] secret = Base64.getUrlDecoder().decode(key.substring(secretAt));
        int sent = 0;
        while (sent < FLIPS)
        {
            // Many on one connection, as whoever guesses would do it.
            try (HttpClientRaw http = gateway.http())
            {
                for (int i = 0; i < 20 && sent < FLIPS; i++, sent++)
                {
                    final byte[] turned = secret.clone();
                    final int bit = random.nextInt(turned.length * 8);
                    turned[bit / 8] ^= (byte)(1 << bit % 8);
                    final String forged = key.substring(0, secretAt) +
                        Base64.getUrlEncoder().withoutPadding().encodeToString(turned);
                    http.sendRaw("GET /v1/state HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + forged + "\r\n\r\n");
                    assertEquals(401, http.read().status(), "bit " + bit + " of the secret, seed " + SEED);
                }
            }
        }
        assertEquals(0, gateway.ingress().offers());
    }

    @Test
    void shouldHandTheSessionToTheHostThatWasProved() throws IOException
    {
        try (TestGateway own = new TestGateway(); WireClient client = own.open())
        {
            client.send(5, Messages.getState());
            final FakeIngress.Taken taken = own.ingress().next();
            assertEquals(7, taken.sessionHigh());
            assertEquals(8, taken.sessionLow());
            // A second Authenticate cannot exchange the session for another.
            client.send(6, WireClient.authenticate(own.admin().id(), 1, 2, new byte[32], new byte[32]));
            assertEquals(FailureCode.MALFORMED, client.read().failureCode());
            client.send(7, Messages.getState());
            assertEquals(8, own.ingress().next().sessionLow());
        }
    }

    @Test
    void shouldProveItselfToNobodyWhoDoesNotProveFirst() throws IOException
    {
        try (WireClient client = gateway.connect())
        {
            client.readNonce();
            client.send(1, WireClient.authenticate(gateway.admin().id(), 7, 8, new byte[32], new byte[32]));
            final WireClient.Frame refused = client.read();
            assertTrue(refused.templateId() != AuthenticatedDecoder.TEMPLATE_ID, Arrays.toString(refused.message()));
        }
    }
}
