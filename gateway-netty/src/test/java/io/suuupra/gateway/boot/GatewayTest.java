package io.suuupra.gateway.boot;

import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.support.FakeFeed;
import io.suuupra.gateway.support.FakeHost;
import io.suuupra.gateway.support.FakeIngress;
import io.suuupra.gateway.support.FakeReceipts;
import io.suuupra.gateway.support.TestGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GatewayTest
{
    @TempDir
    private Path data;

    private Gateway start(final GatewayOptions options) throws IOException
    {
        return Gateway.start(options, new FakeIngress(), new FakeFeed(), new FakeReceipts(), new FakeHost(),
            KeyStore.openOrCreate(data));
    }

    @Test
    void shouldSayWhichPortIsInUseAndLeaveNothingBehind() throws IOException
    {
        final int binaryPort;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))
        {
            final int port = taken.getLocalPort();
            final IOException http = assertThrows(
                IOException.class, () -> start(TestGateway.options().httpPort(port).build()));
            assertEquals("the HTTP port " + port + " on 127.0.0.1 is in use by another process; choose another port",
                http.getMessage());
            final IOException binary = assertThrows(
                IOException.class, () -> start(TestGateway.options().binaryPort(port).build()));
            assertEquals("the binary port " + port + " on 127.0.0.1 is in use by another process; choose another port",
                binary.getMessage());
            binaryPort = port;
        }
        try (Gateway gateway = start(TestGateway.options().binaryPort(binaryPort).build()))
        {
            assertEquals(binaryPort, gateway.binaryPort());
        }
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(
            thread -> thread.isAlive() && thread.getName().startsWith("suuupra-changes")));
    }

    @Test
    void shouldSayThatAnAddressIsUnknown()
    {
        final IOException unknown = assertThrows(
            IOException.class, () -> start(TestGateway.options().bindAddress("no.such.host.invalid").build()));
        assertTrue(unknown.getMessage().contains("no.such.host.invalid"), unknown.getMessage());
    }

    @Test
    void shouldCloseTwice() throws IOException
    {
        final Gateway gateway = start(TestGateway.options().build());
        gateway.close();
        gateway.close();
    }

    @Test
    void shouldHaveTheDocumentedDefaults()
    {
        final GatewayOptions options = GatewayOptions.builder().build();
        assertEquals(8080, options.httpPort());
        assertEquals(9000, options.binaryPort());
        assertEquals("127.0.0.1", options.bindAddress());
        assertFalse(options.sandbox());
        assertEquals(128, options.requestCredits());
        assertEquals(4 * 1024 * 1024, options.byteCredits());
        assertEquals(1_000, options.heartbeatMs());
        assertEquals(5_000, options.authTimeoutMs());
        assertEquals(4 * 1024 * 1024, options.bodyMax());
        assertEquals(10_000, options.headTimeoutMs());
        assertEquals(1_024, options.bodyRateMin());
        assertEquals(30_000, options.frameTimeoutMs());
        assertEquals(0, options.requestsPerSecond());
        assertEquals(0, options.eventsPerSecond());
        assertEquals(4_096, options.connectionsMax());
        assertEquals(1_024, options.connectionsPerAddress());
        assertNull(options.tls());
        assertFalse(options.insecure());
        assertNull(options.refusals());
        assertFalse(options.version().isEmpty());
        assertFalse(options.version().contains("$"), "the build must fill the version in");
    }

    @Test
    void shouldNameTheOptionThatIsOutOfRange()
    {
        final IllegalArgumentException port = assertThrows(
            IllegalArgumentException.class, () -> GatewayOptions.builder().httpPort(65_536).build());
        assertEquals("httpPort must be 0 to 65535, is 65536", port.getMessage());
        final IllegalArgumentException credits = assertThrows(
            IllegalArgumentException.class, () -> GatewayOptions.builder().byteCredits(5).build());
        assertTrue(credits.getMessage().startsWith("byteCredits must be 1048576 to "), credits.getMessage());
        final IllegalArgumentException same = assertThrows(
            IllegalArgumentException.class, () -> GatewayOptions.builder().httpPort(9000).build());
        assertTrue(same.getMessage().contains("must be different"), same.getMessage());
    }
}
