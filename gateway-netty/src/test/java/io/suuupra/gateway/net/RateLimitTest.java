package io.suuupra.gateway.net;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.gateway.auth.KeyTerms;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.HttpClientRaw.Response;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RateLimitTest
{
    private final Queue<WireClient> abusing = new ConcurrentLinkedQueue<>();
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().restThreads(1).binaryThreads(1));
        gateway.ingress().replyWith(taken -> taken.templateId() == GetStateDecoder.TEMPLATE_ID ?
            Messages.state() : Messages.accounts());
    }

    @AfterEach
    void stop() throws IOException
    {
        gateway.close();
    }

    private ApiKey key(final int requests, final int events) throws IOException
    {
        return gateway.keys().add("limited", Principal.READ | Principal.ADMIN, 0, -1,
            new KeyTerms(0, requests, events, ""));
    }

    @Test
    void shouldTellHowMuchIsLeftAndWhenToComeBack() throws IOException
    {
        try (HttpClientRaw http = gateway.http(key(2, 0)))
        {
            final Response first = http.get("/v1/state");
            assertEquals(200, first.status());
            assertEquals("\"requests\";q=2;w=1", first.header("ratelimit-policy"));
            assertEquals("\"requests\";r=1;t=1", first.header("ratelimit"));
            assertEquals(200, http.get("/v1/state").status());
            final Response refused = http.get("/v1/state");
            assertEquals(429, refused.status());
            assertEquals("1", refused.header("retry-after"));
            assertEquals("\"requests\";r=0;t=1", refused.header("ratelimit"));
            assertTrue(refused.body().contains("urn:suuupra:problem:rate-limited"), refused.body());
            assertTrue(refused.body().contains("2 requests a second"), refused.body());
            assertEquals(2, gateway.ingress().offers());
            // The pause behind the refusal lasts until there is room again.
            assertEquals(200, http.get("/v1/state").status());
        }
    }

    @Test
    void shouldSayNothingOfRatesToAKeyWithoutOne() throws IOException
    {
        try (HttpClientRaw http = gateway.http())
        {
            final Response response = http.get("/v1/state");
            assertFalse(response.headers().containsKey("ratelimit"));
            assertFalse(response.headers().containsKey("ratelimit-policy"));
        }
    }

    @Test
    void shouldHoldAKeyToItsEventsOverAllConnections() throws IOException
    {
        final ApiKey key = key(0, 10);
        try (HttpClientRaw one = gateway.http(key); HttpClientRaw other = gateway.http(key))
        {
            assertEquals(200, one.post("/v1/accounts/lookup", "{\"ids\":[" + "1,".repeat(39) + "1]}").status());
            final Response refused = other.get("/v1/state");
            assertEquals(429, refused.status());
            assertTrue(Integer.parseInt(refused.header("retry-after")) >= 3, refused.header("retry-after"));
        }
    }

    @Test
    void shouldUseTheNodesRateForKeysWithoutTheirOwnAndFollowChanges() throws IOException
    {
        gateway.keys().defaultRates(1, 0);
        try (HttpClientRaw http = gateway.http())
        {
            assertEquals(200, http.get("/v1/state").status());
            assertEquals(429, http.get("/v1/state").status());
        }
        gateway.keys().defaultRates(0, 0);
        try (HttpClientRaw http = gateway.http())
        {
            for (int i = 0; i < 20; i++)
            {
                assertEquals(200, http.get("/v1/state").status());
            }
        }
    }

    @Test
    void shouldRefuseBeforeALongBodyIsRead() throws IOException
    {
        final ApiKey key = key(1, 0);
        try (HttpClientRaw http = gateway.http(key))
        {
            assertEquals(200, http.get("/v1/state").status());
            http.sendRaw("POST /v1/accounts/lookup HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key.reveal() +
                "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
            final Response refused = http.read();
            assertEquals(429, refused.status());
            assertEquals("close", refused.header("connection"));
            assertTrue(http.isClosedByNode());
        }
    }

    @Test
    void shouldDropAShortBodyAndKeepTheConnection() throws IOException
    {
        try (HttpClientRaw http = gateway.http(key(1, 0)))
        {
            assertEquals(200, http.get("/v1/state").status());
            assertEquals(429, http.post("/v1/accounts/lookup", "this is never looked at").status());
            assertEquals(200, http.get("/v1/state").status());
        }
    }

    @Test
    void shouldRefuseBinaryRequestsLikeOnesForWhichThereIsNoRoom() throws IOException
    {
        try (WireClient client = gateway.open(key(3, 0)))
        {
            for (int i = 1; i <= 3; i++)
            {
                client.send(i, Messages.getState());
                assertEquals(StateReplyDecoder.TEMPLATE_ID, client.read().templateId());
            }
            client.sendRaw(WireClient.concat(
                WireClient.frame(4, Messages.getState()), WireClient.frame(5, Messages.getState())));
            final WireClient.Frame refused = client.read();
            assertEquals(4, refused.request());
            assertEquals(FailureCode.BUSY, refused.failureCode());
            final FailureDecoder why = refused.failure();
            assertEquals("", why.field());
            assertTrue(why.rule().startsWith("the key may send 3 requests a second; come back in "));
            assertEquals(FailureCode.BUSY, client.read().failureCode());
            assertEquals(3, gateway.ingress().offers());
            // The Resume is the last that is read until there is room: what follows it is served.
            client.sendRaw(WireClient.concat(
                WireClient.frame(0, Messages.resume()), WireClient.frame(6, Messages.getState())));
            final WireClient.Frame served = client.read();
            assertEquals(6, served.request());
            assertEquals(StateReplyDecoder.TEMPLATE_ID, served.templateId());
        }
    }

    @Test
    void shouldLetTheClientGoOnAtTheRateOfItsKey() throws IOException
    {
        final ApiKey key = key(20, 0);
        try (SuuupraClient client = SuuupraClient.connect(
            ClientOptions.of("127.0.0.1", gateway.gateway().binaryPort(), key)))
        {
            final List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 45; i++)
            {
                answers.add(client.lookupAccounts(List.of(UInt128.of(1))));
            }
            CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0])).join();
        }
        assertEquals(45, gateway.ingress().offers());
    }

    /** One event loop for each protocol, so that whoever takes its time takes it from the other. */
    @Test
    void shouldServeTheHonestWhileAnotherSendsAllItCan() throws Exception
    {
        final ApiKey abuser = key(5, 0);
        final ApiKey honest = gateway.key(Principal.READ | Principal.ADMIN);
        final AtomicBoolean done = new AtomicBoolean();
        final AtomicInteger served = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        final List<Thread> abusers = new ArrayList<>();
        for (int i = 0; i < 8; i++)
        {
            final boolean overRest = i % 2 == 0;
            abusers.add(Thread.ofPlatform().start(() ->
            {
                while (!done.get())
                {
                    if (overRest)
                    {
                        abuseRest(abuser, done, served, refused);
                    }
                    else
                    {
                        abuseWire(abuser, done, refused);
                    }
                }
            }));
        }
        try (HttpClientRaw http = gateway.http(honest); WireClient wire = gateway.open(honest))
        {
            for (int i = 1; i <= 500; i++)
            {
                assertEquals(200, http.get("/v1/state").status());
                wire.send(i, Messages.getState());
                assertEquals(StateReplyDecoder.TEMPLATE_ID, wire.read().templateId());
            }
        }
        finally
        {
            done.set(true);
            for (final WireClient client : abusing)
            {
                client.close();
            }
        }
        for (final Thread thread : abusers)
        {
            thread.join();
        }
        assertTrue(refused.get() > 0);
        final int takenOfAbuser = gateway.ingress().offers() - 1_000;
        assertTrue(takenOfAbuser < 500, "the abuser got " + takenOfAbuser + " requests through");
        assertTrue(gateway.gateway().metrics().refusals(FailureCode.BUSY) < 100_000,
            "who is refused is not read again at once: " + gateway.gateway().metrics().refusals(FailureCode.BUSY));
    }

    private void abuseRest(
        final ApiKey key, final AtomicBoolean done, final AtomicInteger served, final AtomicInteger refused)
    {
        try (HttpClientRaw http = gateway.http(key))
        {
            final String requests = http.request("GET", "/v1/state", "").repeat(20);
            while (!done.get())
            {
                http.sendRaw(requests);
                for (int i = 0; i < 20 && !done.get(); i++)
                {
                    (http.read().status() == 429 ? refused : served).incrementAndGet();
                }
            }
        }
        catch (final IOException ended)
        {
            refused.incrementAndGet();
        }
    }

    /** Never resumes, and never waits for an answer. */
    private void abuseWire(final ApiKey key, final AtomicBoolean done, final AtomicInteger refused)
    {
        try (WireClient client = gateway.open(key))
        {
            abusing.add(client);
            final byte[] frames = WireClient.concat(
                Collections.nCopies(50, WireClient.frame(9, Messages.getState())).toArray(new byte[0][]));
            Thread.ofVirtual().start(() -> drain(client));
            while (!done.get())
            {
                client.sendRaw(frames);
            }
        }
        catch (final IOException ended)
        {
            refused.incrementAndGet();
        }
    }

    private static void drain(final WireClient client)
    {
        try
        {
            client.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        catch (final IOException ended)
        {
            // The test has closed it, or the node has: the sender notices.
            client.socket();
        }
    }
}
