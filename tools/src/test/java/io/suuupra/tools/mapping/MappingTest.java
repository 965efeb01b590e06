package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MappingTest
{
    private static final String COLUMNS = """
        columns:
          n: { type: integer }
          t: { type: text }
          d: { type: date, pattern: yyyy-MM-dd }
          a: { type: decimal, scale: 2, when_empty: 7 }
        """;

    private static final String TRANSFER = """
        transfers:
          - { id: n, debit: 1, credit: 2, amount: a, ledger: 3, code: 4 }
        """;

    @Test
    void shouldMapARowToAccountsAndTransfers() throws Exception
    {
        final Mapping mapping = MappingReader.parse(COLUMNS + """
            constants: { base: 1_000, kind: "x" }
            maps:
              codes: { in: 10, out: 20 }
            values:
              id: base * 2 + n
              side:
                - { when: { t: ["in", "out"], n: { not: [1, 2] } }, use: codes_of }
                - { otherwise: "99" }
            accounts:
              - { id: id, ledger: 203, code: side, flags: [history, debits_must_not_exceed_credits],
                  user_data_64: n - 10 }
              - { when: { kind: "y" }, id: 1, ledger: 1, code: 1 }
            transfers:
              - id: hash128('t', n, d)
                debit: id128(1, n)
                credit: id(t)
                amount: abs(a)
                ledger: 203
                code: 1
                user_data_128: id
                user_data_64: epoch_days(d)
                user_data_32: yyyymmdd(d)
            """.replace("codes_of", "\"lookup(codes, t)\"")
            .replace("id(t)", "id('00000000-0000-0001-0000-000000000002')"));

        final Mapping.Mapped mapped = mapping.bind(List.of("d", "a", "t", "n", "unused"))
            .map(List.of("2024-02-29", "-12.5", "out", "3", "?"));

        assertEquals(1, mapped.accounts().size());
        assertEquals(UInt128.of(2_003), mapped.accounts().getFirst().id());
        assertEquals(20, mapped.accounts().getFirst().code());
        assertEquals(-7, mapped.accounts().getFirst().userData64());
        assertEquals(
            AccountFlags.HISTORY | AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS, mapped.accounts().getFirst().flags());
        final Transfer transfer = mapped.transfers().getFirst();
        assertEquals(Hash128.of(List.of("t", "3", "2024-02-29")), transfer.id());
        assertEquals(new UInt128(1, 3), transfer.debitAccountId());
        assertEquals(new UInt128(1, 2), transfer.creditAccountId());
        assertEquals(1_250, transfer.amount());
        assertEquals(UInt128.of(2_003), transfer.userData128());
        assertEquals(19_782, transfer.userData64());
        assertEquals(20_240_229, transfer.userData32());
    }

    @Test
    void shouldHashAsItIsDocumented()
    {
        // SHA-256 over 00000002 6162 00000001 63, worked out elsewhere.
        assertEquals("f2939f90-3016-e5bb-29b1-e4a61cdbd376", Hash128.of(List.of("ab", "c")).toUuid().toString());
        assertNotEquals(Hash128.of(List.of("ab", "c")), Hash128.of(List.of("a", "bc")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "x,in,2024-01-01,1 | n must be a whole number of at most 64 bits, not 'x'",
        ",in,2024-01-01,1 | n must not be empty",
        "1,in,2024-02-30,1 | d must be a date of the form yyyy-MM-dd, not '2024-02-30'",
        "1,in,2024-01-01,1.234 | a must be an amount with at most 2 decimals, not '1.234'",
        "1,in,2024-01-01,-1 | transfers[0].amount must be from 0 to 9223372036854775807, not -100",
        "0,in,2024-01-01,1 | transfers[0].id must be neither 0 nor 2^128 - 1",
        "-1,in,2024-01-01,1 | transfers[0].id must be from 0 to 9223372036854775807, not -1",
        "1,in,2024-01-01 | has 3 fields, not 4"})
    void shouldSayWhatIsWrongWithARow(final String row, final String reason) throws Exception
    {
        final Mapping.RowView view = MappingReader.parse(COLUMNS + TRANSFER).bind(List.of("n", "t", "d", "a"));

        final BadRowException bad =
            assertThrows(BadRowException.class, () -> view.map(List.of(row.split(",", -1))));

        assertEquals(reason, bad.getMessage());
    }

    @Test
    void shouldTakeTheDefaultOfAnEmptyField() throws Exception
    {
        final Mapping.RowView view = MappingReader.parse(COLUMNS + TRANSFER).bind(List.of("n", "t", "d", "a"));

        assertEquals(7, view.map(List.of("1", "", "2024-01-01", "")).transfers().getFirst().amount());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "lookup(m, t)              | map m has no entry 'in'",
        "9223372036854775807 + n   | a result does not fit in 64 bits",
        "n - 9 * 1_000             | transfers[0].code must be from 1 to 65535, not -8999"})
    void shouldSayWhatAnExpressionCannotDo(final String expression, final String reason) throws Exception
    {
        final Mapping.RowView view = MappingReader.parse(COLUMNS + "maps: { m: { other: 1 } }\n" +
            TRANSFER.replace("code: 4", "code: \"" + expression + "\"")).bind(List.of("n", "t", "d", "a"));

        final BadRowException bad =
            assertThrows(BadRowException.class, () -> view.map(List.of("1", "in", "2024-01-01", "1")));

        assertEquals(reason, bad.getMessage());
    }

    @Test
    void shouldRefuseARowToWhichNoCaseApplies() throws Exception
    {
        final Mapping.RowView view = MappingReader.parse(COLUMNS + TRANSFER.replace("debit: 1",
            "debit: [{ when: { t: \"out\" }, use: 1 }]")).bind(List.of("n", "t", "d", "a"));

        final BadRowException bad =
            assertThrows(BadRowException.class, () -> view.map(List.of("1", "in", "2024-01-01", "1")));

        assertEquals("no case of transfers[0].debit applies", bad.getMessage());
    }

    @Test
    void shouldRefuseAFileWithoutTheColumns() throws Exception
    {
        final Mapping mapping = MappingReader.parse(COLUMNS + TRANSFER);

        assertEquals("columns.n: the file has no column 'n'",
            assertThrows(MappingException.class, () -> mapping.bind(List.of("t", "d", "a"))).getMessage());
        assertEquals("columns.n: the file has more than one column 'n'",
            assertThrows(MappingException.class, () -> mapping.bind(List.of("n", "n", "t", "d", "a"))).getMessage());
    }
}
