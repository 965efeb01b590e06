package io.suuupra.client;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.FailureCode;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BatchingTest extends NodeFixture
{
    /** Holds the first request back until the latch opens, so that later singles have to gather. */
    private CountDownLatch holdFirst()
    {
        final CountDownLatch latch = new CountDownLatch(1);
        node.script = (peer, request) ->
        {
            if (request.number() == 1)
            {
                awaitUninterruptibly(latch);
            }
            answer(peer, request);
        };
        return latch;
    }

    private static void awaitUninterruptibly(final CountDownLatch latch)
    {
        try
        {
            latch.await();
        }
        catch (final InterruptedException ex)
        {
            throw new IllegalStateException(ex);
        }
    }

    private SuuupraClient connectOneInFlight()
    {
        return connect(node.options().withBatchesInFlight(1));
    }

    private List<CompletableFuture<CreateResult<CreateTransferStatus>>> create(
        final SuuupraClient client, final int from, final int to)
    {
        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> futures = new ArrayList<>();
        for (int id = from; id <= to; id++)
        {
            futures.add(client.createTransfer(transfer(id)));
        }
        return futures;
    }

    @Test
    void shouldSendSingleAtOnceWhenNothingIsInFlight()
    {
        final CountDownLatch latch = holdFirst();
        final SuuupraClient client = connectOneInFlight();

        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        assertEquals(ids(1), FakeLedger.idsOf(node.received.getFirst()));
        latch.countDown();
        Await.get(first);
    }

    @Test
    void shouldGatherSinglesWhileOneIsInFlight()
    {
        final CountDownLatch latch = holdFirst();
        final SuuupraClient client = connectOneInFlight();
        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> futures = create(client, 2, 500);
        assertEquals(500, client.pending());
        latch.countDown();

        Await.get(first);
        for (int i = 0; i < futures.size(); i++)
        {
            assertEquals(new CreateResult<>(i + 2, CreateTransferStatus.CREATED), Await.get(futures.get(i)));
        }
        assertEquals(List.of(1L, 2L), node.numbers());
        assertEquals(499, FakeLedger.idsOf(node.received.get(1)).size());
        assertEquals(0, client.pending());
    }

    @Test
    void shouldKeepTheOrderOfOneThread()
    {
        final SuuupraClient client = connect();

        create(client, 1, 5_000).forEach(Await::get);

        for (int i = 0; i < 5_000; i++)
        {
            assertEquals(i + 1, ledger.executed().get(i).low());
        }
        assertTrue(node.received.size() < 5_000, "nothing was gathered");
    }

    @Test
    void shouldBoundOneBatch()
    {
        final CountDownLatch latch = holdFirst();
        final SuuupraClient client = connect(node.options().withBatchesInFlight(1).withBatchMax(10));
        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> futures = create(client, 2, 26);
        latch.countDown();

        Await.get(first);
        futures.forEach(Await::get);
        assertEquals(List.of(1, 10, 10, 5), node.received.stream().map(each -> FakeLedger.idsOf(each).size()).toList());
    }

    @Test
    void shouldNotExceedTheFramesOfTheNode()
    {
        node.frameMax = 28 + 3 * 128 + 900;
        final CountDownLatch latch = holdFirst();
        final SuuupraClient client = connectOneInFlight();
        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> futures = create(client, 2, 101);
        latch.countDown();

        Await.get(first);
        futures.forEach(Await::get);
        assertTrue(node.received.stream().allMatch(each -> each.message().length + 16 <= node.frameMax));
        assertEquals(101, ledger.executed().size());
    }

    @Test
    void shouldSendEachSingleAloneWhenBatchingIsOff()
    {
        final SuuupraClient client = connect(node.options().withBatching(false));

        create(client, 1, 50).forEach(Await::get);

        assertEquals(50, node.received.size());
    }

    @Test
    void shouldNotMixImportedWithOthersNorAccountsWithTransfers()
    {
        final CountDownLatch latch = holdFirst();
        final SuuupraClient client = connectOneInFlight();
        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        final Transfer imported = Transfer.builder().id(transfer(3).id()).debitAccountId(transfer(3).debitAccountId())
            .creditAccountId(transfer(3).creditAccountId()).ledger(1).code(1).flags(TransferFlags.IMPORTED)
            .timestamp(77).build();
        final List<CompletableFuture<?>> futures = List.of(
            client.createTransfer(transfer(2)),
            client.createTransfer(imported),
            client.createTransfer(imported),
            client.createTransfer(transfer(4)),
            client.createAccount(account(5)),
            client.createAccount(Account.builder().id(account(6).id()).ledger(1).code(1)
                .flags(AccountFlags.IMPORTED).timestamp(7).build()),
            client.createTransfer(transfer(7)));
        latch.countDown();

        Await.get(first);
        futures.forEach(Await::get);
        assertEquals(7, node.received.size());
        assertEquals(ids(3, 3), FakeLedger.idsOf(node.received.get(2)));
        assertEquals(
            List.of(CreateTransfersDecoder.TEMPLATE_ID, CreateTransfersDecoder.TEMPLATE_ID,
                CreateTransfersDecoder.TEMPLATE_ID, CreateTransfersDecoder.TEMPLATE_ID,
                CreateAccountsDecoder.TEMPLATE_ID, CreateAccountsDecoder.TEMPLATE_ID,
                CreateTransfersDecoder.TEMPLATE_ID),
            node.received.stream().map(ScriptedNode.Received::templateId).toList());
    }

    @Test
    void shouldKeepTheBatchOfTheCallerTogether()
    {
        final CountDownLatch latch = holdFirst();
        final SuuupraClient client = connectOneInFlight();
        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        final CompletableFuture<?> single = client.createTransfer(transfer(2));
        final CompletableFuture<?> chain =
            client.createTransfers(List.of(transfer(3, TransferFlags.LINKED), transfer(4)));
        final CompletableFuture<?> last = client.createTransfer(transfer(5));
        latch.countDown();

        Await.get(first);
        Await.get(single);
        Await.get(chain);
        Await.get(last);
        assertEquals(ids(3, 4), FakeLedger.idsOf(node.received.get(2)));
        assertEquals(ids(1, 2, 3, 4, 5), ledger.executed());
    }

    @Test
    void shouldKeepToTheRequestCredits()
    {
        node.requestCredits = 3;
        final List<ScriptedNode.Received> held = new ArrayList<>();
        node.script = (peer, request) ->
        {
            synchronized (held)
            {
                held.add(request);
            }
        };
        final SuuupraClient client = connect();
        final List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 1; i <= 10; i++)
        {
            futures.add(client.createTransfers(List.of(transfer(i))));
        }
        awaitReceived(3);

        for (int answered = 0; answered < 10; answered++)
        {
            final int expected = Math.min(10, answered + 3);
            awaitReceived(expected);
            assertEquals(expected, node.received.size(), "the client exceeded its credits");
            answer(node.lastPeer(), node.received.get(answered));
            Await.get(futures.get(answered));
        }
    }

    @Test
    void shouldKeepToTheByteCredits()
    {
        node.byteCredits = 3_000;
        node.script = (peer, request) ->
        {
            // Answered by the test.
        };
        final SuuupraClient client = connect();
        final List<Transfer> ten = new ArrayList<>();
        for (int i = 1; i <= 10; i++)
        {
            ten.add(transfer(i));
        }
        final List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 0; i < 5; i++)
        {
            futures.add(client.createTransfers(ten));
        }

        for (int answered = 0; answered < 5; answered++)
        {
            final int expected = Math.min(5, answered + 2);
            awaitReceived(expected);
            assertEquals(expected, node.received.size(), "the client exceeded its credits");
            answer(node.lastPeer(), node.received.get(answered));
            Await.get(futures.get(answered));
        }
    }

    @Test
    void shouldLeaveOutSinglesThatWereCancelled()
    {
        final CountDownLatch latch = holdFirst();
        final SuuupraClient client = connectOneInFlight();
        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> futures = create(client, 2, 4);
        futures.get(0).cancel(false);
        futures.get(2).cancel(false);
        latch.countDown();

        Await.get(first);
        Await.get(futures.get(1));
        assertEquals(ids(1, 3), ledger.executed());
        Await.until("nothing pending", () -> client.pending() == 0);
    }

    @Test
    void shouldNotLetOneSingleFailTheOthersOfItsFrame()
    {
        final CountDownLatch latch = new CountDownLatch(1);
        node.script = (peer, request) ->
        {
            if (request.number() == 1)
            {
                awaitUninterruptibly(latch);
            }
            final int bad = FakeLedger.idsOf(request).indexOf(transfer(3).id());
            if (bad >= 0)
            {
                peer.send(request.number(), Replies.failure(FailureCode.FORBIDDEN, bad, "ledger", "not yours"));
            }
            else
            {
                answer(peer, request);
            }
        };
        final SuuupraClient client = connectOneInFlight();
        final CompletableFuture<?> first = client.createTransfer(transfer(1));
        awaitReceived(1);

        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> futures = create(client, 2, 4);
        latch.countDown();

        Await.get(first);
        assertEquals(2, Await.get(futures.get(0)).timestamp());
        assertEquals("ledger", Await.failure(RequestRefusedException.class, futures.get(1)).field());
        assertEquals(4, Await.get(futures.get(2)).timestamp());
        assertEquals(List.of(1L, 2L, 3L), node.numbers());
        assertEquals(ids(1, 2, 4), ledger.executed());
    }

    @Test
    void shouldTakeSinglesFromManyThreads() throws InterruptedException
    {
        final SuuupraClient client = connect();
        final int threads = 8;
        final int each = 2_000;
        final List<Thread> running = new ArrayList<>();
        final List<CompletableFuture<CreateResult<CreateTransferStatus>>> failed =
            Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < threads; t++)
        {
            final int base = t * each;
            running.add(Thread.ofVirtual().start(() ->
            {
                for (int i = 1; i <= each; i++)
                {
                    final CompletableFuture<CreateResult<CreateTransferStatus>> future =
                        client.createTransfer(transfer(base + i));
                    if (i % 10 == 0 && future.join().timestamp() != base + i)
                    {
                        failed.add(future);
                    }
                }
            }));
        }
        for (final Thread thread : running)
        {
            thread.join();
        }

        Await.until("all answered", () -> client.pending() == 0);
        assertEquals(List.of(), failed);
        assertEquals(threads * each, ledger.executed().stream().distinct().count());
        assertEquals(threads * each, ledger.executed().size());
    }
}
