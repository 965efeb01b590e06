package io.suuupra.gateway.rest;

import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.HttpClientRaw.Response;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Collections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RestJsonTest
{
    private static TestGateway gateway;
    private static HttpClientRaw http;

    @BeforeAll
    static void start() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().sandbox(true));
        http = gateway.http();
    }

    @AfterAll
    static void stop() throws IOException
    {
        http.close();
        gateway.close();
    }

    /** One connection serves all cases: a bad request must not end it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/v1/transfers | {\"transfers\":[{},{},{\"amount\":\"-1\"}]} | transfers[2].amount | must not be negative",
        "/v1/transfers | {\"transfers\":[{\"amount\":1.5}]} | transfers[0].amount | must be a whole number",
        "/v1/transfers | {\"transfers\":[{\"amount\":9007199254740993}]} | transfers[0].amount | sent as a string",
        "/v1/transfers | {\"transfers\":[{\"amount\":\"9223372036854775808\"}]} | transfers[0].amount | 0 to 2^63 - 1",
        "/v1/transfers | {\"transfers\":[{\"amount\":null}]} | transfers[0].amount | is null",
        "/v1/transfers | {\"transfers\":[{\"amount\":[[[[[[[[[[1]]]]]]]]]]}]} | transfers[0].amount | is an array",
        "/v1/transfers | {\"transfers\":[{\"colour\":1}]} | transfers[0].colour | is not a known field",
        "/v1/transfers | {\"transfers\":[{\"reserved\":0}]} | transfers[0].reserved | is not a known field",
        "/v1/transfers | {\"transfers\":[{\"id\":1,\"id\":1}]} | transfers[0].id | must not be given twice",
        "/v1/transfers | {\"transfers\":[{\"id\":\"zzz\"}]} | transfers[0].id | must be a decimal number",
        "/v1/transfers | {\"transfers\":[{\"id\":true}]} | transfers[0].id | is a boolean",
        "/v1/transfers | {\"transfers\":[{\"code\":65536}]} | transfers[0].code | 0 to 65535",
        "/v1/transfers | {\"transfers\":[{\"ledger\":4294967296}]} | transfers[0].ledger | 0 to 2^32 - 1",
        "/v1/transfers | {\"transfers\":[{\"flags\":[\"pending\",\"odd\"]}]} | transfers[0].flags[1] | one of linked",
        "/v1/transfers | {\"transfers\":[{\"flags\":\"pending\"}]} | transfers[0].flags | must be an array",
        "/v1/transfers | {\"transfers\":[{\"flags\":[\"linked\",\"linked\"]}]} | transfers[0].flags[1] | twice",
        "/v1/transfers | {\"transfers\":[1]} | transfers[0] | must be an object, is a number",
        "/v1/transfers | {\"transfers\":{}} | transfers | must be an array, is an object",
        "/v1/transfers | {\"transfers\":[]} | transfers | 1 to 8189 elements",
        "/v1/transfers | {} | transfers | must be given",
        "/v1/transfers | {\"transfers\":[{}],\"transfers\":[{}]} | transfers | must not be given twice",
        "/v1/transfers | {\"accounts\":[{}]} | accounts | is not a known field",
        "/v1/transfers | [] | | must be an object, is an array",
        "/v1/transfers | {\"transfers\":[{}]} x | | is not valid JSON",
        "/v1/transfers | {\"transfers\":[{}]}{} | | nothing may follow",
        "/v1/transfers | {\"transfers\":[{} | | breaks off",
        "/v1/transfers | {\"transfers\":[{\"id\":01}]} | transfers[0].id | is not valid JSON at line 1",
        "/v1/accounts | {\"accounts\":[{\"debits_posted\":\"x\"}]} | accounts[0].debits_posted | decimal digits only",
        "/v1/accounts | {\"accounts\":[{\"flags\":[\"pending\"]}]} | accounts[0].flags[0] | must be one of linked",
        "/v1/accounts | {\"accounts\":[{\"amount\":1}]} | accounts[0].amount | is not a known field",
        "/v1/accounts/lookup | {\"ids\":[1,-2]} | ids[1] | must not be negative",
        "/v1/accounts/lookup | {\"ids\":[]} | ids | 1 to 8189",
        "/v1/accounts/x/transfers | {} | id | must be a decimal number",
        "/v1/accounts/0/transfers | {} | id | neither 0 nor 2^128 - 1",
        "/v1/accounts/340282366920938463463374607431768211455/balances | {} | id | neither 0 nor 2^128 - 1",
        "/v1/accounts/1/transfers | {\"limit\":0} | limit | 1 to 8189",
        "/v1/accounts/1/transfers | {\"limit\":8190} | limit | 1 to 8189",
        "/v1/accounts/1/transfers | {\"timestamp_min\":2,\"timestamp_max\":1} | timestamp_min | above timestamp_max",
        "/v1/accounts/1/transfers | {\"timestamp_max\":\"9223372036854775808\"} | timestamp_max | 0 to 2^63 - 1",
        "/v1/accounts/1/transfers | {\"flags\":[]} | flags | must have debits or credits",
        "/v1/accounts/1/balances | {\"flags\":[\"reversed\"]} | flags | must have debits or credits",
        "/v1/accounts/1/transfers | {\"ledger\":1} | ledger | is not a known field",
        "/v1/query/transfers | {\"flags\":[\"debits\"]} | flags | reversed only",
        "/v1/query/accounts | {\"limit\":\"many\"} | limit | decimal digits only",
        "/v1/query/accounts | {\"timestamp_min\":5,\"timestamp_max\":4} | timestamp_min | not be above",
        "/v1/sandbox/clock | {} | advance_ns | must be given",
        "/v1/sandbox/clock | {\"advance_ns\":-1} | advance_ns | must not be negative",
        "/v1/accounts?x=1 | {\"accounts\":[{}]} | x | is not a known parameter" })
    void shouldNameFieldAndRule(final String path, final String body, final String field, final String rule)
        throws IOException
    {
        final Response response = http.post(path, body);
        assertEquals(400, response.status(), response.body());
        assertEquals("application/problem+json", response.header("content-type"));
        assertTrue(response.body().contains("\"type\":\"urn:suuupra:problem:malformed\""), response.body());
        assertTrue(field == null ? !response.body().contains("\"field\"") :
            response.body().contains("\"field\":\"" + field + "\""), response.body());
        assertTrue(response.body().contains(rule), response.body());
        assertEquals(0, gateway.ingress().waiting());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/v1/accounts/x | id", "/v1/accounts/-1 | id", "/v1/transfers/%31 | id", "/v1/accounts/ | id",
        "/v1/change-events?from=x | from", "/v1/change-events?from=-1 | from", "/v1/change-events?from= | from",
        "/v1/change-events?from=9223372036854775808 | from", "/v1/change-events?from=9999999999999999999 | from",
        "/v1/change-events?from=1&from=2 | from", "/v1/change-events?limit=0 | limit",
        "/v1/change-events?limit=5001 | limit", "/v1/change-events?to=1 | to", "/v1/state?x | x" })
    void shouldNameBadPathsAndParameters(final String path, final String field) throws IOException
    {
        final Response response = http.get(path);
        assertEquals(400, response.status(), response.body());
        assertTrue(response.body().contains("\"field\":\"" + field + "\""), response.body());
    }

    @Test
    void shouldTakeTheLargestBatchAndRefuseOneMore() throws IOException
    {
        final String largest = String.join(",", Collections.nCopies(8_189, "{\"id\":1}"));
        gateway.ingress().replyWith(taken -> Messages.transferResults());
        assertEquals(200, http.post("/v1/transfers", "{\"transfers\":[" + largest + "]}").status());
        gateway.ingress().replyWith(null);
        assertEquals(Messages.createTransfers(8_189).length, gateway.ingress().next().length());
        final Response refused = http.post("/v1/transfers", "{\"transfers\":[" + largest + ",{}]}");
        assertEquals(400, refused.status());
        assertTrue(refused.body().contains("must have at most 8189 elements"), refused.body());
        assertTrue(refused.body().contains("\"field\":\"transfers\""), refused.body());
    }
}
