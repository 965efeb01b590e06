package io.suuupra.client;

import io.suuupra.codecs.auth.ApiKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClientOptionsTest
{
    private static final ApiKey KEY = ApiKey.generate(new SecureRandom());

    private static void assertNames(final String option, final Executable call)
    {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refused.getMessage().startsWith(option + ":"), refused.getMessage());
        assertFalse(refused.getMessage().contains(KEY.reveal()), "the key leaked");
    }

    @Test
    void shouldParseAddressAndKey()
    {
        final ClientOptions options = ClientOptions.parse("suuupra://node.example:9100", KEY.reveal());

        assertEquals("node.example", options.host());
        assertEquals(9_100, options.port());
        assertEquals(KEY.reveal(), options.key().reveal());
        assertEquals(Duration.ofSeconds(30), options.requestTimeout());
        assertEquals(ClientOptions.PORT_DEFAULT, ClientOptions.parse("suuupra://node", KEY.reveal()).port());
        assertEquals("::1", ClientOptions.parse("suuupra://[::1]:9000", KEY.reveal()).host());
    }

    @Test
    void shouldRefuseBadAddressAndKey()
    {
        for (final String address : new String[]{
            "localhost:9000", "http://localhost:9000", "suuupra:localhost", "suuupra://", "suuupra://a:9000/path",
            "suuupra://user@a:9000", "suuupra://a:9000?x=1", "not an address"})
        {
            assertNames("address", () -> ClientOptions.parse(address, KEY.reveal()));
        }
        assertNames("key", () -> ClientOptions.parse("suuupra://a:9000", KEY.reveal().substring(1)));
        assertNames("port", () -> ClientOptions.parse("suuupra://a:99999", KEY.reveal()));
    }

    @Test
    void shouldNameTheOptionThatIsOutOfRange()
    {
        final ClientOptions options = ClientOptions.of("localhost", 9_000, KEY);
        assertNames("host", () -> ClientOptions.of(" ", 9_000, KEY));
        assertNames("port", () -> ClientOptions.of("localhost", 0, KEY));
        assertNames("connectTimeout", () -> options.withConnectTimeout(Duration.ZERO));
        assertNames("connectTimeout", () -> options.withConnectTimeout(Duration.ofHours(2)));
        assertNames("requestTimeout", () -> options.withRequestTimeout(Duration.ofNanos(1)));
        assertNames("inFlightMax", () -> options.withInFlightMax(0));
        assertNames("batchMax", () -> options.withBatchMax(8_190));
        assertNames("batchesInFlight", () -> options.withBatchesInFlight(0));
        assertNames("reconnectMin", () -> options.withReconnect(Duration.ZERO, Duration.ofSeconds(1)));
        assertNames("reconnectMax", () -> options.withReconnect(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertNames("pendingMax", () -> options.withPendingMax(0));
        assertThrows(NullPointerException.class, () -> options.withRequestTimeout(null));
    }

    @Test
    void shouldChangeOneOptionAtATime()
    {
        final ClientOptions options = ClientOptions.of("localhost", 9_000, KEY)
            .withConnectTimeout(Duration.ofSeconds(1)).withRequestTimeout(Duration.ofSeconds(2)).withInFlightMax(3)
            .withBatching(false).withBatchMax(4).withBatchesInFlight(5)
            .withReconnect(Duration.ofSeconds(6), Duration.ofSeconds(7)).withPendingMax(8);

        assertEquals(new ClientOptions("localhost", 9_000, KEY, Duration.ofSeconds(1), Duration.ofSeconds(2), 3, false,
            4, 5, Duration.ofSeconds(6), Duration.ofSeconds(7), 8, null), options);
    }

    @Test
    void shouldSpeakTlsWhenTheAddressSaysSo()
    {
        assertNull(ClientOptions.parse("suuupra://a", KEY.reveal()).tls());
        final ClientOptions options = ClientOptions.parse("suuupras://[::1]:9100", KEY.reveal());
        assertEquals(ClientTls.system(), options.tls());
        assertEquals("::1", options.host());
        final Path file = Path.of("a");
        final ClientTls tls = ClientTls.system().withCa(file).withCertificate(file, file);
        assertEquals(tls, options.withTls(tls).withBatchMax(4).withPendingMax(8).withInFlightMax(2).withBatching(false)
            .withReconnect(Duration.ofSeconds(6), Duration.ofSeconds(7)).withBatchesInFlight(3)
            .withConnectTimeout(Duration.ofSeconds(1)).withRequestTimeout(Duration.ofSeconds(1)).tls());
        assertThrows(IllegalArgumentException.class, () -> new ClientTls(null, file, null));
    }

    @Test
    void shouldSayWhichTlsFileCannotBeUsed()
    {
        final ClientOptions options = ClientOptions.of("127.0.0.1", 9_000, KEY)
            .withTls(ClientTls.system().withCa(Path.of("no-such-file")));
        final ConnectionFailedException refused =
            assertThrows(ConnectionFailedException.class, () -> SuuupraClient.connect(options).close());
        assertTrue(refused.getMessage().contains("no-such-file"), refused.getMessage());
    }

    @Test
    void shouldNotTellTheSecret()
    {
        assertFalse(ClientOptions.of("localhost", 9_000, KEY).toString().contains(KEY.reveal()));
    }
}
