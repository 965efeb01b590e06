package io.suuupra.tools.mapping;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every error names its place. */
class MappingReaderTest
{
    private static final String WHOLE = """
        csv: { delimiter: ";" }
        columns:
          n: { type: integer }
          t: { type: text }
          d: { type: date, pattern: yyyyMMdd }
          a: { type: decimal, scale: 2 }
        constants: { one: 1 }
        maps: { m: { x: 1 } }
        values: { v: n + one }
        accounts:
          - { id: v, ledger: 1, code: 1 }
        transfers:
          - { id: n, debit: 1, credit: 2, amount: a, ledger: 3, code: 4 }
        reconcile: { account: n, label: n, day: n, day_field: user_data_32, balance: a, grows_by: credits }
        """;

    @Test
    void shouldReadAWholeMapping() throws MappingException
    {
        final Mapping mapping = MappingReader.parse(WHOLE);

        assertTrue(mapping.reconcile().isPresent());
        assertEquals(';', mapping.format().delimiter());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "delimiter:      | delimeter:    | csv.delimeter: unknown key; known are charset, delimiter, header, quote",
        "';'             | ';;'          | csv.delimiter: must be one character",
        "delimiter: \";\"| charset: nope | csv.charset: there is no charset 'nope'",
        "delimiter: \";\"| charset: UTF-16 | csv: charset must be UTF-8 or one byte a character with ASCII in its " +
        "lower half, not UTF-16",
        "delimiter: \";\"| header: 1     | csv.header: must be true or false",
        "type: integer   | type: number  | columns.n.type: must be one of date, decimal, integer, text",
        "scale: 2        | scale: 19     | columns.a.scale: must be a whole number from 0 to 18",
        ", scale: 2      | ``            | columns.a.scale: is missing",
        "type: text      | type: text, scale: 2 | columns.t.scale: unknown key; known are heading, trim, type",
        "yyyyMMdd        | yyMMdd        | columns.d.pattern: a year of two digits needs a century",
        "one: 1          | n: 1          | constants.n: the name 'n' is already taken",
        "one: 1          | one: 1.5      | constants.one: must be a whole number from -9223372036854775808 to " +
        "9223372036854775807",
        "one: 1          | 1st: 1        | constants.1st: '1st' is not a name: letters, digits and _, no digit first",
        "m: { x: 1 }     | m: { x: 1, y: z } | maps.m.y: the values of a map are all texts or all integers",
        "m: { x: 1 }     | m: {}         | maps.m: has no entries",
        "n + one         | n + two       | values.v: \"n + two\": there is no column, constant or value 'two' before " +
        "this place",
        "n + one         | v + one       | values.v: \"v + one\": there is no column, constant or value 'v' before " +
        "this place",
        "n + one         | n + t         | values.v: '+' needs two integers",
        "n + one         | n +           | values.v: \"n +\": something is missing at the end",
        "n + one         | n n           | values.v: \"n n\": 'n' is not expected at character 3",
        "n + one         | (n            | values.v: \"(n\": ')' is missing at character 3",
        "n + one         | f(n)          | values.v: \"f(n)\": there is no function 'f'",
        "n + one         | \"lookup(q, n)\" | values.v: \"lookup(q, n)\": there is no map 'q'",
        "n + one         | yyyymmdd(n)   | values.v: yyyymmdd needs a date",
        "n + one         | 1.5           | values.v: must be a text or a whole number",
        "n + one         | [{ when: { n: 1 }, use: t }, { otherwise: n }] | values.v[1].otherwise: is an integer " +
        "where the cases before are a text",
        "n + one         | [{ otherwise: 1 }, { otherwise: 2 }] | values.v[1]: nothing comes after 'otherwise'",
        "n + one         | [{ when: { t: 7 }, use: 1 }] | values.v[0].when.t: must be a text in quotes, as it is " +
        "compared with a text",
        "n + one         | [{ when: { z: 7 }, use: 1 }] | values.v[0].when.z: there is no column, constant or value " +
        "of that name",
        "n + one         | [{ use: 1 }]  | values.v[0].when: is missing",
        "id: v,          | id: t,        | accounts[0].id: must be an id or an integer, is a text",
        "id: v,          | id: v, flags: [closed], | accounts[0].flags[0]: must be one of " +
        "credits_must_not_exceed_debits, debits_must_not_exceed_credits, history",
        "id: v,          | id: v, limit: 1, | accounts[0].limit: unknown key; known are code, flags, id, ledger, " +
        "name, user_data_128, user_data_32, user_data_64, when",
        "amount: a       | amount: d     | transfers[0].amount: must be an integer, is a date",
        "amount: a,      | ``            | transfers[0].amount: is missing",
        "user_data_32    | user_data_16  | reconcile.day_field: must be user_data_32 or user_data_64",
        "grows_by: credits | grows_by: up | reconcile.grows_by: must be credits or debits",
        "values:         | value:        | value: unknown key; known are accounts, columns, constants, csv, maps, " +
        "reconcile, transfers, values"})
    void shouldNameThePlaceOfAnError(final String part, final String replacement, final String message)
    {
        final String text = WHOLE.replace("\";\"", "';'");
        final String wanted = part.replace("\";\"", "';'");
        assertTrue(text.contains(wanted), wanted);

        final MappingException refused =
            assertThrows(MappingException.class, () -> MappingReader.parse(text.replace(wanted, replacement)));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void shouldNameTheLineOfBrokenYaml()
    {
        final MappingException refused =
            assertThrows(MappingException.class, () -> MappingReader.parse("columns:\n  a: [\n"));

        assertTrue(refused.getMessage().startsWith("line 2: "), refused.getMessage());
    }

    @Test
    void shouldRefuseAKeyThatStandsTwice()
    {
        final MappingException refused =
            assertThrows(MappingException.class, () -> MappingReader.parse(WHOLE + "values: {}\n"));

        assertTrue(refused.getMessage().contains("values"), refused.getMessage());
    }

    @Test
    void shouldRefuseAMappingThatGivesNothing()
    {
        assertEquals("accounts or transfers must be given", assertThrows(
            MappingException.class, () -> MappingReader.parse("columns: { n: { type: integer } }")).getMessage());
        assertThrows(MappingException.class, () -> MappingReader.parse(""));
        assertThrows(MappingException.class, () -> MappingReader.parse("[1]"));
    }
}
