package io.suuupra.gateway.json;

import io.suuupra.codecs.edge.UInt128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StrictJsonTest
{
    private static final FieldNames FIELDS = FieldNames.of("a", "b", "list");

    private interface Read<T>
    {
        T read(StrictJson json) throws BadJsonException;
    }

    private static StrictJson json(final String text) throws IOException
    {
        return new StrictJson(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads the value of a in {"a": value}. */
    private static <T> T value(final String value, final Read<T> read) throws IOException, BadJsonException
    {
        final StrictJson json = json("{\"a\":" + value + "}");
        json.startRoot();
        assertEquals("a", json.nextField(FIELDS));
        final T result = read.read(json);
        assertNull(json.nextField(FIELDS));
        json.end();
        return result;
    }

    private static BadJsonException refused(final String value, final Read<?> read)
    {
        return assertThrows(BadJsonException.class, () -> value(value, read), value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | 0", "'\"0\"' | 0", "9007199254740991 | 9007199254740991", "'\"007\"' | 7",
        "'\"9223372036854775807\"' | 9223372036854775807", "'\"0000000000000000000000000001\"' | 1" })
    void shouldReadWholeNumbers(final String text, final long expected) throws IOException, BadJsonException
    {
        assertEquals(expected, value(text, StrictJson::uint63));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-1 | must not be negative",
        "'\"-1\"' | must not be negative",
        "-0 | must not be negative",
        "1.0 | must be a whole number, without a point or an exponent",
        "1e3 | must be a whole number, without a point or an exponent",
        "9007199254740992 | a number above 2^53 - 1 must be sent as a string",
        "9223372036854775808 | must be 0 to 2^63 - 1",
        "'\"9223372036854775808\"' | must be 0 to 2^63 - 1",
        "'\"18446744073709551616\"' | must be 0 to 2^63 - 1",
        "'\"99999999999999999999999999999999\"' | must be 0 to 2^63 - 1",
        "'\"\"' | must have at least one digit",
        "'\" 1\"' | must have decimal digits only",
        "'\"+1\"' | must have decimal digits only",
        "'\"0x10\"' | must have decimal digits only",
        "'\"\u0661\"' | must have decimal digits only",
        "true | 'must be a decimal number or a string of digits, is a boolean'",
        "null | 'must be a decimal number or a string of digits, is null'",
        "[] | 'must be a decimal number or a string of digits, is an array'",
        "{} | 'must be a decimal number or a string of digits, is an object'" })
    void shouldRefuseEverythingElseAsANumber(final String text, final String rule)
    {
        final BadJsonException bad = refused(text, StrictJson::uint63);
        assertEquals("a", bad.field());
        assertEquals(rule, bad.rule());
    }

    @Test
    void shouldReadUnsignedNumbersOfAllWidths() throws IOException, BadJsonException
    {
        assertEquals(-1L, value("\"18446744073709551615\"", StrictJson::uint64));
        assertEquals("must be 0 to 2^64 - 1", refused("\"18446744073709551616\"", StrictJson::uint64).rule());
        assertEquals(-1, value("4294967295", StrictJson::uint32));
        assertEquals(-1, value("\"4294967295\"", StrictJson::uint32));
        assertEquals("must be 0 to 2^32 - 1", refused("4294967296", StrictJson::uint32).rule());
        assertEquals(65_535, value("65535", StrictJson::uint16));
        assertEquals("must be 0 to 65535", refused("65536", StrictJson::uint16).rule());
        assertEquals(7, (int)value("7", json -> json.between(1, 7)));
        assertEquals("must be 1 to 7", refused("8", json -> json.between(1, 7)).rule());
        assertEquals("must be 1 to 7", refused("0", json -> json.between(1, 7)).rule());
    }

    @Test
    void shouldReadIdsInAllForms() throws IOException, BadJsonException
    {
        assertEquals(UInt128.of(5), value("5", StrictJson::uint128));
        assertEquals(UInt128.of(5), value("\"5\"", StrictJson::uint128));
        assertEquals(UInt128.MAX, value("\"340282366920938463463374607431768211455\"", StrictJson::uint128));
        assertEquals(new UInt128(0x0123456789ABCDEFL, 0x1122334455667788L),
            value("\"01234567-89AB-cdef-1122-334455667788\"", StrictJson::uint128));
        assertEquals("must not be above 2^128 - 1",
            refused("\"340282366920938463463374607431768211456\"", StrictJson::uint128).rule());
        assertTrue(refused("\"-5\"", StrictJson::uint128).rule().startsWith("must be a decimal number"));
        assertTrue(refused("\"01234567-89AB-cdef-1122-33445566778\"", StrictJson::uint128).rule()
            .startsWith("must be a decimal number"));
        assertEquals("must be 0 to 2^53 - 1; send it as a string",
            refused("9007199254740992", StrictJson::uint128).rule());
        assertTrue(refused("1.5", StrictJson::uint128).rule().startsWith("must be a whole number"));
    }

    @Test
    void shouldReadFlagsByName() throws IOException, BadJsonException
    {
        final List<String> names = List.of("x", "y", "z");
        assertEquals(0, (int)value("[]", json -> json.flags(names)));
        assertEquals(5, (int)value("[\"z\",\"x\"]", json -> json.flags(names)));
        final BadJsonException unknown = refused("[\"x\",\"w\"]", json -> json.flags(names));
        assertEquals("a[1]", unknown.field());
        assertEquals("must be one of x, y, z", unknown.rule());
        assertEquals("must not be given twice", refused("[\"x\",\"x\"]", json -> json.flags(names)).rule());
        assertEquals("must be a string, is a number", refused("[1]", json -> json.flags(names)).rule());
        assertEquals("must be an array, is a string", refused("\"x\"", json -> json.flags(names)).rule());
        assertEquals("must be a string, is an array", refused("[[\"x\"]]", json -> json.flags(names)).rule());
    }

    @Test
    void shouldNameThePathInNestedValues() throws IOException, BadJsonException
    {
        final StrictJson json = json("{\"list\":[{\"a\":1},{\"a\":2,\"b\":[\"u\",-3]}]}");
        json.startRoot();
        json.nextField(FIELDS);
        json.startArray();
        assertTrue(json.nextElement());
        json.startObject();
        json.nextField(FIELDS);
        assertEquals("list[0].a", json.bad("").field());
        json.nextField(FIELDS);
        assertTrue(json.nextElement());
        json.startObject();
        json.nextField(FIELDS);
        json.nextField(FIELDS);
        json.startArray();
        json.nextElement();
        json.nextElement();
        final BadJsonException bad = assertThrows(BadJsonException.class, json::uint63);
        assertEquals("list[1].b[1]", bad.field());
    }

    @Test
    void shouldRefuseUnknownAndDoubledFields() throws IOException, BadJsonException
    {
        final StrictJson unknown = json("{\"c\":1}");
        unknown.startRoot();
        assertEquals("c: is not a known field",
            assertThrows(BadJsonException.class, () -> unknown.nextField(FIELDS)).getMessage());
        final StrictJson doubled = json("{\"a\":1,\"a\":1}");
        doubled.startRoot();
        doubled.nextField(FIELDS);
        assertEquals("a: must not be given twice",
            assertThrows(BadJsonException.class, () -> doubled.nextField(FIELDS)).getMessage());
        final StrictJson longName = json("{\"" + "n".repeat(500) + "\":1}");
        longName.startRoot();
        assertEquals(64, assertThrows(BadJsonException.class, () -> longName.nextField(FIELDS)).field().length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'{\"a\":1} x'", "'{\"a\":1},'", "'{\"a\":1}{}'", "'{\"a\":1}]'", "'{\"a\":1'", "'{\"a\":'", "'{\"a\"'", "'{'",
        "''", "'{a:1}'", "'{\"a\":01}'", "'{\"a\":NaN}'", "'{\"a\":1,}'", "'[1]'", "'1'", "'\"a\"'", "'null'",
        "'{\"a\":1 /* */}'", "'{\"a\":+1}'", "'{''a'':1}'" })
    void shouldRefuseWhatIsNotOneWholeObject(final String text) throws IOException
    {
        final StrictJson json = json(text);
        assertThrows(BadJsonException.class, () ->
        {
            json.startRoot();
            while (json.nextField(FIELDS) != null)
            {
                json.uint63();
            }
            json.end();
        });
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() throws IOException
    {
        final StrictJson json = new StrictJson(new ByteArrayInputStream(
            new byte[]{ '{', '"', (byte)0xC3, (byte)0x28, '"', ':', '1', '}' }));
        assertThrows(BadJsonException.class, () ->
        {
            json.startRoot();
            json.nextField(FIELDS);
        });
    }
}
