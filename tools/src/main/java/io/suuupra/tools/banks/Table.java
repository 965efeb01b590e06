package io.suuupra.tools.banks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a table of this package: comma-separated without quotes, with a head. */
final class Table
{
    private Table()
    {
    }

    static List<List<String>> read(final String name, final List<String> head)
    {
        try (InputStream stream = Table.class.getResourceAsStream(name))
        {
            final List<List<String>> rows = new ArrayList<>();
            for (final String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList())
            {
                rows.add(List.of(line.split(",", -1)));
            }
            if (!rows.removeFirst().equals(head) || rows.stream().anyMatch(row -> row.size() != head.size()))
            {
                throw new IllegalStateException(name + ": the head must be " + head + ", and each row as long");
            }
            return rows;
        }
        catch (final IOException unreadable)
        {
            throw new UncheckedIOException(unreadable);
        }
    }
}
