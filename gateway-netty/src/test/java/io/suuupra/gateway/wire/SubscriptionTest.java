package io.suuupra.gateway.wire;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SubscriptionTest
{
    private static final int SUBSCRIPTIONS_MAX = 64;

    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().onFault(fault::set));
    }

    @AfterEach
    void stop() throws IOException
    {
        gateway.close();
    }

    /** Reads events until the position, each exactly once and in order. */
    private static long readTo(final WireClient client, final long request, final long after, final long last)
        throws IOException
    {
        long position = after;
        while (position < last)
        {
            final WireClient.Frame frame = client.read();
            assertEquals(request, frame.request());
            final ChangeEventsDecoder.EventsDecoder events = frame.changeEvents().events();
            assertTrue(events.count() > 0);
            while (events.hasNext())
            {
                assertEquals(++position, events.next().timestamp());
            }
        }
        return position;
    }

    @Test
    void shouldSendHistoryBehindThePositionThenLive() throws IOException
    {
        gateway.feed().durable(10_000);
        final ApiKey key = gateway.key(Principal.READ, 1, 9);
        try (WireClient client = gateway.open(key))
        {
            client.send(5, Messages.subscribe(2_500));
            readTo(client, 5, 2_500, 10_000);
            for (long position = 10_001; position <= 10_050; position++)
            {
                gateway.feed().durable(position);
                readTo(client, 5, position - 1, position);
            }
            assertEquals(new Principal(key.id(), 0, Principal.READ, 1, 9), gateway.feed().lastPrincipal());
        }
    }

    @Test
    void shouldServeSeveralSubscriptionsOfOneConnection() throws IOException
    {
        gateway.feed().durable(3);
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.subscribe(0));
            readTo(client, 1, 0, 3);
            client.send(2, Messages.subscribe(3));
            Await.until("the second one is open", () -> gateway.feed().cursors() == 2);
            gateway.feed().durable(4);
            final long first = client.read().request();
            final long second = client.read().request();
            assertEquals(3, first + second);
        }
    }

    @Test
    void shouldBoundSubscriptions() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            for (int i = 1; i <= SUBSCRIPTIONS_MAX + 1; i++)
            {
                client.send(i, Messages.subscribe(0));
            }
            final WireClient.Frame refused = client.read();
            assertEquals(SUBSCRIPTIONS_MAX + 1, refused.request());
            assertEquals(FailureCode.FORBIDDEN, refused.failureCode());
            client.send(101, Messages.unsubscribe(3));
            client.send(102, Messages.subscribe(0));
            client.send(103, Messages.subscribe(0));
            assertEquals(103, client.read().request());
        }
    }

    @Test
    void shouldRefuseTwinsAndStrangeNumbers() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.subscribe(0));
            client.send(1, Messages.subscribe(0));
            assertEquals("request", client.read().failure().field());
            client.send(2, Messages.unsubscribe(9));
            final WireClient.Frame refused = client.read();
            assertEquals(2, refused.request());
            assertEquals(FailureCode.MALFORMED, refused.failureCode());
            client.send(3, Messages.subscribe(-1));
            assertEquals("position", client.read().failure().field());
        }
    }

    @Test
    void shouldSendNothingAfterUnsubscribe() throws IOException
    {
        gateway.feed().durable(1);
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.subscribe(0));
            readTo(client, 1, 0, 1);
            client.send(2, Messages.unsubscribe(1));
            client.send(3, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(3, client.read().request());
            assertEquals(0, gateway.gateway().metrics().subscriptions());
            gateway.feed().durable(2);
            client.send(4, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(4, client.read().request());
        }
    }

    @Test
    void shouldWaitForAReaderThatIsSlow() throws IOException
    {
        gateway.feed().durable(200_000);
        try (WireClient client = new WireClient(gateway.gateway().binaryPort(), 64 * 1024))
        {
            client.authenticate(gateway.admin(), 1, 2);
            client.send(1, Messages.subscribe(0));
            final long[] sent = { -1 };
            Await.until("the node stops sending", () ->
            {
                final long before = sent[0];
                sent[0] = sentBytes();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                return before == sent[0] && before > 1_000;
            });
            // The water mark, the messages in flight and what the kernel keeps, but not the whole history of 50 MB.
            assertTrue(sent[0] < 16 * 1024 * 1024, sent[0] + " bytes were sent to a peer that reads nothing");
            readTo(client, 1, 0, 200_000);
        }
    }

    private long sentBytes()
    {
        try (var http = gateway.http())
        {
            return http.get("/metrics").body().lines()
                .filter(line -> line.startsWith("suuupra_gateway_sent_bytes_total{protocol=\"binary\"}"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst().orElseThrow();
        }
        catch (final IOException broken)
        {
            throw new AssertionError(broken);
        }
    }

    @Test
    void shouldTellPeerAndNodeWhenTheFeedCannotBeRead() throws IOException
    {
        gateway.feed().durable(1);
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.subscribe(0));
            readTo(client, 1, 0, 1);
            gateway.feed().fault(new IllegalStateException("a bad block"));
            final WireClient.Frame frame = client.read();
            assertEquals(1, frame.request());
            assertEquals(FailureCode.HALTED, frame.failureCode());
            Await.until("the node hears of it", () -> fault.get() != null);
            assertEquals("a bad block", fault.get().getMessage());
            client.send(2, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(2, client.read().request());
        }
    }

    @Test
    void shouldForgetSubscriptionsOfAClosedConnection() throws IOException
    {
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.subscribe(0));
            Await.until("it is open", () -> gateway.feed().cursors() == 1);
            assertEquals(1, gateway.gateway().metrics().subscriptions());
        }
        Await.until("it is forgotten", () -> gateway.gateway().metrics().subscriptions() == 0);
        gateway.gateway().close();
        assertEquals(0, gateway.feed().listeners());
    }
}
