package io.suuupra.gateway.rest;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.HttpClientRaw.Response;
import io.suuupra.gateway.support.LedgerNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Payments of UPI over REST, on a real node whose switch the PSP with the handle {@code own3} takes part in. */
class RestUpiTest
{
    private static final AtomicInteger IDS = new AtomicInteger();
    private static LedgerNode node;
    private static HttpClientRaw http;

    @BeforeAll
    static void start() throws IOException
    {
        node = new LedgerNode();
        node.takePartInUpi();
        http = node.http(node.key(Principal.READ | Principal.POST));
    }

    @AfterAll
    static void stop() throws IOException
    {
        http.close();
        node.close();
    }

    private static String id()
    {
        return "R" + IDS.incrementAndGet();
    }

    private static String pay(final String id)
    {
        return "{\"transaction_id\":\"" + id + "\",\"payer_address\":\"anna@own3\",\"payee_address\":\"shop@peer\"," +
            "\"payee_type\":\"entity\",\"payee_code\":5411,\"amount\":\"49900\",\"account\":\"101\"," +
            "\"account_ifsc\":\"AAAA0000001\",\"account_type\":1,\"note\":\"Order 17\",\"credentials\":\"AQID\"}";
    }

    private static String collect(final String id)
    {
        return "{\"transaction_id\":\"" + id + "\",\"payer_address\":\"anna@peer\",\"payee_address\":\"shop@own3\"," +
            "\"amount\":1,\"account\":\"101\",\"account_ifsc\":\"AAAA0000001\",\"account_type\":2," +
            "\"expire_after\":30}";
    }

