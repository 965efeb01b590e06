package io.suuupra.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.Unpooled;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiTransactionReplyEncoder;
import io.suuupra.gateway.json.QueryParameters;
import io.suuupra.gateway.rest.ledger.AccountJson;
import io.suuupra.gateway.rest.ledger.FilterJson;
import io.suuupra.gateway.rest.ledger.TransferJson;
import io.suuupra.gateway.rest.upi.PayJson;
import io.suuupra.gateway.rest.upi.QrQuery;
import io.suuupra.gateway.rest.upi.UpiReplies;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.TestGateway;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The document and the code must say the same. */
class OpenApiTest
{
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options");
    private static Map<String, Object> document;

    @BeforeAll
    static void read() throws IOException
    {
        try (InputStream in = Route.class.getResourceAsStream("openapi.json");
            JsonParser parser = new JsonFactory().createParser(in))
        {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            parser.nextToken();
            document = asObject(value(parser));
        }
    }

    private static Object value(final JsonParser parser) throws IOException
    {
        return switch (parser.currentToken())
        {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> parser.getText();
        };
    }

    private static Map<String, Object> object(final JsonParser parser) throws IOException
    {
        final Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT)
        {
            final String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<Object> array(final JsonParser parser) throws IOException
    {
        final List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY)
        {
            array.add(value(parser));
        }
        return array;
    }

    @SuppressWarnings("unchecked") // The document is read above: objects are maps with string keys.
    private static Map<String, Object> asObject(final Object value)
    {
        assertNotNull(value);
        return (Map<String, Object>)value;
    }

    private static Object at(final Object from, final String... path)
    {
        Object value = from;
        for (final String name : path)
        {
            value = asObject(value).get(name);
            assertNotNull(value, String.join("/", path));
        }
        return value;
    }

    private static Map<String, Object> schema(final String name)
    {
        return asObject(at(document, "components", "schemas", name));
    }

    private static List<?> names(final String schema)
    {
        return List.copyOf(asObject(schema(schema).get("properties")).keySet());
    }

