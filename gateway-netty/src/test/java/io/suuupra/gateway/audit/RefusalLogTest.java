package io.suuupra.gateway.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RefusalLogTest
{
    @TempDir
    private Path folder;

    private static Refusal refusal(final String host, final String rule)
    {
        return new Refusal("rest", InetSocketAddress.createUnresolved(host, 5), 0x1F, "GET /v1/state", "node",
            "forbidden", "scope", rule);
    }

    private static Map<String, String> parse(final String line)
    {
        final Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line))
        {
            assertEquals(JsonToken.START_OBJECT, parser.nextToken());
            while (parser.nextToken() != JsonToken.END_OBJECT)
            {
                final String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getText());
            }
        }
        catch (final IOException bad)
        {
            throw new AssertionError(line, bad);
        }
        return fields;
    }

    private List<Map<String, String>> lines() throws IOException
    {
        final List<Map<String, String>> lines = new ArrayList<>();
        for (final String line : Files.readAllLines(folder.resolve("refusals.log")))
        {
            lines.add(parse(line));
        }
        return lines;
    }

    @Test
    void shouldWriteOneLineForEach() throws IOException
    {
        try (RefusalLog log = RefusalLog.open(folder))
        {
            log.add(refusal("a", "the \"rule\"\n"));
            log.add(new Refusal("binary", null, 0, "connection", "", "busy", "", "full"));
        }
        final List<Map<String, String>> lines = lines();
        assertEquals(2, lines.size());
        assertNotNull(Instant.parse(lines.getFirst().remove("time")));
        assertEquals(Map.of("protocol", "rest", "peer", "a:5", "key", "000000000000001f", "request", "GET /v1/state",
            "object", "node", "code", "forbidden", "field", "scope", "rule", "the \"rule\"\n"), lines.getFirst());
        assertFalse(lines.getLast().containsKey("key"));
    }

    @Test
    void shouldGoOnBehindWhatIsThereAndKeepItFromOthers() throws IOException
    {
        final Path own = folder.resolve("audit");
        RefusalLog.open(own).close();
        try (RefusalLog log = RefusalLog.open(own))
        {
            log.add(refusal("a", "1"));
        }
        try (RefusalLog log = RefusalLog.open(own))
        {
            log.add(refusal("a", "2"));
        }
        assertEquals(2, Files.readAllLines(own.resolve("refusals.log")).size());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    }

    @Test
    void shouldCountWhatIsTooMuchAndLeaveRoomForOthers() throws IOException
    {
        try (RefusalLog log = RefusalLog.open(folder))
        {
            for (int i = 0; i < 10_000; i++)
            {
                log.add(refusal("flood", "x"));
            }
            log.add(refusal("flood", "x"));
            assertTrue(log.suppressed() > 0);
        }
        final List<Map<String, String>> lines = lines();
        final long suppressed = lines.stream().filter(line -> line.containsKey("suppressed"))
            .mapToLong(line -> Long.parseLong(line.get("suppressed"))).sum();
        final long logged = lines.stream().filter(line -> line.containsKey("rule")).count();
        assertEquals(10_001, suppressed + logged, "nothing is lost without being counted");
        // A second or two may pass meanwhile, each with lines of its own.
        assertTrue(logged <= 5L * RefusalLog.LINES_PER_ADDRESS, "lines " + logged);
    }

    @Test
    void shouldNotLetOneAddressTakeAllLines() throws IOException
    {
        try (RefusalLog log = RefusalLog.open(folder))
        {
            for (int i = 0; i < 1_000; i++)
            {
                log.add(new Refusal("rest", new InetSocketAddress("127.0.0.1", 1), 0, "r", "", "c", "", "flood"));
            }
            log.add(new Refusal("rest", new InetSocketAddress("127.0.0.9", 1), 0, "r", "", "c", "", "other"));
        }
        assertEquals(1, lines().stream().filter(line -> "other".equals(line.get("rule"))).count());
    }

    @Test
    void shouldKeepSoManyFilesOfSoManyBytes() throws IOException
    {
        try (RefusalFile file = new RefusalFile(folder, 1_000, 3))
        {
            for (int i = 0; i < 100; i++)
            {
                file.write(refusal("a", "number " + i), Instant.EPOCH, 0);
            }
        }
        try (Stream<Path> files = Files.list(folder))
        {
            for (final Path file : files.toList())
            {
                assertTrue(Files.size(file) <= 1_000, file.toString());
            }
        }
        assertTrue(Files.readString(folder.resolve("refusals.log")).contains("number 99"));
        assertTrue(Files.exists(folder.resolve("refusals.log.2")));
        assertFalse(Files.exists(folder.resolve("refusals.log.3")));
    }

    @Test
    void shouldLogEveryKindOfRefusalAndNoSecret() throws IOException
    {
        final String secret;
        final String reader;
        try (TestGateway gateway = new TestGateway(TestGateway.options().refusals(folder).connectionsPerAddress(5)))
        {
            final ApiKey key = gateway.key(Principal.READ, 1, 5);
            secret = key.reveal();
            reader = HexFormat.of().toHexDigits(key.id());
            try (HttpClientRaw http = gateway.http(key); WireClient wire = gateway.open(key))
            {
                assertEquals(403, http.get("/v1/state").status());
                assertEquals(404, http.get("/nowhere").status());
                assertEquals(400, http.post("/v1/accounts/lookup", "{\"ids\":[\"x\"]}").status());
                http.sendRaw("GET /v1/state HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + secret + "x\r\n\r\n");
                assertEquals(401, http.read().status());
                wire.send(1, Messages.getState());
                assertEquals(FailureCode.FORBIDDEN, wire.read().failureCode());
            }
            try (HttpClientRaw http = gateway.http(key))
            {
                // A client that lost its place in the stream sends its key where a request should stand.
                http.sendRaw("Authorization: Bearer " + secret + "\r\n\r\n");
                assertEquals(400, http.read().status());
            }
            try (WireClient wire = gateway.connect())
            {
                wire.readNonce();
                wire.send(1, WireClient.authenticate(key.id(), 1, 2, new byte[32], new byte[32]));
                assertEquals(FailureCode.UNAUTHENTICATED, wire.read().failureCode());
            }
            Await.until("all are written", () -> count("\"code\"") == 7);
        }
        final String all = Files.readString(folder.resolve("refusals.log"));
        // A parser of HTTP may have made capitals of it.
        assertFalse(all.toLowerCase(Locale.ROOT).contains(
            secret.split("_", 3)[2].toLowerCase(Locale.ROOT)), all);
        assertEquals(List.of("forbidden GET /v1/state node " + reader, "not_found none null null",
            "malformed POST /v1/accounts/lookup account " + reader, "unauthenticated GET /v1/state node null",
            "forbidden get_state node " + reader, "malformed none null null",
            "unauthenticated connection null null"),
            lines().stream().map(line -> line.get("code") + " " + line.get("request") + " " + line.get("object") +
            " " + line.get("key")).toList());
    }

    private long count(final String text)
    {
        try
        {
            return Files.readString(folder.resolve("refusals.log")).split(text, -1).length - 1L;
        }
        catch (final IOException unreadable)
        {
            throw new AssertionError(unreadable);
        }
    }
}
