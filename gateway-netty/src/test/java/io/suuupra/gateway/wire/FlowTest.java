package io.suuupra.gateway.wire;

import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.GetStateDecoder;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.engine.host.Offer;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.FakeIngress;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FlowTest
{
    private TestGateway gateway;

    @AfterEach
    void stop() throws IOException
    {
        gateway.close();
    }

    private static byte[] created()
    {
        return Messages.transferResults(CreateTransferStatus.CREATED);
    }

    @Test
    void shouldStopReadingWhenRequestCreditsAreUsedUp() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().requestCredits(3));
        try (WireClient client = gateway.open(); WireClient other = gateway.open())
        {
            for (int i = 1; i <= 5; i++)
            {
                client.send(i, Messages.createTransfers(1));
            }
            final List<FakeIngress.Taken> first = gateway.ingress().next(3);
            // A request of another connection shows that the node had time to take a fourth one, and did not.
            other.send(1, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            other.read();
            assertEquals(0, gateway.ingress().waiting());
            first.get(1).reply(created());
            assertEquals(2, client.read().request());
            assertEquals(4, gateway.ingress().next().request());
            assertEquals(0, gateway.ingress().waiting());
            first.get(0).reply(created());
            assertEquals(1, client.read().request());
            assertEquals(5, gateway.ingress().next().request());
        }
    }

    @Test
    void shouldStopReadingWhenByteCreditsAreUsedUp() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().byteCredits(1024 * 1024));
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.createTransfers(8_000));
            client.send(2, Messages.createTransfers(8_000));
            final FakeIngress.Taken first = gateway.ingress().next();
            assertEquals(1, first.request());
            try (WireClient other = gateway.open())
            {
                other.send(1, Messages.getState());
                gateway.ingress().next().reply(Messages.state());
                other.read();
            }
            assertEquals(0, gateway.ingress().waiting());
            first.reply(created());
            assertEquals(1, client.read().request());
            assertEquals(2, gateway.ingress().next().request());
        }
    }

    @Test
    void shouldCarryManyRequestsAndRepliesFromManyThreads() throws IOException
    {
        gateway = new TestGateway();
        final int requests = 2_000;
        final List<Thread> hosts = List.of(hostThread(requests / 2), hostThread(requests / 2));
        try (WireClient client = gateway.open())
        {
            hosts.forEach(Thread::start);
            final Thread writer = new Thread(() ->
            {
                try
                {
                    for (int i = 0; i < requests; i++)
                    {
                        client.send(i, Messages.createTransfers(1 + i % 7));
                    }
                }
                catch (final IOException broken)
                {
                    throw new AssertionError(broken);
                }
            });
            writer.start();
            final Set<Long> answered = new HashSet<>();
            for (int i = 0; i < requests; i++)
            {
                assertTrue(answered.add(client.read().request()), "a request was answered twice");
            }
            assertEquals(requests, answered.size());
        }
    }

    private Thread hostThread(final int requests)
    {
        final Thread thread = new Thread(() ->
        {
            for (int i = 0; i < requests; i++)
            {
                gateway.ingress().next().reply(created());
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    @Test
    void shouldRefuseEverythingAfterBusyUntilResume() throws IOException
    {
        gateway = new TestGateway();
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.createTransfers(1));
            final FakeIngress.Taken first = gateway.ingress().next();
            gateway.ingress().answer(Offer.BUSY);
            client.send(2, Messages.createTransfers(1));
            assertEquals(FailureCode.BUSY, client.read().failureCode());
            gateway.ingress().answer(Offer.ACCEPTED);
            final int offers = gateway.ingress().offers();
            client.sendRaw(WireClient.concat(
                WireClient.frame(3, Messages.createTransfers(1)),
                WireClient.frame(4, Messages.getState()),
                WireClient.frame(5, Messages.subscribe(0)),
                WireClient.frame(0, Messages.heartbeat()),
                WireClient.frame(0, Messages.resume()),
                WireClient.frame(2, Messages.createTransfers(1))));
            for (int request = 3; request <= 5; request++)
            {
                final WireClient.Frame refused = client.read();
                assertEquals(request, refused.request());
                assertEquals(FailureCode.BUSY, refused.failureCode());
            }
            assertEquals(2, gateway.ingress().next().request());
            assertEquals(offers + 1, gateway.ingress().offers());
            // What was taken before the refusal is not lost by it.
            first.reply(created());
            assertEquals(1, client.read().request());
        }
    }

    @Test
    void shouldPassShortageAndHaltOnWithoutBlockingReads() throws IOException
    {
        gateway = new TestGateway();
        gateway.host().shortage("12 MB of disk left");
        try (WireClient client = gateway.open())
        {
            gateway.ingress().answer(Offer.SHORTAGE);
            client.send(1, Messages.createTransfers(1));
            final WireClient.Frame shortage = client.read();
            assertEquals(FailureCode.SHORTAGE, shortage.failureCode());
            gateway.ingress().answer(Offer.ACCEPTED);
            client.send(2, Messages.lookupAccounts(1));
            gateway.ingress().next().reply(Messages.accounts());
            assertEquals(2, client.read().request());
            gateway.ingress().answer(Offer.HALTED);
            client.send(3, Messages.lookupAccounts(1));
            assertEquals(FailureCode.HALTED, client.read().failureCode());
        }
    }

    @Test
    void shouldTellThatTheOutcomeIsUnknownWhenTheNodeHalts() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().heartbeatMs(40));
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.createTransfers(1));
            client.send(2, Messages.createTransfers(1));
            final FakeIngress.Taken taken = gateway.ingress().next();
            gateway.ingress().next();
            gateway.host().halted("the disk returned an error");
            final Set<Long> told = new HashSet<>();
            for (int i = 0; i < 2; i++)
            {
                final WireClient.Frame frame = client.read();
                final var failure = frame.failure();
                assertEquals(FailureCode.HALTED, failure.code());
                assertEquals("", failure.field());
                assertTrue(failure.rule().contains("unknown: the disk returned an error"));
                told.add(frame.request());
            }
            assertEquals(Set.of(1L, 2L), told);
            taken.reply(created());
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldMoveTheClockOnASandboxOnly() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().sandbox(true));
        try (WireClient client = gateway.open(); WireClient poster = gateway.open(gateway.reader()))
        {
            client.send(1, Messages.tick(60));
            gateway.ingress().next().reply(Messages.commandReply(61, CommandStatus.DONE));
            assertEquals(1, client.read().request());
            poster.send(2, Messages.tick(60));
            assertEquals(FailureCode.FORBIDDEN, poster.read().failureCode());
        }
    }

    @Test
    void shouldSendHeartbeatsAndCloseWhenThePeerIsSilent() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().heartbeatMs(50));
        try (WireClient client = gateway.open())
        {
            final long start = System.nanoTime();
            int heartbeats = 0;
            boolean open = true;
            while (open)
            {
                try
                {
                    assertEquals(HeartbeatDecoder.TEMPLATE_ID, client.readAny().templateId());
                    heartbeats++;
                }
                catch (final EOFException closed)
                {
                    open = false;
                }
            }
            final long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertTrue(heartbeats >= 2, "only " + heartbeats + " heartbeats");
            assertTrue(elapsedMs >= 400, "closed after " + elapsedMs + " ms already");
        }
    }

    @Test
    void shouldStayOpenWhileThePeerSendsHeartbeats() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().heartbeatMs(20));
        try (WireClient client = gateway.open())
        {
            // Three times the silence that would end the session.
            for (int i = 0; i < 30; i++)
            {
                assertEquals(HeartbeatDecoder.TEMPLATE_ID, client.readAny().templateId());
                client.send(0, Messages.heartbeat());
            }
            client.send(1, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(1, client.read().request());
        }
    }

    @Test
    void shouldNotTakeItsOwnPauseForSilence() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().heartbeatMs(20).requestCredits(1));
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.getState());
            client.send(2, Messages.getState());
            final FakeIngress.Taken first = gateway.ingress().next();
            for (int i = 0; i < 20; i++)
            {
                assertEquals(HeartbeatDecoder.TEMPLATE_ID, client.readAny().templateId());
            }
            first.reply(Messages.state());
            assertEquals(1, client.read().request());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(2, client.read().request());
        }
    }

    @Test
    void shouldStopReadingAPeerThatDoesNotRead() throws IOException
    {
        gateway = new TestGateway();
        final byte[] large = Messages.createTransfers(8_000);
        gateway.ingress().replyWith(taken -> large);
        try (WireClient client = new WireClient(gateway.gateway().binaryPort(), 64 * 1024))
        {
            client.authenticate(gateway.admin(), 1, 2);
            final int requests = 100;
            final Thread writer = new Thread(() ->
            {
                try
                {
                    for (int i = 0; i < requests; i++)
                    {
                        client.send(i, Messages.queryTransfers(8_189));
                    }
                }
                catch (final IOException closed)
                {
                    throw new AssertionError(closed);
                }
            });
            writer.setDaemon(true);
            writer.start();
            final int[] last = { -1 };
            Await.until("the node stops taking requests", () ->
            {
                final int before = last[0];
                last[0] = gateway.ingress().offers();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                return before == last[0] && before > 0;
            });
            assertTrue(last[0] < 50, last[0] + " requests were taken from a peer that reads nothing");
            for (int i = 0; i < requests; i++)
            {
                assertEquals(i, client.read().request());
            }
        }
    }

    @Test
    void shouldTurnConnectionsAwayAboveTheLimit() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().connectionsMax(1));
        try (WireClient first = gateway.open(); WireClient second = gateway.connect())
        {
            assertThrows(IOException.class, second::read);
            first.send(1, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(1, first.read().request());
        }
        Await.until("the first connection is closed", () -> gateway.gateway().metrics().binary().connections() == 0);
        try (WireClient third = gateway.open())
        {
            assertTrue(third.socket().isConnected());
        }
    }

    @Test
    void shouldAnswerWhatItTookBeforeItCloses() throws Exception
    {
        gateway = new TestGateway(TestGateway.options().closeTimeoutMs(10_000));
        try (WireClient client = gateway.open())
        {
            gateway.ingress().replyWith(
                request -> request.templateId() == GetStateDecoder.TEMPLATE_ID ? Messages.state() : null);
            client.send(1, Messages.createTransfers(1));
            final FakeIngress.Taken taken = gateway.ingress().next();
            final Thread closer = new Thread(() -> gateway.gateway().close());
            closer.start();
            // Requests are refused as soon as the node is closing.
            WireClient.Frame reply;
            long request = 2;
            do
            {
                client.send(request++, Messages.getState());
                reply = client.read();
            }
            while (reply.templateId() == StateReplyDecoder.TEMPLATE_ID);
            assertEquals(FailureCode.HALTED, reply.failureCode());
            taken.reply(created());
            reply = client.read();
            assertEquals(1, reply.request());
            assertEquals(101, reply.templateId());
            assertTrue(client.isClosedByNode());
            closer.join(TimeUnit.SECONDS.toMillis(10));
            assertFalse(closer.isAlive());
        }
    }

    @Test
    void shouldDropRepliesToAClosedConnection() throws IOException
    {
        gateway = new TestGateway();
        final FakeIngress.Taken taken;
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.getState());
            taken = gateway.ingress().next();
        }
        Await.until("the connection is closed", () -> gateway.gateway().metrics().binary().connections() == 0);
        taken.reply(Messages.state());
        taken.reply(Messages.state());
        try (WireClient client = gateway.open())
        {
            client.send(2, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(2, client.read().request());
        }
    }

    @Test
    void shouldIgnoreASecondReplyToOneRequest() throws IOException
    {
        gateway = new TestGateway();
        try (WireClient client = gateway.open())
        {
            client.send(1, Messages.getState());
            final FakeIngress.Taken taken = gateway.ingress().next();
            taken.reply(Messages.state());
            taken.reply(Messages.state());
            client.send(2, Messages.getState());
            gateway.ingress().next().reply(Messages.state());
            assertEquals(1, client.read().request());
            assertEquals(2, client.read().request());
        }
    }
}
