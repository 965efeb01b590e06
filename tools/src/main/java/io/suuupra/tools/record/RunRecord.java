package io.suuupra.tools.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a campaign has done so far: a file with a line for each part of it, so that it can be ended at any time and goes
 * on where it was. The first field of a line is the version that was run, all others are numbers.
 */
public final class RunRecord
{
    private final Path file;
    private final List<String> fields;
    private final double[] sums;
    private String[] last;

    private RunRecord(final Path file, final String title)
    {
        this.file = file;
        fields = List.of(title.split(","));
        sums = new double[fields.size()];
    }

    /**
     * Opens a record, or begins one.
     *
     * @param file  of the record.
     * @param title its first line: names of the fields, with commas between them.
     * @return it.
     * @throws IOException if the file cannot be read or written, or is something else.
     */
    public static RunRecord open(final Path file, final String title) throws IOException
    {
        final RunRecord record = new RunRecord(file, title);
        if (!Files.exists(file))
        {
            Files.writeString(file, title + "\n", StandardCharsets.UTF_8);
            return record;
        }
        final List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.getFirst().equals(title))
        {
            throw new IOException(file + ": must begin with the line " + title);
        }
        for (int i = 1; i < lines.size(); i++)
        {
            record.take(lines.get(i), i + 1);
        }
        return record;
    }

    private void take(final String line, final int number) throws IOException
    {
        final String[] values = line.split(",", -1);
        if (values.length != fields.size())
        {
            throw new IOException(
                file + ":" + number + ": must have " + fields.size() + " fields, has " + values.length);
        }
        final double[] numbers = new double[values.length];
        for (int i = 1; i < values.length; i++)
        {
            try
            {
                numbers[i] = Double.parseDouble(values[i]);
            }
            catch (final NumberFormatException wrong)
            {
                throw new IOException(file + ":" + number + ": " + fields.get(i) + " must be a number, is " + values[i],
                    wrong);
            }
        }
        for (int i = 1; i < values.length; i++)
        {
            sums[i] += numbers[i];
        }
        last = values;
    }

    /**
     * @param field by its name.
     * @return sum over all lines.
     */
    public double sum(final String field)
    {
        return sums[index(field)];
    }

    /**
     * @param field  by its name: a whole number.
     * @param ifNone what to give if there is no line yet.
     * @return it in the last line.
     * @throws IOException if it is no whole number.
     */
    public long last(final String field, final long ifNone) throws IOException
    {
        try
        {
            return last == null ? ifNone : Long.parseLong(last[index(field)]);
        }
        catch (final NumberFormatException wrong)
        {
            throw new IOException(file + ": " + field + " must be a whole number, is " + last[index(field)], wrong);
        }
    }

    private int index(final String field)
    {
        final int index = fields.indexOf(field);
        if (index < 0)
        {
            throw new IllegalArgumentException("field: must be one of " + fields + ", is " + field);
        }
        return index;
    }

    /**
     * Adds a line.
     *
     * @param version that was run.
     * @param values  of the other fields, in their order: whole numbers, or doubles, of which one decimal is kept.
     * @throws IOException if the file cannot be written.
     */
    public void add(final String version, final Number... values) throws IOException
    {
        final String line = Stream.concat(Stream.of(version), Stream.of(values).map(RunRecord::text))
            .collect(Collectors.joining(","));
        Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        take(line, 0);
    }

    private static String text(final Number value)
    {
        return value instanceof final Double number ? String.format(Locale.ROOT, "%.1f", number) : value.toString();
    }
}
