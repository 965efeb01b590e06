package io.suuupra.client;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.generated.FailureCode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConnectTest extends NodeFixture
{
    @Test
    void shouldAuthenticateBothSides()
    {
        final SuuupraClient client = connect();

        assertEquals(0, client.pending());
        assertEquals(1, node.peers.size());
        assertFalse(node.lastPeer().session.isZero());
    }

    @Test
    void shouldRefuseNodeThatDoesNotKnowTheKey()
    {
        node.wrongProof = true;

        final ConnectionFailedException failed = assertThrows(ConnectionFailedException.class, this::connect);

        assertTrue(failed.getMessage().contains("proof is wrong"), failed.getMessage());
    }

    @Test
    void shouldReportThatTheNodeRefusesTheKey()
    {
        final ClientOptions options = ClientOptions.of("127.0.0.1", node.port(), ApiKey.generate(new SecureRandom()));

        final ConnectionFailedException failed =
            assertThrows(ConnectionFailedException.class, () -> connect(options));

        assertTrue(failed.getMessage().contains("UNAUTHENTICATED"), failed.getMessage());
    }

    @Test
    void shouldReportThatNobodyListens() throws IOException
    {
        final int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))
        {
            free = socket.getLocalPort();
        }

        final ConnectionFailedException failed = assertThrows(ConnectionFailedException.class,
            () -> connect(ClientOptions.of("127.0.0.1", free, ScriptedNode.KEY)));

        assertTrue(failed.getMessage().contains("cannot connect to 127.0.0.1:" + free), failed.getMessage());
    }

    @Test
    void shouldGiveUpOnSilentNode()
    {
        node.greeting = peer ->
        {
            peer.read();
            return false;
        };

        final ConnectionFailedException failed = assertThrows(ConnectionFailedException.class,
            () -> connect(node.options().withConnectTimeout(Duration.ofMillis(100))));

        assertTrue(failed.getMessage().contains("within 100 ms"), failed.getMessage());
    }

    @Test
    void shouldRefuseGarbageInsteadOfChallenge()
    {
        node.greeting = peer ->
        {
            peer.raw("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.read();
            return false;
        };

        final ConnectionFailedException failed = assertThrows(ConnectionFailedException.class, this::connect);

        assertTrue(failed.getMessage().contains("the node sent a frame of"), failed.getMessage());
    }

    @Test
    void shouldRefuseWrongMessageInsteadOfChallenge()
    {
        node.greeting = peer ->
        {
            peer.send(0, Replies.heartbeat());
            peer.read();
            return false;
        };

        final ConnectionFailedException failed = assertThrows(ConnectionFailedException.class, this::connect);

        assertTrue(failed.getMessage().contains("instead of a challenge"), failed.getMessage());
    }

    @Test
    void shouldReportRefusalBeforeTheChallenge()
    {
        node.greeting = peer ->
        {
            peer.fail(0, FailureCode.HALTED);
            return false;
        };

        final ConnectionFailedException failed = assertThrows(ConnectionFailedException.class, this::connect);

        assertTrue(failed.getMessage().contains("HALTED"), failed.getMessage());
    }

    @Test
    void shouldRefuseTermsThatMakeItImpossibleToWork()
    {
        node.requestCredits = 0;

        final ConnectionFailedException failed = assertThrows(ConnectionFailedException.class, this::connect);

        assertTrue(failed.getMessage().contains("request_credits"), failed.getMessage());
    }

    @Test
    void shouldDrawAnotherSessionForEachClient()
    {
        connect();
        connect();

        assertEquals(2, node.peers.stream().map(peer -> peer.session).distinct().count());
    }
}