    private static String field(final Response response, final String name)
    {
        final Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(response.body());
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Response transaction(final String id)
    {
        try
        {
            return http.get("/v1/upi/transactions/" + id);
        }
        catch (final IOException broken)
        {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void shouldTakeAPaymentAndTellWhatBecameOfIt() throws IOException
    {
        final String id = id();
        final Response taken = http.post("/v1/upi/pay", pay(id));
        assertEquals(202, taken.status(), taken.body());
        assertEquals("/v1/upi/transactions/" + id, taken.header("location"));
        assertEquals("auth_pending", field(taken, "state"));
        assertEquals("false", field(taken, "repeated"));
        assertEquals(12, field(taken, "rrn").length());

        // Nobody is there for the payee's PSP, so the node withdraws the question.
        Await.until("it has ended", () -> field(transaction(id), "state").equals("failure"));
        final Response ended = transaction(id);
        assertEquals(200, ended.status());
        assertEquals("pay", field(ended, "kind"));
        assertEquals(field(taken, "rrn"), field(ended, "rrn"));
        assertEquals("49900", field(ended, "amount"));
        assertEquals("anna@own3", field(ended, "payer_address"));
        assertEquals("shop@peer", field(ended, "payee_address"));
        assertEquals("entity", field(ended, "payee_type"));
        assertEquals("5411", field(ended, "payee_code"));
        assertEquals("Order 17", field(ended, "note"));
        assertEquals("U18", field(ended, "code"));
        assertEquals("Request authorisation acknowledgement is not received", field(ended, "code_meaning"));
        assertEquals("0", field(ended, "deadline"));
        assertTrue(Long.parseLong(field(ended, "ended")) > Long.parseLong(field(ended, "begun")));
        assertFalse(ended.body().contains("101"), "no account is told");
        assertFalse(ended.body().contains("AAAA"), "no account is told");
    }

    @Test
    void shouldAnswerTheSameAgainAsBeforeAndRefuseAnotherOneOfItsName() throws IOException
    {
        final String id = id();
        final Response first = http.post("/v1/upi/pay", pay(id));
        final Response again = http.post("/v1/upi/pay", pay(id));
        assertEquals(202, again.status());
        assertEquals("true", field(again, "repeated"));
        assertEquals(field(first, "rrn"), field(again, "rrn"));
        assertEquals(first.header("location"), again.header("location"));

        final Response other = http.post("/v1/upi/pay", pay(id).replace("49900", "49901"));
        assertEquals(409, other.status());
        assertEquals("application/problem+json", other.header("content-type"));
        assertEquals("", other.header("location"));
        assertEquals("urn:suuupra:problem:duplicate-transaction", field(other, "type"));
        assertEquals("transaction_id", field(other, "field"));
        assertEquals("U01", field(other, "response_code"));
        assertEquals("49900", field(transaction(id), "amount"));
    }

    @Test
    void shouldTakeACollect() throws IOException
    {
        final String id = id();
        assertEquals(202, http.post("/v1/upi/collect", collect(id)).status());
        Await.until("it has ended", () -> field(transaction(id), "state").equals("failure"));
        assertEquals("collect", field(transaction(id), "kind"));
        assertEquals("3", field(transaction(id), "payer_psp"));
        assertEquals("13", field(transaction(id), "payee_psp"));
        assertEquals("1", field(transaction(id), "beneficiary"));
        assertEquals("0", field(transaction(id), "remitter"));
    }

    /** One field of a payment is another: what the switch says of it, in NPCI's terms. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pay | shop@peer | shop@nobody | 422 | U29 | '' | Address resolution is failed",
        "pay | anna@own3 | anna@peer | 422 | U55 | '' | Message integrity failed due to orgId mismatch",
        "pay | AAAA0000001 | ZZZZ0000001 | 422 | U28 | '' | Remitter bank not available",
        "collect | AAAA0000001 | ZZZZ0000001 | 422 | U78 | '' | Beneficiary bank offline",
        "pay | '\"note\"' | '\"initiation_mode\":\"12\",\"purpose\":\"01\",\"note\"' | 400 | T15 | purpose | Txn.p",
        "collect | '\"amount\"' | '\"initiation_mode\":\"12\",\"amount\"' | 400 | IM1 | initiation_mode | Txn.i"})
    void shouldSayWhatTheSwitchSays(
        final String kind, final String from, final String to, final int status, final String code, final String field,
        final String meaning) throws IOException
    {
        final String id = id();
        final String body = (kind.equals("pay") ? pay(id) : collect(id)).replace(from, to);
        final Response refused = http.post("/v1/upi/" + kind, body);
        assertEquals(status, refused.status(), refused.body());
        assertEquals(code, field(refused, "response_code"), refused.body());
        assertEquals(field, field(refused, "field"), refused.body());
        assertTrue(field(refused, "rule").startsWith(meaning), refused.body());
        assertEquals(404, transaction(id).status(), "nothing has happened");
    }

    /** One field of a payment is another: which rule of the JSON it breaks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "pay | \"R | \"R- | transaction_id | letters and digits only",
        "pay | \"R | \"R12345678901234567890123456789012345678 | transaction_id | 1 to 35 characters",
        "pay | \"transaction_id\":\"R | \"message_id\":\"R | transaction_id | must be given",
        "pay | anna@own3 | anna | payer_address | must be local@handle",
        "pay | anna@own3 | änna@own3 | payer_address | must be local@handle",
        "pay | \"shop@peer\" | 7 | payee_address | must be a string",
        "pay | \"payer_address\":\"anna@own3\", | `` | payer_address | must be given",
        "pay | \"entity\" | \"shop\" | payee_type | one of person, entity",
        "pay | 5411 | 0 | payee_code | category of the entity",
        "pay | 5411 | 10000 | payee_code | must be 0 to 9999",
        "pay | \"entity\" | \"person\" | payee_code | must not be given for a person",
        "pay | \"49900\" | \"499.00\" | amount | decimal digits only",
        "pay | \"49900\" | 499.00 | amount | whole number",
        "pay | \"49900\" | \"0\" | amount | must be 1 to",
        "pay | \"49900\" | \"-1\" | amount | must not be negative",
        "pay | \"49900\" | \"1000000000000000000\" | amount | must be 1 to 999999999999999999",
        "pay | \"amount\":\"49900\", | `` | amount | must be given",
        "pay | \"101\" | \"0\" | account | must not be 0",
        "pay | AAAA0000001 | AAAA1000001 | account_ifsc | must be an IFSC",
        "pay | \"account_type\":1 | \"account_type\":7 | account_type | must be 1 to 6",
        "pay | Order 17 | Order #17 | note | must have letters",
        "pay | Order 17 | 123456789012345678901234567890123456789012345678901 | note | 0 to 50 characters",
        "pay | AQID | A | credentials | must be base64",
        "pay | AQID | `` | credentials | 1 to 684 characters",
        "pay | ,\"credentials\":\"AQID\" | `` | credentials | must be given",
        "pay | \"note\" | \"expire_after\":1,\"note\" | expire_after | is not a known field",
        "pay | \"note\" | \"purpose\":\"1\",\"note\" | purpose | two letters or digits",
        "pay | \"note\" | \"initiation_mode\":\"x1\",\"note\" | initiation_mode | two digits",
        "pay | \"note\" | \"note\":\"\",\"note\" | note | must not be given twice",
        "collect | \"amount\" | \"credentials\":\"AQID\",\"amount\" | credentials | is not a known field",
        "collect | 30 | 64801 | expire_after | must be 0 to 64800"})
    void shouldNameTheFieldAndTheRule(
        final String kind, final String from, final String to, final String field, final String rule) throws IOException
    {
        final String id = id();
        final String right = kind.equals("pay") ? pay(id) : collect(id);
        final String body = right.replace(from, to);
        assertFalse(body.equals(right), "something is wrong in it");
        final Response refused = http.post("/v1/upi/" + kind, body);
        assertEquals(400, refused.status(), refused.body());
        assertEquals(field, field(refused, "field"), refused.body());
        assertTrue(refused.body().contains(rule), refused.body());
        assertEquals("", field(refused, "response_code"), refused.body());
        assertEquals(404, transaction(id).status(), "nothing has happened");
    }

    @Test
    void shouldNotTakeAPaymentFromWhoIsNoPsp() throws IOException
    {
        try (HttpClientRaw admin = node.http(node.admin()))
        {
            final Response refused = admin.post("/v1/upi/pay", pay(id()));
            assertEquals(422, refused.status(), refused.body());
            assertEquals("U17", field(refused, "response_code"));
        }
    }

    @ParameterizedTest
    @CsvSource({ "T-1,400", "T%201,400", "123456789012345678901234567890123456,400", "%C3%84,400", "UNKNOWN,404" })
    void shouldNotFindWhatIsNotThere(final String id, final int status)
    {
        final Response response = transaction(id);
        assertEquals(status, response.status(), response.body());
        assertEquals(status == 400 ? "id" : "", field(response, "field"));
    }
}
