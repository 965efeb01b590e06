package io.suuupra.codecs.upi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table of this package: comma-separated, a field that contains a comma in quotes, quotes doubled, a head row,
 * no line breaks within fields.
 */
final class CsvResource
{
    private CsvResource()
    {
    }

    /**
     * @param name of the resource.
     * @param head that it must have.
     * @return its rows, each as long as the head.
     * @throws IllegalStateException if it is missing or has another form.
     */
    static List<List<String>> read(final String name, final List<String> head)
    {
        try (InputStream stream = CsvResource.class.getResourceAsStream(name))
        {
            if (stream == null)
            {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            final List<List<String>> rows = new ArrayList<>();
            for (final String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList())
            {
                final List<String> row = fields(line);
                if (row.size() != head.size())
                {
                    throw new IllegalStateException(name + ": " + head.size() + " fields are wanted in: " + line);
                }
                rows.add(row);
            }
            if (rows.isEmpty() || !rows.removeFirst().equals(head))
            {
                throw new IllegalStateException(name + ": the head must be " + head);
            }
            return rows;
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> fields(final String line)
    {
        final List<String> fields = new ArrayList<>();
        final StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++)
        {
            final char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"')
            {
                field.append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.add(field.toString());
                field.setLength(0);
            }
            else
            {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return List.copyOf(fields);
    }
}
