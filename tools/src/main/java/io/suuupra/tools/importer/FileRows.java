package io.suuupra.tools.importer;

import io.suuupra.tools.csv.CsvReader;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingException;

import java.io.IOException;
import java.util.List;

/** The start of a file: its headings, where it has them. */
final class FileRows
{
    private FileRows()
    {
    }

    static Mapping.RowView bind(final CsvReader reader, final Mapping mapping) throws IOException, MappingException
    {
        if (!mapping.format().header())
        {
            return mapping.bind(List.of());
        }
        if (!reader.next())
        {
            throw new MappingException("", "the file is empty; it should begin with its headings");
        }
        if (reader.problem() != null)
        {
            throw new MappingException("", "line " + reader.line() + ", the headings: " + reader.problem());
        }
        return mapping.bind(reader.fields());
    }
}
