package io.suuupra.fuzz;

import io.suuupra.tools.csv.CsvFormat;
import io.suuupra.tools.csv.CsvReader;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV files: the first byte chooses the format, the rest is the file. */
public final class CsvFuzz
{
    private static final long HEAP_MAX = 8 << 20;
    private static final int HEAP_FACTOR = 512;
    private static final long DIRECT_MAX = 1 << 20;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final List<Charset> CHARSETS =
        List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

    private CsvFuzz()
    {
    }

    /** What the fuzzer calls once, before its first execution. */
    public static void fuzzerInitialize()
    {
        FuzzTarget.CSV.warmUp();
    }

    /**
     * One execution.
     *
     * @param data a choice and a file.
     */
    public static void fuzzerTestOneInput(final byte[] data)
    {
        if (data.length > 0)
        {
            final int choice = data[0] & 0xFF;
            final CsvFormat format = new CsvFormat(DELIMITERS[choice & 3],
                (choice & 4) == 0 ? '"' : CsvFormat.NO_QUOTE, (choice & 8) == 0,
                CHARSETS.get((choice >> 4) % CHARSETS.size()));
            Bound.within(HEAP_MAX + (long)HEAP_FACTOR * data.length, DIRECT_MAX, () -> read(data, format));
        }
    }

    private static void read(final byte[] data, final CsvFormat format) throws java.io.IOException
    {
        try (CsvReader reader = new CsvReader(new ByteArrayInputStream(data, 1, data.length - 1), format))
        {
            long line = 0;
            while (reader.next())
            {
                final boolean hasProblem = reader.problem() != null;
                if (reader.line() <= line || reader.fields().size() > CsvReader.FIELDS_MAX ||
                    hasProblem != reader.fields().isEmpty())
                {
                    throw new IllegalStateException("line " + reader.line() + " after " + line + ", problem " +
                        reader.problem() + ", fields " + reader.fields());
                }
                line = reader.line();
            }
            if (reader.bytesRead() != data.length - 1)
            {
                throw new IllegalStateException("read " + reader.bytesRead() + " of " + (data.length - 1) + " bytes");
            }
        }
    }
}
