package io.suuupra.client;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeadlineTest extends NodeFixture
{
    private static final Duration SHORT = Duration.ofMillis(150);

    private void silence()
    {
        node.script = (peer, request) ->
        {
            // Never answered.
        };
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenTheAnswerIsLate()
    {
        silence();
        final SuuupraClient client = connect(node.options().withRequestTimeout(SHORT));

        final OutcomeUnknownException unknown =
            Await.failure(OutcomeUnknownException.class, client.createTransfer(transfer(1)));

        assertTrue(unknown.getMessage().contains("within 150 ms"), unknown.getMessage());
        assertEquals(0, client.pending());
    }

    @Test
    void shouldSayThatNothingWasSentWhenThereWasNoCredit()
    {
        node.requestCredits = 1;
        silence();
        final SuuupraClient client = connect(node.options().withRequestTimeout(SHORT));
        final CompletableFuture<?> sent = client.createTransfers(List.of(transfer(1)));
        awaitReceived(1);

        final CompletableFuture<?> batch = client.createTransfers(List.of(transfer(2)));
        final CompletableFuture<?> single = client.createTransfer(transfer(3));

        Await.failure(OutcomeUnknownException.class, sent);
        Await.failure(RequestNotSentException.class, batch);
        Await.failure(RequestNotSentException.class, single);
        assertEquals(1, node.received.size());
    }

    @Test
    void shouldSayThatNothingWasSentWhileThereIsNoConnection()
    {
        final SuuupraClient client = connect(node.options().withRequestTimeout(SHORT));
        node.greeting = peer ->
        {
            peer.close();
            return false;
        };
        node.lastPeer().close();
        Await.until("an attempt to reconnect", () -> node.peers.size() > 1);

        final RequestNotSentException notSent =
            Await.failure(RequestNotSentException.class, client.createTransfer(transfer(1)));

        assertInstanceOf(ConnectionFailedException.class, notSent.getCause());
    }

    @Test
    void shouldSayThatNothingWasSentWhenTheNodeIsBusyAllTheTime()
    {
        node.script = (peer, request) -> peer.busy(request.number());
        final SuuupraClient client = connect(node.options().withRequestTimeout(SHORT));

        Await.failure(RequestNotSentException.class, client.createTransfer(transfer(1)));

        node.script = this::answer;
        assertEquals(CreateTransferStatus.CREATED, Await.get(client.createTransfer(transfer(2))).status());
        assertEquals(ids(2), ledger.executed());
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenBusyAfterLoss()
    {
        node.script = (peer, request) ->
        {
            if (peer.index == 0)
            {
                peer.close();
            }
            else
            {
                peer.busy(request.number());
            }
        };
        final SuuupraClient client = connect(node.options().withRequestTimeout(Duration.ofMillis(300)));

        Await.failure(OutcomeUnknownException.class, client.createTransfer(transfer(1)));
    }

    @Test
    void shouldGoOnAfterLateAnswer()
    {
        node.requestCredits = 1;
        silence();
        final SuuupraClient client = connect(node.options().withRequestTimeout(SHORT));
        Await.failure(OutcomeUnknownException.class, client.createTransfer(transfer(1)));

        // Until the late answer comes, its credit is in use.
        final CompletableFuture<CreateResult<CreateTransferStatus>> next = client.createTransfer(transfer(2));
        node.script = this::answer;
        answer(node.lastPeer(), node.received.getFirst());

        assertEquals(2, Await.get(next).timestamp());
        assertEquals(1, node.peers.size());
    }

    @Test
    void shouldNotSendAgainWhatWasGivenUp()
    {
        silence();
        final SuuupraClient client = connect(node.options().withRequestTimeout(SHORT));
        Await.failure(OutcomeUnknownException.class, client.createTransfer(transfer(1)));

        node.script = this::answer;
        node.lastPeer().close();
        Await.get(client.createTransfer(transfer(2)));

        assertEquals(List.of(1L, 2L), node.numbers());
    }

    @Test
    void shouldRefuseMoreThanMayBePending()
    {
        silence();
        final SuuupraClient client = connect(node.options().withPendingMax(100));
        final List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 1; i <= 98; i++)
        {
            futures.add(client.createTransfer(transfer(i)));
        }
        assertEquals(98, client.pending());

        Await.failure(BackPressureException.class,
            client.createTransfers(List.of(transfer(99), transfer(100), transfer(101))));
        futures.add(client.createTransfers(List.of(transfer(99), transfer(100))));
        Await.failure(BackPressureException.class, client.createTransfer(transfer(101)));
        Await.failure(BackPressureException.class, client.state());

        assertEquals(100, client.pending());
        futures.forEach(future -> assertFalse(future.isDone()));
        awaitReceived(1);
        for (int answered = 0; client.pending() > 0; answered++)
        {
            awaitReceived(answered + 1);
            final ScriptedNode.Received request = node.received.get(answered);
            final int before = client.pending();
            answer(node.lastPeer(), request);
            Await.until("the answer", () -> client.pending() < before);
        }
        futures.forEach(Await::get);
    }

    @Test
    void shouldLetCallbackUseTheRoomOfItsRequest()
    {
        final SuuupraClient client = connect(node.options().withPendingMax(10));
        final List<CompletableFuture<?>> chains = new ArrayList<>();
        for (int i = 1; i <= 10; i++)
        {
            CompletableFuture<CreateResult<CreateTransferStatus>> chain = client.createTransfer(transfer(i));
            for (int again = 1; again <= 20; again++)
            {
                final long id = again * 10L + i;
                chain = chain.thenCompose(result -> client.createTransfer(transfer(id)));
            }
            chains.add(chain);
        }

        chains.forEach(Await::get);
        assertEquals(210, ledger.executed().size());
    }

    @Test
    void shouldKeepCountWhenSingleOfSharedFrameIsRefused()
    {
        node.script = (peer, request) ->
            peer.send(request.number(), Replies.failure(FailureCode.MALFORMED, 0, "amount", "as the script says"));
        final SuuupraClient client = connect();
        final List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 1; i <= 50; i++)
        {
            futures.add(client.createTransfer(transfer(i)));
        }

        futures.forEach(future -> Await.failure(RequestRefusedException.class, future));
        Await.until("nothing pending", () -> client.pending() == 0);
    }
}