    @Test
    void shouldDescribeExactlyTheRoutesThatThereAre()
    {
        final Set<String> described = new TreeSet<>();
        asObject(document.get("paths")).forEach((path, item) -> asObject(item).keySet().stream()
            .filter(METHODS::contains)
            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        final Set<String> routed = new TreeSet<>();
        for (final Route route : Route.values())
        {
            routed.add(route.method() + " " + route.path());
        }
        assertEquals(routed, described);
    }

    @Test
    void shouldDescribeExactlyTheFieldsThatAreRead()
    {
        assertEquals(AccountJson.FIELDS.names(), names("Account"));
        assertEquals(AccountJson.FIELDS.names(), names("AccountInput"));
        assertEquals(TransferJson.FIELDS.names(), names("Transfer"));
        assertEquals(TransferJson.FIELDS.names(), names("TransferInput"));
        assertEquals(FilterJson.ACCOUNT_FIELDS.names(), names("AccountFilter"));
        assertEquals(FilterJson.QUERY_FIELDS.names(), names("QueryFilter"));
        assertEquals(PayJson.PAY_FIELDS.names(), names("UpiPay"));
        assertEquals(PayJson.COLLECT_FIELDS.names(), names("UpiCollect"));
        final List<Object> parameters = new ArrayList<>();
        ((List<?>)at(document, "paths", Route.UPI_QR.path(), "get", "parameters"))
            .forEach(parameter -> parameters.add(asObject(parameter).get("name")));
        assertEquals(QrQuery.NAMES, parameters);
    }

    @Test
    void shouldDescribeExactlyTheNamesThatThereAre()
    {
        assertEquals(AccountFlags.NAMES, at(schema("AccountFlags"), "items", "enum"));
        assertEquals(TransferFlags.NAMES, at(schema("TransferFlags"), "items", "enum"));
        assertEquals(FilterFlags.NAMES, at(schema("FilterFlags"), "items", "enum"));
        assertEquals(enumNames(CreateAccountStatus.values()), schema("CreateAccountStatus").get("enum"));
        assertEquals(enumNames(CreateTransferStatus.values()), schema("CreateTransferStatus").get("enum"));
        assertEquals(enumNames(ChangeKind.values()), at(schema("ChangeEvent"), "properties", "kind", "enum"));
        assertEquals(enumNames(UpiState.values()), schema("UpiState").get("enum"));
        assertEquals(enumNames(UpiKind.values()), at(schema("UpiTransaction"), "properties", "kind", "enum"));
        assertEquals(PayJson.PARTY_TYPES, at(schema("UpiPay"), "properties", "payer_type", "enum"));
    }

    private static List<String> enumNames(final Enum<?>[] values)
    {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT))
            .filter(name -> !name.equals("null_val")).toList();
    }

    @Test
    void shouldDescribeTheLimits()
    {
        assertEquals((long)Limits.EVENTS_MAX,
            at(schema("CreateTransfersRequest"), "properties", "transfers", "maxItems"));
        assertEquals((long)Limits.EVENTS_MAX, at(schema("Ids"), "properties", "ids", "maxItems"));
        assertEquals((long)FilterJson.LIMIT_DEFAULT, at(schema("QueryFilter"), "properties", "limit", "default"));
        assertEquals((long)Limits.CHANGE_EVENTS_MAX, at(schema("ChangeEvents"), "properties", "events", "maxItems"));
    }

    @Test
    void shouldDescribeExactlyTheProblemsThatThereAre()
    {
        final Set<Object> urns = new HashSet<>((List<?>)at(schema("Problem"), "properties", "type", "enum"));
        final Set<String> statuses = new TreeSet<>();
        for (final ProblemType type : ProblemType.values())
        {
            assertTrue(urns.remove(type.urn()), type.urn());
            statuses.add(Integer.toString(type.status()));
        }
        assertEquals(Set.of(), urns);
        final Set<String> described = new TreeSet<>();
        asObject(document.get("paths")).values().forEach(item -> asObject(item).values()
            .forEach(operation -> described.addAll(asObject(asObject(operation).get("responses")).keySet())));
        described.removeAll(Set.of("200", "202"));
        assertEquals(statuses, described);
    }

    @Test
    void shouldResolveEveryReference()
    {
        final Set<String> used = new HashSet<>();
        collectReferences(document, used);
        for (final String reference : used)
        {
            assertTrue(reference.startsWith("#/"), reference);
            at(document, reference.substring(2).split("/"));
        }
        asObject(at(document, "components", "schemas")).keySet().forEach(name ->
            assertTrue(used.contains("#/components/schemas/" + name), name + " is described but never used"));
        asObject(at(document, "components", "responses")).keySet().forEach(name ->
            assertTrue(used.contains("#/components/responses/" + name), name + " is described but never used"));
    }

    private static void collectReferences(final Object value, final Set<String> found)
    {
        if (value instanceof final Map<?, ?> object)
        {
            if (object.get("$ref") instanceof final String reference)
            {
                found.add(reference);
            }
            object.values().forEach(element -> collectReferences(element, found));
        }
        else if (value instanceof final List<?> array)
        {
            array.forEach(element -> collectReferences(element, found));
        }
    }

    @Test
    void shouldNameEveryPathParameterAndNeedForAKey()
    {
        for (final Route route : Route.values())
        {
            final Map<String, Object> operation =
                asObject(at(document, "paths", route.path(), route.method().toLowerCase(Locale.ROOT)));
            final Set<String> statuses = asObject(operation.get("responses")).keySet();
            assertEquals(route.needsKey(), statuses.contains("401"), route.path());
            assertEquals(route.needsKey(), !operation.containsKey("security"), route.path());
            assertEquals(route.hasBody(), operation.containsKey("requestBody"), route.path());
            assertEquals(route.hasBody(), statuses.contains("415"), route.path());
            assertEquals(route.path().contains("{id}"),
                operation.toString().contains("name=id, in=path"), route.path());
            assertNotNull(operation.get("operationId"), route.path());
        }
    }

    /** What stands in the document is read by what reads requests, and found by what finds routes. */
    @ParameterizedTest
    @EnumSource(Route.class)
    void shouldHaveAnExampleThatIsTaken(final Route route) throws Exception
    {
        final Map<String, Object> operation =
            asObject(at(document, "paths", route.path(), route.method().toLowerCase(Locale.ROOT)));
        String id = "";
        final Map<String, List<String>> query = new LinkedHashMap<>();
        for (final Object parameter : (List<?>)operation.getOrDefault("parameters", List.of()))
        {
            final String example = at(parameter, "example").toString();
            if (at(parameter, "in").equals("path"))
            {
                id = example;
            }
            else
            {
                query.put(at(parameter, "name").toString(), List.of(example));
            }
        }
        final Router.Match match = new Router(true).find(route.method(), route.path(id));
        assertEquals(route, match.route());
        assertEquals(id, match.id());
        if (route == Route.UPI_QR)
        {
            assertEquals("shop@beta", QrQuery.read(QueryParameters.of(query, QrQuery.NAMES)).link().payeeAddress());
        }
        else if (route.asksEngine())
        {
            final Exchange exchange = new Exchange(route, route.method(), id, query, "", null, true, null, "");
            if (route.hasBody())
            {
                exchange.body(Unpooled.wrappedBuffer(json(
                    at(operation, "requestBody", "content", "application/json", "example"))));
            }
            final UnsafeBuffer message = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
            final int length = new RequestEncoder(new EdgeMapper(), new UpiMapper()).encode(exchange, message);
            assertNull(MessageCheck.check(message, 0, length));
        }
    }

    private static byte[] json(final Object value) throws IOException
    {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(bytes))
        {
            write(generator, value);
        }
        return bytes.toByteArray();
    }

    private static void write(final JsonGenerator generator, final Object value) throws IOException
    {
        switch (value)
        {
            case final Map<?, ?> object ->
            {
                generator.writeStartObject();
                for (final var field : object.entrySet())
                {
                    generator.writeFieldName(field.getKey().toString());
                    write(generator, field.getValue());
                }
                generator.writeEndObject();
            }
            case final List<?> array ->
            {
                generator.writeStartArray();
                for (final Object element : array)
                {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case final Long number -> generator.writeNumber(number);
            default -> generator.writeString(value.toString());
        }
    }

    @Test
    void shouldDescribeExactlyTheFieldsThatAreWrittenOfATransaction() throws IOException
    {
        final UnsafeBuffer reply = new UnsafeBuffer(new byte[1_024]);
        final UpiTransactionReplyEncoder encoder =
            new UpiTransactionReplyEncoder().wrapAndApplyHeader(reply, 0, new MessageHeaderEncoder());
        encoder.transactionsCount(1).next()
            .state(UpiState.FAILURE).kind(UpiKind.PAY).payerType(UpiPartyType.PERSON).payeeType(UpiPartyType.PERSON)
            .purpose("00").initiationMode("00").transactionId("T1")
            .payerAddress("a@b").payeeAddress("c@d").note("");
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(bytes))
        {
            assertTrue(new UpiReplies(new UpiMapper()).transaction(reply, generator));
        }
        try (JsonParser parser = new JsonFactory().createParser(bytes.toByteArray()))
        {
            parser.nextToken();
            assertEquals(names("UpiTransaction"), List.copyOf(asObject(value(parser)).keySet()));
        }
    }

    @Test
    void shouldBeServed() throws IOException
    {
        try (TestGateway gateway = new TestGateway(); HttpClientRaw http = gateway.http())
        {
            final HttpClientRaw.Response response = http.get("/openapi.json");
            assertEquals(200, response.status());
            assertEquals("application/json", response.header("content-type"));
            assertTrue(response.body().startsWith("{\n  \"openapi\": \"3.1.0\""));
            assertEquals(response.body(), http.get("/openapi.json").body());
        }
    }
}
