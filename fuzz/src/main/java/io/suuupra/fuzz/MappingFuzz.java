package io.suuupra.fuzz;

import io.suuupra.tools.mapping.BadRowException;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.MappingReader;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Mapping files of the importer, and rows that go through what came of them. */
public final class MappingFuzz
{
    private static final long HEAP_MAX = 8 << 20;
    private static final int HEAP_FACTOR = 4_096;
    private static final long DIRECT_MAX = 1 << 20;
    private static final List<String> HEADER = List.of("id", "date", "amount", "text", "e", "f", "g", "h");
    private static final List<List<String>> ROWS = List.of(
        List.of("1", "930101", "700.00", "PRIJEM", "", "-1", "2026-11-23", "x"),
        List.of("99999999999999999999999999999999999999999", "", "-0.001", "\uFFFF", "1e9", "0", "00", " "));

    private MappingFuzz()
    {
    }

    /** What the fuzzer calls once, before its first execution. */
    public static void fuzzerInitialize()
    {
        FuzzTarget.MAPPING.warmUp();
    }

    /**
     * One execution.
     *
     * @param data a mapping, in UTF-8.
     */
    public static void fuzzerTestOneInput(final byte[] data)
    {
        Bound.within(HEAP_MAX + (long)HEAP_FACTOR * data.length, DIRECT_MAX, () ->
        {
            try
            {
                final Mapping mapping = MappingReader.parse(new String(data, StandardCharsets.UTF_8));
                final Mapping.RowView view = mapping.bind(HEADER);
                for (final List<String> row : ROWS)
                {
                    map(view, row);
                }
            }
            catch (final MappingException refused)
            {
                requireMessage(refused);
            }
        });
    }

    private static void map(final Mapping.RowView view, final List<String> row)
    {
        try
        {
            view.map(row);
        }
        catch (final BadRowException refused)
        {
            requireMessage(refused);
        }
    }

    private static void requireMessage(final Exception refused)
    {
        if (refused.getMessage() == null || refused.getMessage().isBlank())
        {
            throw new IllegalStateException("refused without a word", refused);
        }
    }
}
