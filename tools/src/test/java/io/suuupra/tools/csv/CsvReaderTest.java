package io.suuupra.tools.csv;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CsvReaderTest
{
    private static final CsvFormat SEMICOLON = new CsvFormat(';', '"', true, StandardCharsets.UTF_8);

    @Test
    void shouldReadQuotedAndPlainFields() throws IOException
    {
        assertEquals(
            List.of("1: [a, , b;c, d\"e]", "2: [, ]"),
            read("a;;\"b;c\";\"d\"\"e\"\n;\r\n"));
    }

    @Test
    void shouldSkipEmptyLinesAndAByteOrderMarkAndReadALastLineWithoutEnd() throws IOException
    {
        assertEquals(List.of("1: [a]", "4: [b]"), read("\uFEFFa\n\n\r\nb"));
    }

    @Test
    void shouldCountTheLinesOfAQuotedFieldThatHoldsLineEnds() throws IOException
    {
        assertEquals(List.of("1: [a\nb, c]", "3: [d]"), read("\"a\nb\";c\nd\n"));
    }

    @Test
    void shouldLoseOneLineOnlyWhenAQuoteIsNotClosed() throws IOException
    {
        assertEquals(List.of("1: [a]", "2! a quote is not closed", "3: [c]"), read("a\n\"b\nc\n"));
    }

    @Test
    void shouldLoseOneLineOnlyWhenTextFollowsAClosingQuote() throws IOException
    {
        assertEquals(
            List.of("1! text follows the closing quote of field 1", "2: [c]"), read("\"a\"b;x\nc\n"));
    }

    @Test
    void shouldRefuseAQuoteInsideAPlainField() throws IOException
    {
        assertEquals(
            List.of("1! a quote stands inside field 2, which does not begin with one", "2: [c]"),
            read("x;a\"b\"\nc\n"));
    }

    @Test
    void shouldRefuseARecordThatIsTooLongAndGoOn() throws IOException
    {
        final List<String> rows = read("x".repeat(3 * CsvReader.RECORD_MAX) + "\nb\n");

        assertEquals(List.of("1! the record is longer than 1048576 bytes", "2: [b]"), rows);
    }

    @Test
    void shouldReadARecordOfTheGreatestLength() throws IOException
    {
        final CsvReader reader = reader("x".repeat(CsvReader.RECORD_MAX - 1) + "\nb\n", SEMICOLON);

        assertTrue(reader.next());
        assertEquals(CsvReader.RECORD_MAX - 1, reader.fields().getFirst().length());
        assertTrue(reader.next());
        assertEquals(2, reader.line());
    }

    @Test
    void shouldRefuseTooManyFields() throws IOException
    {
        assertEquals(
            List.of("1! the record has more than 1024 fields", "2: [b]"),
            read(";".repeat(CsvReader.FIELDS_MAX) + "\nb\n"));
    }

    @Test
    void shouldRefuseBytesThatAreNotOfTheCharset() throws IOException
    {
        final byte[] bytes = {'a', ';', (byte)0xE9, '\n', 'b', '\n'};

        assertEquals(List.of("1! field 2 is not valid UTF-8", "2: [b]"), read(new CsvReader(
            new ByteArrayInputStream(bytes), SEMICOLON)));
        assertEquals(List.of("1: [a, é]", "2: [b]"), read(new CsvReader(
            new ByteArrayInputStream(bytes), new CsvFormat(';', '"', true, Charset.forName("windows-1250")))));
    }

    @Test
    void shouldTakeQuotesAsTextWhereTheFileHasNone() throws IOException
    {
        final CsvFormat format = new CsvFormat(',', CsvFormat.NO_QUOTE, false, StandardCharsets.UTF_8);

        assertEquals(List.of("1: [\"a, b\"]"), read(reader("\"a,b\"\n", format)));
    }

    @Test
    void shouldRefuseFormatsThatCannotBeCutByteByByte()
    {
        assertThrows(IllegalArgumentException.class,
            () -> new CsvFormat(';', '"', true, StandardCharsets.UTF_16LE));
        assertThrows(IllegalArgumentException.class,
            () -> new CsvFormat(';', ';', true, StandardCharsets.UTF_8));
        assertThrows(IllegalArgumentException.class,
            () -> new CsvFormat('\n', '"', true, StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void shouldReadBackWhateverIsWrittenWithQuotes(@ForAll("tables") final List<List<String>> table) throws IOException
    {
        final StringBuilder text = new StringBuilder();
        for (final List<String> row : table)
        {
            text.append(String.join(";", row.stream().map(field -> '"' + field.replace("\"", "\"\"") + '"').toList()))
                .append('\n');
        }
        final CsvReader reader = reader(text.toString(), SEMICOLON);
        final List<List<String>> found = new ArrayList<>();
        while (reader.next())
        {
            assertEquals(null, reader.problem());
            found.add(List.copyOf(reader.fields()));
        }
        assertEquals(table, found);
    }

    @Property(tries = 300)
    void shouldEndAndNeverFailOnAnyBytes(@ForAll final byte[] bytes) throws IOException
    {
        final CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), SEMICOLON);
        long line = 0;
        while (reader.next())
        {
            assertTrue(reader.line() > line, "lines go on");
            line = reader.line();
        }
        assertEquals(bytes.length, reader.bytesRead());
    }

    @Provide
    Arbitrary<List<List<String>>> tables()
    {
        return Arbitraries.strings().withChars("a;\"\n\ré ").ofMaxLength(6).list().ofMinSize(1).ofMaxSize(4)
            .list().ofMaxSize(5);
    }

    private static List<String> read(final String text) throws IOException
    {
        return read(reader(text, SEMICOLON));
    }

    private static CsvReader reader(final String text, final CsvFormat format)
    {
        return new CsvReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format);
    }

    private static List<String> read(final CsvReader reader) throws IOException
    {
        final List<String> rows = new ArrayList<>();
        while (reader.next())
        {
            rows.add(reader.line() + (reader.problem() == null ? ": " + reader.fields() : "! " + reader.problem()));
        }
        return rows;
    }
}
