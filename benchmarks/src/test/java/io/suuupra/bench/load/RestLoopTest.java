package io.suuupra.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.codecs.edge.UInt128;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The REST load against a small server. */
final class RestLoopTest
{
    private static final long SEED = 11;
    private static final int CONNECTIONS = 3;

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Set<String> accounts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException
    {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
    }

    @AfterEach
    void stop()
    {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldPostTransfersWithNewIdsAndCountThem() throws IOException
    {
        final LoadFigures figures = run("created");
        assertEquals(requests.get(), figures.ever());
        assertTrue(figures.ever() >= CONNECTIONS, "each connection had an answer");
        assertTrue(figures.isClean(), figures.errors());
        assertEquals(requests.get(), ids.size());
        final MixedIds accountIds = TransferSource.accountIds(SEED);
        final Set<UInt128> known = Set.of(accountIds.id(0), accountIds.id(1), accountIds.id(2));
        accounts.forEach(account -> assertTrue(known.contains(UInt128.parse(account)), account));
        assertEquals(3, accounts.size());
        assertEquals(Set.of("Bearer one", "Bearer two"), keys);
        assertTrue(figures.latency().count() > 0);
    }

    @Test
    void shouldCountWhatIsRefused() throws IOException
    {
        final LoadFigures figures = run("exceeds_credits");
        assertEquals(0, figures.ever());
        assertFalse(figures.isClean());
        assertTrue(figures.errors().contains("exceeds_credits"), figures.errors());
        assertNotEquals(0, requests.get());
    }

    @Test
    void shouldFailWhenTheServerEndsAConnection()
    {
        server.createContext("/v1/transfers", HttpExchange::close);
        server.start();
        final Tally tally = new Tally(pace());
        assertThrows(IOException.class, () -> loop(tally).call());
    }

    private LoadFigures run(final String status) throws IOException
    {
        server.createContext("/v1/transfers", exchange -> answer(exchange, status));
        server.start();
        final Tally tally = new Tally(pace());
        loop(tally).call();
        return tally.figures();
    }

    private static Pace pace()
    {
        return new Pace.Saturation(RigClock.SYSTEM.nowNs(), 0, Pace.SECOND_NS / 2);
    }

    private RestLoop loop(final Tally tally)
    {
        final String host = "localhost:" + server.getAddress().getPort();
        final List<RestRequest> asked = List.of(new RestRequest(host, "one"), new RestRequest(host, "two"));
        return new RestLoop(server.getAddress(), asked, CONNECTIONS, 3, SEED, pace(), tally, RigClock.SYSTEM);
    }

    private void answer(final HttpExchange exchange, final String status) throws IOException
    {
        requests.incrementAndGet();
        final JsonNode transfer = new ObjectMapper().readTree(exchange.getRequestBody()).path("transfers").path(0);
        ids.add(transfer.path("id").textValue());
        accounts.add(transfer.path("debit_account_id").textValue());
        accounts.add(transfer.path("credit_account_id").textValue());
        keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
        final byte[] body = ("{\"results\":[{\"timestamp\":\"1\",\"status\":\"" + status + "\"}]}")
            .getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
