package io.suuupra.gateway.rest;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.HttpClientRaw.Response;
import io.suuupra.gateway.support.LedgerNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every route, with every set of scopes, for an own, a foreign and an absent thing, on a real node. What is foreign
 * must be answered like what is absent, to the last byte, and nothing may happen to it.
 */
class RestAccessMatrixTest
{
    private static final AtomicLong FRESH = new AtomicLong(1_000_000);
    private static final String MONEY =
        "\"amount\":\"1\",\"account\":\"1\",\"account_ifsc\":\"AAAA0000001\",\"account_type\":1";
    private static LedgerNode node;

    /** Whose thing is asked for. */
    private enum Thing
    {
        OWN(1, "11", "1001", "1002"),
        FOREIGN(2, "21", "2001", "2002"),
        ABSENT(3, "99", "9099", "9099");

        private final int ledger;
        private final String account;
        private final String transfer;
        private final String hold;

        Thing(final int ledger, final String account, final String transfer, final String hold)
        {
            this.ledger = ledger;
            this.account = account;
            this.transfer = transfer;
            this.hold = hold;
        }
    }

    /**
     * What is sent, what it needs, and how it is answered.
     *
     * @param needs  scope; 0 = no key at all.
     * @param done   status where the thing is one's own.
     * @param own    text in the answer then.
     * @param absent status where it is not there.
     */
    private record Row(String path, String body, int needs, int done, String own, int absent)
    {
        Row(final String path, final String body, final int needs, final String own, final int absent)
        {
            this(path, body, needs, 200, own, absent);
        }

        static Row read(final String path, final String body, final String own)
        {
            return new Row(path, body, Principal.READ, own, 200);
        }

        static Row page(final String path)
        {
            return new Row(path, "", 0, "", 200);
        }
    }

    @BeforeAll
    static void start() throws IOException
    {
        node = new LedgerNode();
        node.takePartInUpi();
        node.awaitSigned();
    }

    @AfterAll
    static void stop() throws IOException
    {
        node.close();
    }

    // No default: a new route does not compile without its row.
    private static Row row(final Route route, final Thing thing, final int scopes)
    {
        final long fresh = FRESH.incrementAndGet();
        return switch (route)
        {
            case CREATE_ACCOUNTS -> new Row("/v1/accounts",
                "{\"accounts\":[{\"id\":" + fresh + ",\"ledger\":" + thing.ledger + ",\"code\":1}]}",
                Principal.POST, "\"created\"", 403);
            case CREATE_TRANSFERS -> new Row("/v1/transfers",
                "{\"transfers\":[{\"id\":" + fresh + ",\"debit_account_id\":" + thing.account +
                ",\"credit_account_id\":12,\"amount\":1,\"ledger\":1,\"code\":1},{\"id\":" + FRESH.incrementAndGet() +
                ",\"pending_id\":" + thing.hold + ",\"flags\":[\"void_pending_transfer\"]}]}",
                Principal.POST, "\"created\"", 200);
            case LOOKUP_ACCOUNTS -> Row.read("/v1/accounts/lookup", "{\"ids\":[" + thing.account + "]}", "\"11\"");
            case LOOKUP_TRANSFERS -> Row.read("/v1/transfers/lookup", "{\"ids\":[" + thing.transfer + "," + thing.hold +
                "]}", "\"1001\"");
            case GET_ACCOUNT -> new Row("/v1/accounts/" + thing.account, "", Principal.READ, "\"11\"", 404);
            case GET_TRANSFER -> new Row("/v1/transfers/" + thing.transfer, "", Principal.READ, "\"1001\"", 404);
            case GET_RECEIPT ->
                new Row("/v1/transfers/" + thing.transfer + "/receipt", "", Principal.READ, "\"1001\"", 404);
            case ACCOUNT_TRANSFERS ->
                Row.read("/v1/accounts/" + thing.account + "/transfers", "{}", "\"1001\"");
            case ACCOUNT_BALANCES ->
                Row.read("/v1/accounts/" + thing.account + "/balances", "{}", "\"debits_posted\":\"5\"");
            case QUERY_ACCOUNTS -> Row.read("/v1/query/accounts", "{\"ledger\":" + thing.ledger + "}", "\"11\"");
            case QUERY_TRANSFERS -> Row.read("/v1/query/transfers", "{\"ledger\":" + thing.ledger + "}", "\"1001\"");
            case CHANGE_EVENTS -> Row.read("/v1/change-events", "", "\"1001\"");
            case SANDBOX_CLOCK ->
                new Row("/v1/sandbox/clock", "{\"advance_ns\":1}", Principal.ADMIN, "\"timestamp\"", 200);
            case STATE -> new Row("/v1/state", "", Principal.ADMIN, "\"state_hash\"", 200);
            case NODE, OPENAPI, LIVE, READY, METRICS -> Row.page(route.path());
            case UPI_PAY -> new Row("/v1/upi/pay", "{\"transaction_id\":\"P" + fresh + "\",\"payer_address\":\"anna@" +
                handle(thing, scopes) + "\",\"payee_address\":\"x@peer\"," + MONEY + ",\"credentials\":\"AA==\"}",
                Principal.POST, 202, "\"auth_pending\"", 422);
            case UPI_COLLECT -> new Row("/v1/upi/collect", "{\"transaction_id\":\"C" + fresh +
                "\",\"payer_address\":\"x@peer\",\"payee_address\":\"anna@" + handle(thing, scopes) + "\"," + MONEY +
                "}", Principal.POST, 202, "\"auth_pending\"", 422);
            case UPI_TRANSACTION -> new Row("/v1/upi/transactions/" + switch (thing)
            {
                case OWN -> "OWN" + scopes;
                case FOREIGN -> "FOREIGN";
                case ABSENT -> "ABSENT";
            }, "", Principal.READ, "\"OWN", 404);
            case UPI_QR -> Row.read("/v1/upi/qr?pa=anna@peer&pn=Anna", "", "PNG");
        };
    }

