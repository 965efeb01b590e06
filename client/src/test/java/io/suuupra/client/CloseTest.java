package io.suuupra.client;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CloseTest extends NodeFixture
{
    private final Queue<CompletableFuture<?>> asked = new ConcurrentLinkedQueue<>();

    @Test
    void shouldSayWhatIsKnownOfEachRequest()
    {
        node.requestCredits = 1;
        node.script = (peer, request) ->
        {
            // Never answered.
        };
        final SuuupraClient client = connect();
        final CompletableFuture<?> sent = client.createTransfers(List.of(transfer(1)));
        awaitReceived(1);
        final CompletableFuture<?> queued = client.createTransfer(transfer(2));

        client.close();

        assertTrue(sent.isDone() && queued.isDone());
        Await.failure(OutcomeUnknownException.class, sent);
        Await.failure(RequestNotSentException.class, queued);
        Await.failure(RequestNotSentException.class, client.createTransfer(transfer(3)));
        Await.failure(RequestNotSentException.class, client.state());
    }

    @Test
    void shouldCloseTwiceAndEndTheConnection()
    {
        final SuuupraClient client = connect();
        client.close();
        client.close();

        Await.until("the thread is gone", () -> Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("suuupra-client") && thread.isAlive()));
    }

    @Test
    void shouldCloseFromCallback()
    {
        final SuuupraClient client = connect();

        final CompletableFuture<Void> closed = client.createTransfer(transfer(1)).thenAccept(result -> client.close());

        Await.get(closed);
        Await.until("closed", () -> client.createTransfer(transfer(2)).isCompletedExceptionally());
    }

    @Test
    void shouldEndWhenCallbacksAskAgainForEver()
    {
        node.script = (peer, request) ->
        {
            // Never answered.
        };
        final SuuupraClient client = connect(node.options().withBatchesInFlight(1));
        final AtomicInteger again = new AtomicInteger();
        for (int i = 1; i <= 100; i++)
        {
            ask(client, again);
        }
        awaitReceived(1);

        client.close();

        assertTrue(again.get() >= 100);
        assertEquals(0, client.pending());
    }

    private void ask(final SuuupraClient client, final AtomicInteger again)
    {
        asked.add(client.createTransfer(transfer(again.get() + 1)).whenComplete((result, failure) ->
        {
            // A caller that tries again at once, within reason.
            if (again.incrementAndGet() <= 100)
            {
                ask(client, again);
            }
        }));
    }

    @Test
    void shouldCloseWhileManyThreadsSubmit() throws InterruptedException
    {
        final SuuupraClient client = connect();
        final AtomicInteger unfinished = new AtomicInteger();
        final List<Thread> threads = IntStream.range(0, 4).mapToObj(t -> Thread.ofPlatform().start(() ->
        {
            boolean open = true;
            for (int i = 1; open; i++)
            {
                unfinished.incrementAndGet();
                final CompletableFuture<?> future = client.createTransfer(transfer(t + 1));
                asked.add(future.whenComplete((result, failure) -> unfinished.decrementAndGet()));
                open = i % 500 != 0 || future.handle((result, failure) -> failure == null).join();
            }
        })).toList();
        awaitReceived(50);

        client.close();
        for (final Thread thread : threads)
        {
            thread.join();
        }

        assertEquals(0, unfinished.get(), "futures without an end");
        assertEquals(0, client.pending());
    }
}
