package io.suuupra.gateway.rest;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.GetAccountTransfersDecoder;
import io.suuupra.codecs.generated.GetChangeEventsDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.QueryTransfersDecoder;
import io.suuupra.codecs.generated.TickDecoder;
import io.suuupra.engine.host.Offer;
import io.suuupra.gateway.support.FakeIngress;
import io.suuupra.gateway.support.FakeReceipts;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.HttpClientRaw.Response;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RestRoutesTest
{
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().sandbox(true).version("1.2.3"));
    }

    @AfterAll
    static void stop() throws IOException
    {
        gateway.close();
    }

    @AfterEach
    void reset()
    {
        gateway.ingress().answer(Offer.ACCEPTED);
        gateway.ingress().replyWith(null);
        gateway.receipts().full(false);
        gateway.host().shortage("");
        gateway.host().halted("");
        while (gateway.ingress().waiting() > 0)
        {
            gateway.ingress().next();
        }
    }

    private static Response post(final String path, final String json, final byte[] reply) throws IOException
    {
        gateway.ingress().replyWith(taken -> reply);
        try (HttpClientRaw http = gateway.http())
        {
            return http.post(path, json);
        }
    }

    private static Response get(final String path, final byte[] reply) throws IOException
    {
        gateway.ingress().replyWith(taken -> reply);
        try (HttpClientRaw http = gateway.http())
        {
            return http.get(path);
        }
    }

    @Test
    void shouldCreateAccounts() throws IOException
    {
        final UUID uuid = new UUID(5, 6);
        final Response response = post("/v1/accounts",
            """
            {"accounts":[{"id":"1001","debits_pending":1,"debits_posted":"2","credits_pending":3,"credits_posted":"4",
            "user_data_128":"%s","user_data_64":"18446744073709551615","user_data_32":4294967295,"ledger":"356",
            "code":10,"flags":["debits_must_not_exceed_credits","history"],"timestamp":"9"},{"id":7}]}
            """.formatted(uuid),
            Messages.accountResults(CreateAccountStatus.CREATED, CreateAccountStatus.LEDGER_MUST_NOT_BE_ZERO));
        assertEquals(200, response.status());
        assertEquals("application/json", response.header("content-type"));
        assertEquals("{\"results\":[{\"timestamp\":\"1000\",\"status\":\"created\"}," +
            "{\"timestamp\":\"1001\",\"status\":\"ledger_must_not_be_zero\"}]}", response.body());
        final FakeIngress.Taken taken = gateway.ingress().next();
        assertEquals(0, taken.sessionHigh() | taken.sessionLow() | taken.request());
        assertEquals(gateway.admin().id(), taken.principal().key());
        final byte[] expected = Messages.createAccounts(
            new Account(UInt128.of(1001), 1, 2, 3, 4, UInt128.of(uuid), -1, -1, 0, 356, 10,
                AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.HISTORY, 9),
            Account.builder().id(UInt128.of(7)).build());
        assertEquals(new UnsafeBuffer(expected), taken.message());
    }

    @Test
    void shouldCreateTransfers() throws IOException
    {
        final Response response = post("/v1/transfers",
            """
            {"transfers":[{"id":"1","debit_account_id":2,"credit_account_id":"3","amount":"9223372036854775807",
            "pending_id":"4","user_data_128":5,"user_data_64":6,"user_data_32":"7","timeout":8,"ledger":9,"code":"10",
            "flags":["linked","pending"],"timestamp":11}]}
            """,
            Messages.transferResults(CreateTransferStatus.EXCEEDS_CREDITS));
        assertEquals(200, response.status());
        assertEquals("{\"results\":[{\"timestamp\":\"1000\",\"status\":\"exceeds_credits\"}]}", response.body());
        final List<Transfer> sent =
            new EdgeMapper().decodeCreateTransfers(gateway.ingress().next().message(), 0);
        assertEquals(List.of(new Transfer(UInt128.of(1), UInt128.of(2), UInt128.of(3), Long.MAX_VALUE, UInt128.of(4),
            UInt128.of(5), 6, 7, 8, 9, 10, TransferFlags.LINKED | TransferFlags.PENDING, 11)), sent);
    }

    @Test
    void shouldHandOutReceipts() throws Exception
    {
        final Transfer found = Transfer.builder().id(new UInt128(8, 7)).timestamp(99).build();
        gateway.ingress().replyWith(taken -> Messages.transfers(found));
        final CompletableFuture<FakeReceipts.Asked> asked = CompletableFuture.supplyAsync(() ->
        {
            final FakeReceipts.Asked next = gateway.receipts().next();
            next.answer().receipt("{\n  \"receipt\": 1\n}\n");
            return next;
        });
        try (HttpClientRaw http = gateway.http())
        {
            final Response response = http.get("/v1/transfers/" + found.id() + "/receipt");
            assertEquals(200, response.status(), response.body());
            assertEquals("application/json", response.header("content-type"));
            assertEquals("{\n  \"receipt\": 1\n}\n", response.body());
        }
        assertEquals(99, asked.get().timestamp());
        assertEquals(found.id(), new UInt128(asked.get().idHigh(), asked.get().idLow()));
        assertEquals(LookupTransfersDecoder.TEMPLATE_ID, gateway.ingress().next().templateId());
    }

    @Test
    void shouldSayThatAReceiptIsNotSignedYet() throws Exception
    {
        gateway.ingress().replyWith(taken -> Messages.transfers(Transfer.builder().id(UInt128.of(7)).build()));
        final CompletableFuture<Void> answered =
            CompletableFuture.runAsync(() -> gateway.receipts().next().answer().notYet());
        try (HttpClientRaw http = gateway.http())
        {
            final Response response = http.get("/v1/transfers/7/receipt");
            assertEquals(503, response.status(), response.body());
            assertEquals("1", response.header("retry-after"));
            assertTrue(response.body().contains("urn:suuupra:problem:receipt-pending"), response.body());
            answered.get();
            gateway.receipts().full(true);
            final Response busy = http.get("/v1/transfers/7/receipt");
            assertEquals(503, busy.status(), busy.body());
            assertTrue(busy.body().contains("urn:suuupra:problem:busy"), busy.body());
        }
    }

    @Test
    void shouldSayThatTheNodeHaltedOverAReceipt() throws Exception
    {
        gateway.ingress().replyWith(taken -> Messages.transfers(Transfer.builder().id(UInt128.of(7)).build()));
        final CompletableFuture<Void> answered =
            CompletableFuture.runAsync(() -> gateway.receipts().next().answer().failed("rows differ"));
        try (HttpClientRaw http = gateway.http())
        {
            final Response response = http.get("/v1/transfers/7/receipt");
            assertEquals(503, response.status(), response.body());
            assertTrue(response.body().contains("urn:suuupra:problem:halted"), response.body());
            assertTrue(response.body().contains("rows differ"), response.body());
        }
        answered.get();
    }

    @Test
    void shouldHaveNoReceiptOfATransferThatIsNotThere() throws IOException
    {
        final Response response = get("/v1/transfers/7/receipt", Messages.transfers());
        final Response transfer = get("/v1/transfers/7", Messages.transfers());
        assertEquals(404, response.status());
        assertEquals(transfer.body(), response.body(), "as if the transfer itself was asked for");
        assertEquals(400, get("/v1/transfers/0x7/receipt", Messages.transfers()).status());
        assertTrue(gateway.receipts().asked().isEmpty());
    }

    @Test
    void shouldLookUpAccounts() throws IOException
    {
        final Account found = new Account(new UInt128(1, 2), 1, 2, 3, 4, UInt128.of(5), -1, -1, 0, -1, 65_535,
            AccountFlags.HISTORY, Long.MAX_VALUE);
        final String json = "{\"id\":\"18446744073709551618\",\"debits_pending\":\"1\",\"debits_posted\":\"2\"," +
            "\"credits_pending\":\"3\",\"credits_posted\":\"4\",\"user_data_128\":\"5\"," +
            "\"user_data_64\":\"18446744073709551615\",\"user_data_32\":4294967295,\"ledger\":4294967295," +
            "\"code\":65535,\"flags\":[\"history\"],\"timestamp\":\"9223372036854775807\"}";
        final Response response = post("/v1/accounts/lookup", "{\"ids\":[1,\"2\"]}", Messages.accounts(found));
        assertEquals("{\"accounts\":[" + json + "]}", response.body());
        assertEquals(LookupAccountsDecoder.TEMPLATE_ID, gateway.ingress().next().templateId());
        assertEquals("{\"accounts\":[]}",
            post("/v1/accounts/lookup", "{\"ids\":[1]}", Messages.accounts()).body());
        assertEquals(json, get("/v1/accounts/1", Messages.accounts(found)).body());
        assertEquals(200, get("/v1/accounts/" + new UUID(1, 2), Messages.accounts(found)).status());
        final Response absent = get("/v1/accounts/1", Messages.accounts());
        assertEquals(404, absent.status());
        assertEquals("application/problem+json", absent.header("content-type"));
        assertTrue(absent.body().contains("urn:suuupra:problem:not-found"), absent.body());
    }

    @Test
    void shouldLookUpTransfers() throws IOException
    {
        final Transfer found = Transfer.builder().id(UInt128.of(1)).debitAccountId(UInt128.of(2))
            .creditAccountId(UInt128.of(3)).amount(4).ledger(5).code(6).flags(TransferFlags.PENDING).timeout(7)
            .timestamp(8).build();
        final String json = "{\"id\":\"1\",\"debit_account_id\":\"2\",\"credit_account_id\":\"3\",\"amount\":\"4\"," +
            "\"pending_id\":\"0\",\"user_data_128\":\"0\",\"user_data_64\":\"0\",\"user_data_32\":0,\"timeout\":7," +
            "\"ledger\":5,\"code\":6,\"flags\":[\"pending\"],\"timestamp\":\"8\"}";
        assertEquals("{\"transfers\":[" + json + "," + json + "]}",
            post("/v1/transfers/lookup", "{\"ids\":[1,2]}", Messages.transfers(found, found)).body());
        assertEquals(LookupTransfersDecoder.TEMPLATE_ID, gateway.ingress().next().templateId());
        assertEquals(json, get("/v1/transfers/1", Messages.transfers(found)).body());
        assertEquals(404, get("/v1/transfers/1", Messages.transfers()).status());
    }

    @Test
    void shouldFilterAnAccountsTransfers() throws IOException
    {
        final Response response = post("/v1/accounts/9/transfers",
            "{\"user_data_64\":\"5\",\"code\":6,\"timestamp_min\":\"7\",\"timestamp_max\":8,\"limit\":\"8189\"," +
            "\"flags\":[\"credits\",\"reversed\"]}",
            Messages.transfers());
        assertEquals("{\"transfers\":[]}", response.body());
        final GetAccountTransfersDecoder filter = new GetAccountTransfersDecoder();
        filter.wrapAndApplyHeader(gateway.ingress().next().message(), 0, new MessageHeaderDecoder());
        assertEquals(9, filter.accountId().low());
        assertEquals(5, filter.userData64());
        assertEquals(6, filter.code());
        assertEquals(7, filter.timestampMin());
        assertEquals(8, filter.timestampMax());
        assertEquals(8_189, filter.rowLimit());
        assertEquals(FilterFlags.CREDITS | FilterFlags.REVERSED, filter.flags().getRaw());
        post("/v1/accounts/9/transfers", "{}", Messages.transfers());
        filter.wrapAndApplyHeader(gateway.ingress().next().message(), 0, new MessageHeaderDecoder());
        assertEquals(1_000, filter.rowLimit());
        assertEquals(FilterFlags.CREDITS | FilterFlags.DEBITS, filter.flags().getRaw());
    }

    @Test
    void shouldReadAnAccountsBalances() throws IOException
    {
        assertEquals("{\"balances\":[{\"debits_pending\":\"1\",\"debits_posted\":\"2\",\"credits_pending\":\"3\"," +
            "\"credits_posted\":\"4\",\"timestamp\":\"5\"}]}",
            post("/v1/accounts/9/balances", "{}", Messages.balances(1)).body());
    }

    @Test
    void shouldQuery() throws IOException
    {
        assertEquals("{\"accounts\":[]}", post("/v1/query/accounts", "{}", Messages.accounts()).body());
        gateway.ingress().next();
        assertEquals("{\"transfers\":[]}", post("/v1/query/transfers",
            "{\"user_data_128\":1,\"user_data_32\":2,\"ledger\":3,\"code\":4,\"flags\":[\"reversed\"]}",
            Messages.transfers()).body());
        final QueryTransfersDecoder query = new QueryTransfersDecoder();
        query.wrapAndApplyHeader(gateway.ingress().next().message(), 0, new MessageHeaderDecoder());
        assertEquals(1, query.userData128().low());
        assertEquals(2, query.userData32());
        assertEquals(3, query.ledger());
        assertEquals(4, query.code());
        assertEquals(1_000, query.rowLimit());
        assertEquals(FilterFlags.REVERSED, query.flags().getRaw());
    }

    @Test
    void shouldReadChangeEvents() throws IOException
    {
        final Response response = get("/v1/change-events?from=17&limit=2", Messages.changeEvents(17, 1));
        assertEquals("{\"events\":[{\"timestamp\":\"17\",\"kind\":\"two_phase_pending\",\"transfer\":{\"id\":\"77\"," +
            "\"debit_account_id\":\"1\",\"credit_account_id\":\"2\",\"amount\":\"25\",\"pending_id\":\"0\"," +
            "\"user_data_128\":\"0\",\"user_data_64\":\"0\",\"user_data_32\":0,\"timeout\":0,\"ledger\":356," +
            "\"code\":0,\"flags\":[\"pending\"],\"timestamp\":\"0\"},\"debit_account\":{\"id\":\"1\"," +
            "\"debits_pending\":\"25\",\"debits_posted\":\"0\",\"credits_pending\":\"0\",\"credits_posted\":\"0\"," +
            "\"flags\":[]},\"credit_account\":{\"id\":\"2\",\"debits_pending\":\"0\",\"debits_posted\":\"0\"," +
            "\"credits_pending\":\"25\",\"credits_posted\":\"0\",\"flags\":[]}}]}", response.body());
        final GetChangeEventsDecoder request = new GetChangeEventsDecoder();
        request.wrapAndApplyHeader(gateway.ingress().next().message(), 0, new MessageHeaderDecoder());
        assertEquals(17, request.timestampMin());
        assertEquals(0, request.timestampMax());
        assertEquals(2, request.rowLimit());
        get("/v1/change-events", Messages.changeEvents(1, 1));
        request.wrapAndApplyHeader(gateway.ingress().next().message(), 0, new MessageHeaderDecoder());
        assertEquals(0, request.timestampMin());
        assertEquals(1_000, request.rowLimit());
    }

    @Test
    void shouldMoveTheSandboxClock() throws IOException
    {
        assertEquals("{\"timestamp\":\"61\"}", post("/v1/sandbox/clock", "{\"advance_ns\":\"60\"}",
            Messages.commandReply(61, CommandStatus.DONE)).body());
        final TickDecoder tick = new TickDecoder();
        tick.wrapAndApplyHeader(gateway.ingress().next().message(), 0, new MessageHeaderDecoder());
        assertEquals(60, tick.advanceNs());
        final Response refused = post("/v1/sandbox/clock", "{\"advance_ns\":1}",
            Messages.commandReply(0, CommandStatus.ADVANCE_OUT_OF_RANGE));
        assertEquals(400, refused.status());
        assertTrue(refused.body().contains("\"field\":\"advance_ns\""), refused.body());
        assertEquals(503, post("/v1/sandbox/clock", "{\"advance_ns\":1}",
            Messages.commandReply(0, CommandStatus.NOT_CONFIGURED)).status());
    }

    @Test
    void shouldTellTheState() throws IOException
    {
        assertEquals("{\"sequence\":\"18446744073709551615\",\"timestamp\":\"2\",\"accounts\":\"3\"," +
            "\"records\":\"4\",\"transfers\":\"5\",\"holds_open\":\"6\"," +
            "\"state_hash\":\"0000000000000012000000000000abcd\"," +
            "\"content_hash\":\"fffffffffffffffeffffffffffffffff\",\"behaviour\":7}",
            get("/v1/state", Messages.state()).body());
    }

    @Test
    void shouldTellTheNodeWithoutAKey() throws IOException
    {
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/node HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("{\"name\":\"suuupra\",\"version\":\"1.2.3\",\"schema_version\":0,\"binary_port\":" +
                gateway.gateway().binaryPort() + ",\"sandbox\":true}", http.read().body());
        }
    }

    @Test
    void shouldTellReadiness() throws IOException
    {
        try (HttpClientRaw http = gateway.http())
        {
            assertEquals("{\"status\":\"live\"}", http.get("/health/live").body());
            assertEquals("{\"status\":\"ready\"}", http.get("/health/ready").body());
            gateway.host().shortage("12 MB of disk left");
            final Response shortage = http.get("/health/ready");
            assertEquals(503, shortage.status());
            assertTrue(shortage.body().contains("shortage: 12 MB of disk left"), shortage.body());
            assertTrue(shortage.body().contains("urn:suuupra:problem:shortage"), shortage.body());
            gateway.host().halted("a bad disk");
            final Response halted = http.get("/health/ready");
            assertEquals(503, halted.status());
            assertTrue(halted.body().contains("halted: a bad disk"), halted.body());
            assertEquals(200, http.get("/health/live").status());
        }
    }

    @Test
    void shouldMapRefusalsOfTheHost() throws IOException
    {
        try (HttpClientRaw http = gateway.http())
        {
            gateway.ingress().answer(Offer.BUSY);
            final Response busy = http.get("/v1/state");
            assertEquals(503, busy.status());
            assertEquals("1", busy.header("retry-after"));
            assertTrue(busy.body().contains("urn:suuupra:problem:busy"), busy.body());
            gateway.ingress().answer(Offer.SHORTAGE);
            gateway.host().shortage("disk");
            final Response shortage = http.get("/v1/state");
            assertEquals(503, shortage.status());
            assertEquals("1", shortage.header("retry-after"));
            assertTrue(shortage.body().contains("only reads are served: shortage: disk"), shortage.body());
            gateway.ingress().answer(Offer.HALTED);
            assertTrue(http.get("/v1/state").body().contains("urn:suuupra:problem:halted"));
            gateway.ingress().answer(Offer.ACCEPTED);
            gateway.ingress().replyWith(taken -> Messages.state());
            assertEquals(200, http.get("/v1/state").status());
        }
    }

    @Test
    void shouldMapFailuresOfTheHost() throws IOException
    {
        final Response malformed = post("/v1/transfers", "{\"transfers\":[{}]}",
            Messages.failure(FailureCode.MALFORMED, 3, "amount", "must be good"));
        assertEquals(400, malformed.status());
        assertEquals("{\"type\":\"urn:suuupra:problem:malformed\",\"title\":\"The request breaks the format\"," +
            "\"status\":400,\"detail\":\"transfers[3].amount: must be good\",\"field\":\"transfers[3].amount\"," +
            "\"rule\":\"must be good\"}", malformed.body());
        assertEquals(409, get("/v1/state",
            Messages.failure(FailureCode.REQUEST_REGRESSED, 0xFFFF_FFFFL, "", "old")).status());
        assertEquals(504, get("/v1/state", Messages.failure(FailureCode.TIMED_OUT, 0xFFFF_FFFFL, "", "late")).status());
        assertEquals(403, get("/v1/state", Messages.failure(FailureCode.FORBIDDEN, 0xFFFF_FFFFL, "", "no")).status());
    }

    @Test
    void shouldAnswer500WhenTheReplyMakesNoSense() throws IOException
    {
        final Response fault = get("/v1/state", Messages.accounts());
        assertEquals(500, fault.status());
        assertTrue(fault.body().contains("urn:suuupra:problem:fault"), fault.body());
        assertEquals(200, get("/v1/state", Messages.state()).status());
    }

    @Test
    void shouldDemandAKnownKey() throws IOException
    {
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/state HTTP/1.1\r\nHost: x\r\n\r\n");
            final Response none = http.read();
            assertEquals(401, none.status());
            assertEquals("Bearer realm=\"suuupra\"", none.header("www-authenticate"));
            http.sendRaw("GET /v1/state HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nonsense\r\n\r\n");
            assertEquals(401, http.read().status());
            http.sendRaw("POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" +
                "Content-Length: 2\r\n\r\n{}");
            assertEquals(401, http.read().status());
        }
        final ApiKey unknown = ApiKey.generate(new SecureRandom());
        try (HttpClientRaw http = gateway.http(unknown))
        {
            assertEquals(401, http.get("/v1/state").status());
        }
        assertEquals(0, gateway.ingress().waiting());
    }

    @Test
    void shouldDemandScopeAndLedger() throws IOException
    {
        try (HttpClientRaw reader = gateway.http(gateway.key(Principal.READ));
            HttpClientRaw poster = gateway.http(gateway.key(Principal.POST, 300, 355)))
        {
            assertEquals(403, reader.post("/v1/transfers", "no JSON at all").status());
            assertEquals(403, reader.get("/v1/state").status());
            assertEquals(403, reader.post("/v1/sandbox/clock", "{}").status());
            assertEquals(403, poster.get("/v1/accounts/1").status());
            final Response ledger = poster.post("/v1/transfers", "{\"transfers\":[{\"ledger\":355},{\"ledger\":356}]}");
            assertEquals(403, ledger.status());
            assertTrue(ledger.body().contains("\"field\":\"transfers[1].ledger\""), ledger.body());
        }
        assertEquals(0, gateway.ingress().waiting());
    }

    @Test
    void shouldKnowItsPathsAndMethods() throws IOException
    {
        try (HttpClientRaw http = gateway.http())
        {
            assertEquals(404, http.get("/").status());
            assertEquals(404, http.get("/v1").status());
            assertEquals(404, http.get("/v1/accounts/1/").status());
            assertEquals(404, http.get("/v1/accounts/1/2/3").status());
            final Response wrong = http.get("/v1/transfers");
            assertEquals(405, wrong.status());
            assertEquals("POST", wrong.header("allow"));
            final Response wrongToo = http.post("/v1/accounts/1", "{}");
            assertEquals(405, wrongToo.status());
            assertEquals("GET", wrongToo.header("allow"));
            http.sendRaw("DELETE /v1/node HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(405, http.read().status());
            http.sendRaw("BREW /v1/node HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(405, http.read().status());
        }
    }

    @Test
    void shouldHideTheClockUnlessSandbox() throws IOException
    {
        try (TestGateway real = new TestGateway(); HttpClientRaw http = real.http())
        {
            assertEquals(404, http.post("/v1/sandbox/clock", "{\"advance_ns\":1}").status());
        }
    }
}