    private static String handle(final Thing thing, final int scopes)
    {
        return switch (thing)
        {
            case OWN -> "own" + scopes;
            case FOREIGN -> "foreign";
            case ABSENT -> "nobody";
        };
    }

    private static Response ask(final Route route, final Row row, final ApiKey key) throws IOException
    {
        try (HttpClientRaw http = node.http(key))
        {
            return route.hasBody() ? http.post(row.path, row.body) : http.get(row.path);
        }
    }

    /** All of a response but the time at which it was made, and the counts of what was asked meanwhile. */
    private static String comparable(final Route route, final Response response)
    {
        return route == Route.METRICS || route == Route.STATE ? Integer.toString(response.status()) :
            response.toString().replaceAll("\"timestamp\":\"\\d+\"", "\"timestamp\":\"\"");
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void shouldRefuseWhoeverHasNoKeyInTheSameWords(final Route route) throws IOException
    {
        final Row own = row(route, Thing.OWN, 0);
        final ApiKey unknown = ApiKey.generate(new SecureRandom());
        final ApiKey wrongSecret = ApiKey.renew(node.admin().id(), new SecureRandom());
        if (!route.needsKey())
        {
            assertEquals(200, ask(route, own, unknown).status());
            return;
        }
        final String before = node.foreign();
        final Response refused = ask(route, own, unknown);
        assertEquals(401, refused.status());
        for (final Thing thing : Thing.values())
        {
            assertEquals(refused, ask(route, row(route, thing, 0), unknown), thing.name());
            assertEquals(refused, ask(route, row(route, thing, 0), wrongSecret), thing.name());
        }
        assertEquals(before, node.foreign());
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void shouldAnswerByScopeAndLedgerOnly(final Route route) throws IOException
    {
        final String before = node.foreign();
        for (final int scopes : node.scopes())
        {
            final ApiKey key = node.key(scopes);
            final Row needs = row(route, Thing.OWN, scopes);
            if ((scopes & needs.needs) != needs.needs)
            {
                final Response refused = ask(route, needs, key);
                assertEquals(403, refused.status(), route + " with scopes " + scopes);
                for (final Thing thing : Thing.values())
                {
                    assertEquals(refused, ask(route, row(route, thing, scopes), key), route + " with scopes " + scopes);
                }
                continue;
            }
            final Response own = ask(route, needs, key);
            assertEquals(needs.done, own.status(), own.body());
            assertTrue(own.body().contains(needs.own), own.body());
            final Row gone = row(route, Thing.ABSENT, scopes);
            final Response absent = ask(route, gone, key);
            final Response foreign = ask(route, row(route, Thing.FOREIGN, scopes), key);
            assertEquals(gone.absent, absent.status(), absent.body());
            if (route == Route.UPI_TRANSACTION && (scopes & Principal.ADMIN) != 0)
            {
                // No ledger is foreign to the switch: who may do everything sees every payment.
                assertTrue(foreign.body().contains("\"FOREIGN\""), foreign.body());
                continue;
            }
            assertEquals(comparable(route, absent), comparable(route, foreign));
            assertFalse(own.body().contains("\"2001\"") || own.body().contains("\"ledger\":2"), own.body());
        }
        assertEquals(before, node.foreign(), "nothing happened to what is foreign");
    }
}
