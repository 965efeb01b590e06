package io.suuupra.tools.sim;

import io.suuupra.tools.record.RunRecord;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a campaign of simulations has done so far: a line for each block of seeds. */
final class CampaignRecord
{
    /** The first line of the file. */
    static final String TITLE =
        "version,first_seed,seeds,wall_s,simulated_s,commands,answers,faults,starts,halts,images,wrong";

    private final RunRecord record;
    private final long firstSeed;

    private CampaignRecord(final RunRecord record, final long firstSeed)
    {
        this.record = record;
        this.firstSeed = firstSeed;
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
        return new CampaignRecord(RunRecord.open(file, TITLE), firstSeed);
    }

    /** @return seed of the next block. */
    long nextSeed() throws IOException
    {
        return record.last("first_seed", firstSeed) + record.last("seeds", 0);
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
        record.add(version, nextSeed(), totals.seeds(), seconds(wallNs), seconds(totals.simulatedNs()),
            totals.commands(), totals.acknowledged(), totals.faultCount(), totals.starts(), totals.halts(),
            totals.images(), totals.failed().size());
    }

    private static double seconds(final long ns)
    {
        return (double)ns / TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public String toString()
    {
        return String.format(Locale.ROOT, "in all: %,.0f seeds, %,.0f simulated s in %,.0f s: %,.0f times, " +
            "%,.0f commands, %,.0f answers, %,.0f faults, %,.0f starts, %,.0f halts, %,.0f images, %.0f wrong",
            record.sum("seeds"), record.sum("simulated_s"), record.sum("wall_s"),
            record.sum("simulated_s") / record.sum("wall_s"), record.sum("commands"),
            record.sum("answers"), record.sum("faults"), record.sum("starts"), record.sum("halts"),
            record.sum("images"), record.sum("wrong"));
    }
}
