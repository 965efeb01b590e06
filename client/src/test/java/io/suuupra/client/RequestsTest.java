package io.suuupra.client;

import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestsTest extends NodeFixture
{
    @Test
    void shouldCreateAndLookUp()
    {
        final SuuupraClient client = connect();

        assertEquals(new CreateResult<>(1, CreateAccountStatus.CREATED), Await.get(client.createAccount(account(1))));
        assertEquals(2, Await.get(client.createAccounts(List.of(account(2), account(3)))).size());
        assertEquals(new CreateResult<>(100, CreateTransferStatus.CREATED),
            Await.get(client.createTransfer(transfer(100))));
        assertEquals(
            List.of(new CreateResult<>(101, CreateTransferStatus.CREATED),
                new CreateResult<>(102, CreateTransferStatus.CREATED)),
            Await.get(client.createTransfers(List.of(transfer(101, TransferFlags.LINKED), transfer(102)))));

        assertEquals(Optional.of(transfer(100)), Await.get(client.lookupTransfer(UInt128.of(100))));
        assertEquals(Optional.empty(), Await.get(client.lookupTransfer(UInt128.of(7))));
        assertEquals(100 + 101 + 102, Await.get(client.lookupAccount(UInt128.of(2))).orElseThrow().creditsPosted());
        assertEquals(Optional.empty(), Await.get(client.lookupAccount(UInt128.of(7))));
        assertEquals(2, Await.get(client.lookupAccounts(ids(1, 7, 3))).size());
        assertEquals(2, Await.get(client.lookupTransfers(ids(100, 7, 102))).size());
    }

    @Test
    void shouldSendEveryFieldOfTransfer()
    {
        final Transfer full = new Transfer(
            new UInt128(1, 2), new UInt128(3, 4), new UInt128(5, 6), Long.MAX_VALUE, new UInt128(7, 8),
            new UInt128(-1, -9), -10, -11, -12, -13, 65_535, 65_534, Long.MAX_VALUE);

        Await.get(connect().createTransfers(List.of(full)));

        assertEquals(List.of(full), FakeLedger.transfersOf(node.received.getFirst()));
    }

    @Test
    void shouldFilterAndQuery()
    {
        final SuuupraClient client = connect();
        Await.get(client.createAccount(account(1)));
        Await.get(client.createTransfer(transfer(100)));

        final AccountFilter filter = AccountFilter.builder().accountId(UInt128.of(1)).timestampMin(5).timestampMax(6)
            .limit(10).flags(FilterFlags.DEBITS | FilterFlags.REVERSED).build();
        assertEquals(List.of(transfer(100)), Await.get(client.accountTransfers(filter)));
        final GetAccountTransfersDecoder sent = new GetAccountTransfersDecoder()
            .wrapAndApplyHeader(node.received.getLast().buffer(), 0, new MessageHeaderDecoder());
        assertEquals(1, sent.accountId().low());
        assertEquals(5, sent.timestampMin());
        assertEquals(6, sent.timestampMax());
        assertEquals(10, sent.rowLimit());
        assertEquals(filter.flags(), sent.flags().getRaw());

        assertEquals(
            List.of(new AccountBalance(0, 0, 0, 10, 10), new AccountBalance(0, 0, 0, 20, 20)),
            Await.get(client.accountBalances(filter)));
        final QueryFilter query = QueryFilter.builder().ledger(356).limit(10).build();
        assertEquals(List.of(transfer(100)), Await.get(client.queryTransfers(query)));
        assertEquals(1, Await.get(client.queryAccounts(query)).size());
    }

    @Test
    void shouldReadChangeEventsAndState()
    {
        final SuuupraClient client = connect();

        final List<ChangeEvent> events = Await.get(client.changeEvents(3, 9, 50));
        assertEquals(List.of(1L, 2L, 3L), events.stream().map(ChangeEvent::timestamp).toList());
        final GetChangeEventsDecoder sent = new GetChangeEventsDecoder()
            .wrapAndApplyHeader(node.received.getLast().buffer(), 0, new MessageHeaderDecoder());
        assertEquals(3, sent.timestampMin());
        assertEquals(9, sent.timestampMax());
        assertEquals(50, sent.rowLimit());

        final EngineState state = Await.get(client.state());
        assertEquals(new EngineState(0, 2, 3, 4, 5, 6, UInt128.of(7), UInt128.of(8), 1), state);
    }

    @Test
    void shouldAdvanceTheClock()
    {
        final SuuupraClient client = connect();

        assertEquals(1_500, Await.get(client.advanceClock(500)));
        assertEquals(CommandStatus.ADVANCE_OUT_OF_RANGE,
            Await.failure(CommandRefusedException.class, client.advanceClock(2_000_000)).status());
    }

    @Test
    void shouldSendTheLargestBatch()
    {
        final List<Transfer> batch = new ArrayList<>();
        for (int i = 1; i <= Limits.EVENTS_MAX; i++)
        {
            batch.add(transfer(i));
        }

        final List<CreateResult<CreateTransferStatus>> results = Await.get(connect().createTransfers(batch));

        assertEquals(Limits.EVENTS_MAX, results.size());
        assertEquals(Limits.EVENTS_MAX, results.getLast().timestamp());
        assertEquals(batch, FakeLedger.transfersOf(node.received.getFirst()));
    }

    @Test
    void shouldTellWhyWholeRequestWasRefused()
    {
        node.script = (peer, request) -> peer.send(request.number(), Replies.failure(
            FailureCode.FORBIDDEN, 3, "ledger", "the key sees ledgers 1 to 5"));

        final RequestRefusedException refused =
            Await.failure(RequestRefusedException.class, connect().createTransfers(List.of(transfer(1))));

        assertEquals(FailureCode.FORBIDDEN, refused.code());
        assertEquals(3, refused.index());
        assertEquals("ledger", refused.field());
        assertEquals("the key sees ledgers 1 to 5", refused.rule());
    }

    @Test
    void shouldRefuseItselfWhatTheNodeDoesNotTake()
    {
        node.frameMax = 2_048;
        final List<Transfer> batch = new ArrayList<>();
        for (int i = 1; i <= 18; i++)
        {
            batch.add(transfer(i));
        }
        final SuuupraClient client = connect();

        final RequestRefusedException refused =
            Await.failure(RequestRefusedException.class, client.createTransfers(batch));

        assertEquals(FailureCode.TOO_LARGE, refused.code());
        Await.get(client.createTransfers(batch.subList(0, 15)));
        assertEquals(List.of(1L), node.numbers());
    }

    @Test
    void shouldNumberRequestsFromOneWithoutReuse()
    {
        final SuuupraClient client = connect();

        for (int i = 1; i <= 20; i++)
        {
            final CompletableFuture<?> future = i % 2 == 0 ? client.state() : client.createTransfer(transfer(i));
            Await.get(future);
        }

        for (int i = 0; i < 20; i++)
        {
            assertEquals(i + 1, node.received.get(i).number());
        }
        assertTrue(node.received.stream().anyMatch(each -> each.templateId() == CreateTransfersDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldFailRequestWhoseAnswerHasTheWrongKind()
    {
        node.script = (peer, request) -> peer.send(request.number(), Replies.state(1));
        final SuuupraClient client = connect();

        Await.failure(OutcomeUnknownException.class, client.createTransfer(transfer(1)));

        node.script = this::answer;
        assertEquals(CreateTransferStatus.CREATED, Await.get(client.createTransfer(transfer(2))).status());
    }

    @Test
    void shouldFailRequestWhoseAnswerHasTheWrongCount()
    {
        node.script = (peer, request) ->
            peer.send(request.number(), Replies.created(List.of(transfer(1), transfer(2))));

        Await.failure(OutcomeUnknownException.class, connect().createTransfers(List.of(transfer(1))));
    }
}
