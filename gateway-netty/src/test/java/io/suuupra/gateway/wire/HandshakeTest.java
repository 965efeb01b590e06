package io.suuupra.gateway.wire;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.FakeIngress;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HandshakeTest
{
    private static final byte[] CLIENT_NONCE = new byte[32];
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().authTimeoutMs(400).heartbeatMs(100));
    }

    @AfterAll
    static void stop() throws IOException
    {
        gateway.close();
    }

    @Test
    void shouldProveBothSidesAndTellLimits() throws IOException
    {
        final ApiKey key = gateway.key(Principal.READ | Principal.POST, 3, 5);
        try (WireClient client = gateway.connect())
        {
            final byte[] nonce = client.readNonce();
            final byte[] proof = ApiKey.clientProof(key.verifier(), nonce, CLIENT_NONCE, key.id(), 8, 7);
            client.send(42, WireClient.authenticate(key.id(), 7, 8, CLIENT_NONCE, proof));
            final WireClient.Frame reply = client.read();
            assertEquals(42, reply.request());
            assertEquals(AuthenticatedDecoder.TEMPLATE_ID, reply.templateId());
            final AuthenticatedDecoder authenticated = new AuthenticatedDecoder();
            authenticated.wrapAndApplyHeader(new UnsafeBuffer(reply.message()), 0, new MessageHeaderDecoder());
            final byte[] serverProof = new byte[32];
            authenticated.getProof(serverProof, 0, 32);
            assertArrayEquals(ApiKey.serverProof(key.verifier(), nonce, CLIENT_NONCE), serverProof);
            assertTrue(authenticated.scopes().read());
            assertTrue(authenticated.scopes().post());
            assertFalse(authenticated.scopes().admin());
            assertEquals(3, authenticated.ledgerMin());
            assertEquals(5, authenticated.ledgerMax());
            assertEquals(128, authenticated.requestCredits());
            assertEquals(4 * 1024 * 1024, authenticated.byteCredits());
            assertEquals(Limits.FRAME_MAX, authenticated.frameMax());
            assertEquals(100, authenticated.heartbeatMs());
        }
    }

    @Test
    void shouldHandSessionAndPrincipalToTheHost() throws IOException
    {
        final ApiKey key = gateway.key(Principal.POST, 1, 1_000);
        try (WireClient client = gateway.connect())
        {
            assertEquals(AuthenticatedDecoder.TEMPLATE_ID, client.authenticate(key, 0x11, 0x22).templateId());
            client.send(99, Messages.createTransfers(1));
            final FakeIngress.Taken taken = gateway.ingress().next();
            assertEquals(0x11, taken.sessionHigh());
            assertEquals(0x22, taken.sessionLow());
            assertEquals(99, taken.request());
            assertEquals(new Principal(key.id(), 0, Principal.POST, 1, 1_000), taken.principal());
            assertEquals(Messages.createTransfers(1).length, taken.length());
            taken.reply(Messages.transferResults(CreateTransferStatus.CREATED));
            final WireClient.Frame reply = client.read();
            assertEquals(99, reply.request());
            assertArrayEquals(Messages.transferResults(CreateTransferStatus.CREATED), reply.message());
        }
    }

    @Test
    void shouldChallengeEachConnectionDifferently() throws IOException
    {
        try (WireClient one = gateway.connect(); WireClient other = gateway.connect())
        {
            assertNotEquals(new UnsafeBuffer(one.readNonce()), new UnsafeBuffer(other.readNonce()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 8, 16, 24, 55, 56, 87 })
    void shouldRefuseWhenAnyByteOfTheAnswerIsGarbled(final int garbled) throws IOException
    {
        try (WireClient client = gateway.connect())
        {
            final ApiKey key = gateway.admin();
            final byte[] proof =
                ApiKey.clientProof(key.verifier(), client.readNonce(), CLIENT_NONCE, key.id(), 8, 7);
            final byte[] message = WireClient.authenticate(key.id(), 7, 8, CLIENT_NONCE, proof);
            message[MessageHeaderDecoder.ENCODED_LENGTH + garbled] ^= 1;
            client.send(1, message);
            assertEquals(FailureCode.UNAUTHENTICATED, client.read().failureCode());
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldRefuseProofReplayedFromAnotherConnection() throws IOException
    {
        final ApiKey key = gateway.admin();
        final byte[] overheard;
        try (WireClient first = gateway.connect())
        {
            final byte[] proof =
                ApiKey.clientProof(key.verifier(), first.readNonce(), CLIENT_NONCE, key.id(), 8, 7);
            overheard = WireClient.frame(1, WireClient.authenticate(key.id(), 7, 8, CLIENT_NONCE, proof));
            first.sendRaw(overheard);
            assertEquals(AuthenticatedDecoder.TEMPLATE_ID, first.read().templateId());
        }
        try (WireClient second = gateway.connect())
        {
            second.readNonce();
            second.sendRaw(overheard);
            assertEquals(FailureCode.UNAUTHENTICATED, second.read().failureCode());
            assertTrue(second.isClosedByNode());
        }
    }

    @Test
    void shouldRefuseUnknownKeyInTheSameWords() throws IOException
    {
        final ApiKey unknown = ApiKey.generate(new SecureRandom());
        try (WireClient stranger = gateway.connect(); WireClient forger = gateway.connect())
        {
            final WireClient.Frame byUnknownKey = stranger.authenticate(unknown, 1, 2);
            forger.readNonce();
            forger.send(1, WireClient.authenticate(gateway.admin().id(), 1, 2, CLIENT_NONCE, new byte[32]));
            assertArrayEquals(byUnknownKey.message(), forger.read().message());
        }
    }

    @Test
    void shouldRefuseRequestBeforeAuthentication() throws IOException
    {
        try (WireClient client = gateway.connect())
        {
            client.readNonce();
            client.send(5, Messages.getState());
            final WireClient.Frame reply = client.read();
            assertEquals(5, reply.request());
            assertEquals(FailureCode.UNAUTHENTICATED, reply.failureCode());
            assertTrue(client.isClosedByNode());
        }
        assertEquals(0, gateway.ingress().waiting());
    }

    @Test
    void shouldNotReadLargeFramesFromStrangers() throws IOException
    {
        try (WireClient client = gateway.connect())
        {
            client.readNonce();
            client.send(5, Messages.createTransfers(10));
            final WireClient.Frame reply = client.read();
            assertEquals(FailureCode.TOO_LARGE, reply.failureCode());
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldRefuseSecondAuthenticationAndLiveOn() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            client.send(2, WireClient.authenticate(1, 2, 3, CLIENT_NONCE, new byte[32]));
            assertEquals(FailureCode.MALFORMED, client.read().failureCode());
            client.send(3, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(3, client.read().request());
        }
    }

    @Test
    void shouldCloseWhenNotAuthenticatedInTime() throws IOException
    {
        try (WireClient client = gateway.connect())
        {
            client.readNonce();
            assertEquals(FailureCode.UNAUTHENTICATED, client.read().failureCode());
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldEndSessionsOfRevokedKey() throws IOException
    {
        final ApiKey key = gateway.reader();
        try (WireClient client = gateway.open(key))
        {
            assertTrue(gateway.keys().remove(key.id()));
            assertEquals(FailureCode.UNAUTHENTICATED, client.read().failureCode());
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldEndSessionsOfASecretThatIsNotAcceptedAnyMore() throws IOException
    {
        final ApiKey key = gateway.reader();
        try (WireClient client = gateway.open(key))
        {
            final ApiKey renewed = gateway.keys().rotate(key.id(), Duration.ofDays(1)).orElseThrow();
            try (WireClient other = gateway.open(renewed); WireClient again = gateway.open(key))
            {
                gateway.keys().rotate(key.id(), Duration.ofDays(1));
                assertEquals(FailureCode.UNAUTHENTICATED, client.read().failureCode());
                assertEquals(FailureCode.UNAUTHENTICATED, again.read().failureCode());
                other.send(1, Messages.lookupAccounts(1));
                gateway.ingress().next().reply(Messages.accounts());
                assertEquals(1, other.read().request(), "the secret of before is accepted during the overlap");
            }
        }
    }

    @Test
    void shouldCountConnections() throws IOException
    {
        Await.until("earlier connections are counted as closed",
            () -> gateway.gateway().metrics().binary().connections() == 0);
        try (WireClient client = gateway.connect())
        {
            client.readNonce();
            assertEquals(1, gateway.gateway().metrics().binary().connections());
        }
        Await.until("the connection is counted as closed",
            () -> gateway.gateway().metrics().binary().connections() == 0);
    }
}
