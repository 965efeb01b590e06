package io.suuupra.tools.sim;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs seeds until one goes wrong. Its only method has types of the JDK alone, so that it can be called across class
 * loaders.
 */
public final class Search
{
    private Search()
    {
    }

    /**
     * @param first seed.
     * @param count seeds at most.
     * @param root  folder for simulated disks.
     * @return how many were run, and what went wrong in the last one, or null.
     * @throws IOException if a run cannot be made.
     */
    public static String[] run(final long first, final long count, final Path root) throws IOException
    {
        final Campaign campaign = new Campaign(root);
        for (long i = 0; i < count; i++)
        {
            final Result result = campaign.run(Plan.of(first + i));
            if (result.violation() != null)
            {
                return new String[]{Long.toString(i + 1), result.violation()};
            }
        }
        return new String[]{Long.toString(count), null};
    }
}
