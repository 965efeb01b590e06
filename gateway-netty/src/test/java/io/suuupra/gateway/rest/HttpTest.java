package io.suuupra.gateway.rest;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.FakeIngress;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.HttpClientRaw.Response;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpTest
{
    private static final String NODE = "GET /v1/node HTTP/1.1\r\nHost: x\r\n\r\n";
    private TestGateway gateway;

    @AfterEach
    void stop() throws IOException
    {
        gateway.close();
    }

    @Test
    void shouldKeepTheConnection() throws IOException
    {
        gateway = new TestGateway();
        gateway.ingress().replyWith(taken -> Messages.state());
        try (HttpClientRaw http = gateway.http())
        {
            for (int i = 0; i < 20; i++)
            {
                assertEquals(200, http.get("/v1/state").status());
                assertEquals(404, http.get("/nowhere").status());
            }
            assertEquals(1, gateway.gateway().metrics().rest().connections());
        }
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws IOException
    {
        gateway = new TestGateway();
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw(http.request("GET", "/v1/state", "") + http.request("POST", "/v1/transfers", "{}") + NODE +
                http.request("GET", "/v1/state", ""));
            final FakeIngress.Taken first = gateway.ingress().next();
            assertEquals(0, gateway.ingress().waiting());
            first.reply(Messages.state());
            assertTrue(http.read().body().contains("state_hash"));
            assertEquals(400, http.read().status());
            assertTrue(http.read().body().contains("binary_port"));
            gateway.ingress().next().reply(Messages.state());
            assertTrue(http.read().body().contains("state_hash"));
        }
    }

    @Test
    void shouldSurviveThousandsOfPipelinedRequests() throws IOException
    {
        gateway = new TestGateway();
        final int requests = 5_000;
        try (HttpClientRaw http = gateway.http())
        {
            final Thread writer = new Thread(() ->
            {
                try
                {
                    http.sendRaw(NODE.repeat(requests));
                }
                catch (final IOException broken)
                {
                    throw new AssertionError(broken);
                }
            });
            writer.start();
            for (int i = 0; i < requests; i++)
            {
                assertEquals(200, http.read().status());
            }
        }
    }

    @Test
    void shouldSurvivePipelinedRequestsForLargePages() throws IOException
    {
        gateway = new TestGateway();
        final int requests = 1_500;
        try (HttpClientRaw http = gateway.http())
        {
            final Thread writer = new Thread(() ->
            {
                try
                {
                    http.sendRaw("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(requests));
                }
                catch (final IOException broken)
                {
                    throw new AssertionError(broken);
                }
            });
            writer.start();
            for (int i = 0; i < requests; i++)
            {
                assertEquals(200, http.read().status());
            }
        }
    }

    @Test
    void shouldCloseWhenAskedTo() throws IOException
    {
        gateway = new TestGateway();
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/node HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            final Response response = http.read();
            assertEquals(200, response.status());
            assertEquals("close", response.header("connection"));
            assertTrue(http.isClosedByNode());
        }
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/node HTTP/1.0\r\n\r\n");
            assertEquals(200, http.read().status());
            assertTrue(http.isClosedByNode());
        }
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/node HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertEquals("keep-alive", http.read().header("connection"));
            http.sendRaw("GET /v1/node HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertEquals(200, http.read().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\u0001\u0002\u0003\u0004\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9x\r\n\r\n",
        "GET /v1/node HTTP/1.1\r\nHost: x\r\nBad Header\u0000: 1\r\n\r\n",
        "GET /v1/node HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "GET /v1/node HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        "POST /v1/transfers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" })
    void shouldRefuseWhatIsNotHttpAndClose(final String bytes) throws IOException
    {
        gateway = new TestGateway();
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw(bytes);
            final Response response = http.read();
            assertEquals(400, response.status(), response.body());
            assertEquals("close", response.header("connection"));
            assertTrue(response.body().contains("urn:suuupra:problem:malformed"), response.body());
            assertTrue(http.isClosedByNode());
        }
    }

    @Test
    void shouldBoundTheHead() throws IOException
    {
        gateway = new TestGateway();
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(400, http.read().status());
            assertTrue(http.isClosedByNode());
        }
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/node HTTP/1.1\r\nHost: x\r\n" +
                ("X-Padding: " + "y".repeat(1_000) + "\r\n").repeat(20) + "\r\n");
            assertEquals(400, http.read().status());
            assertTrue(http.isClosedByNode());
        }
    }

    @Test
    void shouldDemandHostMediaTypeAndNoBodyOnGet() throws IOException
    {
        gateway = new TestGateway();
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/node HTTP/1.1\r\n\r\n");
            assertTrue(http.read().body().contains("\"field\":\"Host\""));
            http.sendRaw("GET /v1/node HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            final Response body = http.read();
            assertEquals(400, body.status());
            assertTrue(body.body().contains("takes no body"), body.body());
            http.sendRaw(NODE);
            assertEquals(200, http.read().status());
            for (final String type : new String[]{
                "", "Content-Type: text/plain\r\n", "Content-Type: application/json; charset=latin1\r\n",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n" })
            {
                http.sendRaw(http.request("POST", "/v1/transfers", "{}")
                    .replace("Content-Type: application/json\r\n", type));
                assertEquals(415, http.read().status(), type);
            }
            http.sendRaw(http.request("POST", "/v1/transfers", "{}")
                .replace("application/json", "Application/JSON; charset=\"UTF-8\""));
            assertEquals(400, http.read().status());
        }
    }

    @Test
    void shouldRefuseLargeBodies() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().bodyMax(2_000));
        try (HttpClientRaw http = gateway.http())
        {
            http.send("POST", "/v1/transfers", " ".repeat(2_001));
            final Response declared = http.read();
            assertEquals(413, declared.status());
            assertTrue(declared.body().contains("2000 bytes"), declared.body());
            assertTrue(http.isClosedByNode());
        }
        try (HttpClientRaw http = gateway.http())
        {
            final String head = http.request("POST", "/v1/transfers", "")
                .replace("Content-Length: 0", "Transfer-Encoding: chunked");
            final String chunk = "320\r\n" + " ".repeat(0x320) + "\r\n";
            http.sendRaw(head + chunk.repeat(3));
            assertEquals(413, http.read().status());
            assertTrue(http.isClosedByNode());
        }
        try (HttpClientRaw http = gateway.http())
        {
            final String head = http.request("POST", "/nowhere", "")
                .replace("Content-Length: 0", "Transfer-Encoding: chunked");
            http.sendRaw(head + ("320\r\n" + " ".repeat(0x320) + "\r\n").repeat(3));
            assertEquals(404, http.read().status());
            assertTrue(http.isClosedByNode());
        }
    }

    @Test
    void shouldReadChunkedBodies() throws IOException
    {
        gateway = new TestGateway();
        gateway.ingress().replyWith(taken -> Messages.accounts());
        try (HttpClientRaw http = gateway.http())
        {
            final String head = http.request("POST", "/v1/accounts/lookup", "")
                .replace("Content-Length: 0", "Transfer-Encoding: chunked");
            http.sendRaw(head + "4\r\n{\"id\r\n8\r\ns\":[1,2]\r\n1\r\n}\r\n0\r\n\r\n" + NODE);
            assertEquals(200, http.read().status());
            assertEquals(200, http.read().status());
        }
    }

    @Test
    void shouldAskForABodyThatIsExpected() throws IOException
    {
        gateway = new TestGateway();
        gateway.ingress().replyWith(taken -> Messages.accounts());
        try (HttpClientRaw http = gateway.http())
        {
            final String body = "{\"ids\":[1]}";
            final String request = http.request("POST", "/v1/accounts/lookup", body)
                .replace("Host: test", "Host: test\r\nExpect: 100-continue");
            http.sendRaw(request.substring(0, request.length() - body.length()));
            assertEquals(100, http.read().status());
            http.sendRaw(body);
            assertEquals(200, http.read().status());
        }
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("POST /v1/transfers HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
            assertEquals(401, http.read().status());
            assertTrue(http.isClosedByNode());
        }
    }

    @Test
    void shouldTimeOutSlowBodiesAndIdleConnections() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().bodyTimeoutMs(150).idleTimeoutMs(400));
        try (HttpClientRaw slow = gateway.http(); HttpClientRaw idle = gateway.http())
        {
            final long start = System.nanoTime();
            final String request = slow.request("POST", "/v1/transfers", "{}");
            slow.sendRaw(request.substring(0, request.length() - 1));
            assertEquals(408, slow.read().status());
            assertTrue(slow.isClosedByNode());
            assertThrows(EOFException.class, idle::read);
            assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(300), "closed too early");
        }
    }

    @Test
    void shouldTimeOutHeadsThatNeverEnd() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().idleTimeoutMs(200));
        try (HttpClientRaw http = gateway.http())
        {
            final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            http.sendRaw("GET /v1/node HTTP/1.1\r\n");
            assertThrows(IOException.class, () ->
            {
                while (System.nanoTime() < deadline)
                {
                    http.sendRaw("X: y\r\n");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            });
        }
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenNoReplyComes() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().requestTimeoutMs(100));
        try (HttpClientRaw http = gateway.http())
        {
            final Response late = http.post("/v1/transfers", "{\"transfers\":[{}]}");
            assertEquals(504, late.status());
            assertTrue(late.body().contains("the outcome is unknown"), late.body());
            assertTrue(late.body().contains("/v1/transfers/lookup"), late.body());
            final FakeIngress.Taken first = gateway.ingress().next();
            http.send("GET", "/v1/state", "");
            final FakeIngress.Taken second = gateway.ingress().next();
            // The late reply must not be taken for that of the next request.
            first.reply(Messages.accounts());
            second.reply(Messages.state());
            assertEquals(200, http.read().status());
        }
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenTheNodeHalts() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().requestTimeoutMs(1_000));
        try (HttpClientRaw http = gateway.http())
        {
            http.send("POST", "/v1/transfers", "{\"transfers\":[{}]}");
            gateway.ingress().next();
            gateway.host().halted("a bad disk");
            final Response halted = http.read();
            assertEquals(503, halted.status());
            assertTrue(halted.body().contains("a bad disk; the outcome is unknown"), halted.body());
        }
    }

    @Test
    void shouldBoundTheRequestsOfAKey() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().requestsPerKey(1));
        try (HttpClientRaw one = gateway.http(); HttpClientRaw two = gateway.http();
            HttpClientRaw other = gateway.http(gateway.key(7)))
        {
            one.send("GET", "/v1/state", "");
            final FakeIngress.Taken first = gateway.ingress().next();
            final Response refused = two.get("/v1/state");
            assertEquals(429, refused.status());
            assertEquals("1", refused.header("retry-after"));
            other.send("GET", "/v1/state", "");
            gateway.ingress().next().reply(Messages.state());
            assertEquals(200, other.read().status());
            first.reply(Messages.state());
            assertEquals(200, one.read().status());
            two.send("GET", "/v1/state", "");
            gateway.ingress().next().reply(Messages.state());
            assertEquals(200, two.read().status());
        }
    }

    @Test
    void shouldRefuseARevokedOrRotatedKeyOnAConnectionThatIsKept() throws IOException
    {
        gateway = new TestGateway();
        gateway.ingress().replyWith(taken -> Messages.state());
        final ApiKey revoked = gateway.key(7);
        final ApiKey rotated = gateway.key(7);
        try (HttpClientRaw one = gateway.http(revoked); HttpClientRaw other = gateway.http(rotated))
        {
            assertEquals(200, one.get("/v1/state").status());
            assertEquals(200, other.get("/v1/state").status());
            gateway.keys().remove(revoked.id());
            gateway.keys().rotate(rotated.id(), Duration.ZERO);
            assertEquals(401, one.get("/v1/state").status());
            assertEquals(401, other.get("/v1/state").status());
            assertEquals(2, gateway.ingress().offers());
        }
    }

    @Test
    void shouldFinishTheRequestUnderWayBeforeItCloses() throws Exception
    {
        gateway = new TestGateway(TestGateway.options().closeTimeoutMs(10_000));
        try (HttpClientRaw http = gateway.http(); HttpClientRaw idle = gateway.http())
        {
            assertEquals(200, idle.get("/health/ready").status());
            http.send("GET", "/v1/state", "");
            final FakeIngress.Taken taken = gateway.ingress().next();
            final Thread closer = new Thread(() -> gateway.gateway().close());
            closer.start();
            assertTrue(idle.isClosedByNode());
            taken.reply(Messages.state());
            final Response response = http.read();
            assertEquals(200, response.status());
            assertEquals("close", response.header("connection"));
            assertTrue(http.isClosedByNode());
            closer.join(TimeUnit.SECONDS.toMillis(10));
            assertTrue(!closer.isAlive());
        }
    }

    @Test
    void shouldTurnConnectionsAwayAboveTheLimit() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().connectionsMax(1));
        try (HttpClientRaw first = gateway.http(); HttpClientRaw second = gateway.http())
        {
            assertTrue(second.isClosedByNode());
            assertEquals(200, first.get("/v1/node").status());
        }
        Await.until("the first connection is closed", () -> gateway.gateway().metrics().rest().connections() == 0);
    }
}
