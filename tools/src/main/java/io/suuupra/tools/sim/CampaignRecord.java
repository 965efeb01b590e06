package io.suuupra.tools.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a campaign has done so far: a file with a line for each block of seeds, so that it can be ended at any time and
 * goes on where it was.
 */
final class CampaignRecord
{
    /** The first line of the file. */
    static final String TITLE =
        "version,first_seed,seeds,wall_s,simulated_s,commands,answers,faults,starts,halts,wrong";

    private static final int FIELDS = TITLE.split(",").length;
    private static final int FIRST = 1;
    private static final int COUNT = 2;
    private static final int WALL = 3;

    private final Path file;
    private final double[] sums = new double[FIELDS];
    private long nextSeed;

    private CampaignRecord(final Path file, final long firstSeed)
    {
        this.file = file;
        nextSeed = firstSeed;
    }

    /**
     * Opens a record, or begins one.
     *
     * @param file      of the record.
     * @param firstSeed of a new one.
     * @return it.
     * @throws IOException if the file cannot be read or written, or is something else.
     */
    static CampaignRecord open(final Path file, final long firstSeed) throws IOException
    {
        final CampaignRecord record = new CampaignRecord(file, firstSeed);
        if (!Files.exists(file))
        {
            Files.writeString(file, TITLE + "\n", StandardCharsets.UTF_8);
            return record;
        }
        final List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.getFirst().equals(TITLE))
        {
            throw new IOException(file + ": must begin with the line " + TITLE);
        }
        for (int i = 1; i < lines.size(); i++)
        {
            record.take(lines.get(i), i + 1);
        }
        return record;
    }

    private void take(final String line, final int number) throws IOException
    {
        final String[] fields = line.split(",", -1);
        if (fields.length != FIELDS)
        {
            throw new IOException(file + ":" + number + ": must have " + FIELDS + " fields, has " + fields.length);
        }
        try
        {
            for (int i = FIRST; i < FIELDS; i++)
            {
                sums[i] += Double.parseDouble(fields[i]);
            }
            nextSeed = Long.parseLong(fields[FIRST]) + Long.parseLong(fields[COUNT]);
        }
        catch (final NumberFormatException wrong)
        {
            throw new IOException(file + ":" + number + ": a field is no number: " + wrong.getMessage(), wrong);
        }
    }

    /** @return seed of the next block. */
    long nextSeed()
    {
        return nextSeed;
    }

    /**
     * Adds a block.
     *
     * @param version that was run.
     * @param totals  of the block.
     * @param wallNs  that it took.
     * @throws IOException if the file cannot be written.
     */
    void add(final String version, final Campaign.Totals totals, final long wallNs) throws IOException
    {
        final String line = String.format(Locale.ROOT, "%s,%d,%d,%.1f,%.1f,%d,%d,%d,%d,%d,%d", version, nextSeed,
            totals.seeds(), seconds(wallNs), seconds(totals.simulatedNs()), totals.commands(), totals.acknowledged(),
            totals.faultCount(), totals.starts(), totals.halts(), totals.failed().size());
        Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        take(line, 0);
    }

    private static double seconds(final long ns)
    {
        return (double)ns / TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public String toString()
    {
        return String.format(Locale.ROOT, "in all: %,.0f seeds, %,.0f simulated s in %,.0f s, %,.0f commands, " +
            "%,.0f answers, %,.0f faults, %,.0f starts, %,.0f halts, %.0f wrong",
            sums[COUNT], sums[WALL + 1], sums[WALL], sums[WALL + 2], sums[WALL + 3], sums[WALL + 4], sums[WALL + 5],
            sums[WALL + 6], sums[WALL + 7]);
    }
}
