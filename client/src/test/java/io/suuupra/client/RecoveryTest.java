package io.suuupra.client;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.ResumeDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecoveryTest extends NodeFixture
{
    /** Ways in which a connection can be lost. */
    enum Loss
    {
        CLOSED
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                peer.close();
            }
        },
        TORN_FRAME
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                peer.raw(new byte[]{64, 0, 0, 0, 1, 2, 3});
                peer.close();
            }
        },
        WRONG_CHECKSUM
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                final byte[] frame = ScriptedNode.Peer.frame(0, Replies.heartbeat());
                frame[frame.length - 1] ^= 1;
                peer.raw(frame);
            }
        },
        FRAME_TOO_SHORT
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                peer.raw(new byte[64]);
            }
        },
        FRAME_TOO_LONG
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                final byte[] frame = ScriptedNode.Peer.frame(0, Replies.heartbeat());
                frame[3] = 1;
                peer.raw(frame);
            }
        },
        UNKNOWN_TEMPLATE
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                final byte[] message = Replies.heartbeat();
                message[MessageHeaderDecoder.templateIdEncodingOffset()] = (byte)250;
                peer.send(0, message);
            }
        },
        ANSWER_TO_NOTHING
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                peer.send(99, Replies.state(1));
            }
        },
        FAILURE_OF_THE_CONNECTION
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                peer.fail(0, FailureCode.BAD_CHECKSUM);
            }
        },
        HALTED
        {
            @Override
            void strike(final ScriptedNode.Peer peer)
            {
                peer.fail(1, FailureCode.HALTED);
            }
        };

        abstract void strike(ScriptedNode.Peer peer);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendTheSameAgainAfterLossAndApplyItOnce(final Loss loss)
    {
        node.script = (peer, request) ->
        {
            if (peer.index == 0)
            {
                ledger.execute(request);
                loss.strike(peer);
            }
            else
            {
                answer(peer, request);
            }
        };
        final SuuupraClient client = connect();

        final CreateResult<CreateTransferStatus> result = Await.get(client.createTransfer(transfer(1)));

        assertEquals(new CreateResult<>(1, CreateTransferStatus.CREATED), result);
        assertEquals(ids(1), ledger.executed());
        assertEquals(2, node.peers.size());
        assertEquals(node.peers.get(0).session, node.peers.get(1).session);
        assertEquals(List.of(1L, 1L), node.numbers());
        assertArrayEquals(node.received.get(0).message(), node.received.get(1).message());
    }

    @Test
    void shouldSendAgainInOrderBeforeAnythingNew()
    {
        node.script = (peer, request) ->
        {
            if (peer.index > 0)
            {
                answer(peer, request);
            }
            else if (request.number() == 2)
            {
                // The second is answered; the first and the third are not.
                answer(peer, request);
            }
        };
        final SuuupraClient client = connect();
        final List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 1; i <= 3; i++)
        {
            futures.add(client.createTransfers(List.of(transfer(i))));
        }
        Await.get(futures.get(1));
        awaitReceived(3);

        node.lastPeer().close();
        futures.add(client.createTransfers(List.of(transfer(4))));
        futures.forEach(Await::get);

        assertEquals(List.of(1L, 2L, 3L, 1L, 3L, 4L), node.numbers());
        assertEquals(ids(2, 1, 3, 4), ledger.executed());
    }

    @Test
    void shouldReconnectWhenTheNodeFallsSilent()
    {
        node.heartbeatMs = 10;
        node.answersHeartbeats = false;
        final SuuupraClient client = connect();

        Await.until("a second connection", () -> node.peers.size() >= 2);

        assertTrue(node.peers.getFirst().heartbeats.get() > 0, "the client sent no heartbeat");
        node.answersHeartbeats = true;
        Await.get(client.createTransfer(transfer(1)));
    }

    @Test
    void shouldKeepQuietConnectionAliveByHeartbeats()
    {
        node.heartbeatMs = 10;
        connect();

        Await.until("many heartbeats", () -> node.lastPeer().heartbeats.get() >= 30);

        assertEquals(1, node.peers.size());
    }

    @Test
    void shouldTryAgainUntilTheNodeIsBack()
    {
        final AtomicInteger refused = new AtomicInteger();
        final SuuupraClient client = connect();
        final ScriptedNode.Greeting welcome = node.greeting;
        node.greeting = peer ->
        {
            if (refused.incrementAndGet() <= 3)
            {
                peer.close();
                return false;
            }
            return welcome.greet(peer);
        };

        node.lastPeer().close();

        assertEquals(CreateTransferStatus.CREATED, Await.get(client.createTransfer(transfer(1))).status());
        assertEquals(4, refused.get());
    }

    @Test
    void shouldRestoreTheOrderAfterBusy()
    {
        final AtomicInteger busy = new AtomicInteger();
        node.script = (peer, request) ->
        {
            if (request.number() == 3 && busy.incrementAndGet() <= 2)
            {
                peer.busy(request.number());
            }
            else
            {
                answer(peer, request);
            }
        };
        final SuuupraClient client = connect();
        final List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 1; i <= 20; i++)
        {
            futures.add(client.createTransfers(List.of(transfer(i))));
        }

        futures.forEach(Await::get);

        for (int i = 1; i <= 20; i++)
        {
            assertEquals(UInt128.of(i), ledger.executed().get(i - 1));
        }
        assertEquals(2, node.received.stream().filter(each -> each.templateId() == ResumeDecoder.TEMPLATE_ID).count());
        assertEquals(1, node.peers.size());
    }

    @Test
    void shouldNotSendAnythingBetweenBusyAndResume()
    {
        node.script = (peer, request) ->
        {
            // The first three, a subscription among them, are left to the test.
            if (node.received.size() > 3)
            {
                answer(peer, request);
            }
        };
        final SuuupraClient client = connect();
        final Subscription subscription = client.subscribe(0, events -> { });
        awaitReceived(1);
        final CompletableFuture<?> first = client.createTransfers(List.of(transfer(1)));
        final CompletableFuture<?> second = client.createTransfers(List.of(transfer(2)));
        awaitReceived(3);

        node.lastPeer().fail(2, FailureCode.BUSY);
        node.lastPeer().send(1, Replies.events(1));
        Await.until("the client has seen the refusal", () -> subscription.position() == 1);
        final CompletableFuture<?> third = client.createTransfers(List.of(transfer(3)));
        final CompletableFuture<?> read = client.state();
        node.lastPeer().send(1, Replies.events(2));
        Await.until("the client has seen the requests", () -> subscription.position() == 2);
        assertEquals(3, node.received.size());
        node.lastPeer().fail(3, FailureCode.BUSY);

        Await.get(first);
        Await.get(second);
        Await.get(third);
        Await.get(read);
        assertEquals(List.of(1L, 2L, 3L, 0L, 2L, 3L, 4L, 5L), node.numbers());
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenRefusedAfterLoss()
    {
        node.script = (peer, request) ->
        {
            if (peer.index == 0)
            {
                ledger.execute(request);
                peer.close();
            }
            else
            {
                peer.fail(request.number(), FailureCode.REQUEST_REGRESSED);
            }
        };

        final OutcomeUnknownException unknown =
            Await.failure(OutcomeUnknownException.class, connect().createTransfer(transfer(1)));

        assertEquals(FailureCode.REQUEST_REGRESSED, ((RequestRefusedException)unknown.getCause()).code());
    }

    @Test
    void shouldReconnectWhenTheNodeIsBusyButDoesNotRefuseTheRest()
    {
        node.script = (peer, request) ->
        {
            if (peer.index > 0)
            {
                answer(peer, request);
            }
            else if (request.number() == 1)
            {
                peer.fail(1, FailureCode.BUSY);
            }
        };
        final SuuupraClient client = connect(node.options().withConnectTimeout(Duration.ofMillis(200)));

        final CompletableFuture<?> first = client.createTransfers(List.of(transfer(1)));
        final CompletableFuture<?> second = client.createTransfers(List.of(transfer(2)));

        Await.get(first);
        Await.get(second);
        assertEquals(ids(1, 2), ledger.executed());
    }
}
