package io.suuupra.tools.sim.bug;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;

/**
 * Plants a bug and has the simulation look for it.
 */
public final class BugHunt
{
    private static final String SEARCH = "io.suuupra.tools.sim.Search";

    private BugHunt()
    {
    }

    /**
     * What came of a hunt.
     *
     * @param bug       that was planted.
     * @param seeds     that were run, the last of which found it.
     * @param violation as the simulation told it; null = it was not found.
     */
    public record Hunted(PlantedBug bug, long seeds, String violation)
    {
        /** @return whether the bug was found. */
        public boolean isFound()
        {
            return violation != null;
        }
    }

    /**
     * Runs seeds until one goes wrong.
     *
     * @param bug   to plant.
     * @param first seed.
     * @param count seeds at most.
     * @param root  folder for simulated disks.
     * @return what came of it.
     */
    public static Hunted hunt(final PlantedBug bug, final long first, final long count, final Path root)
    {
        final BugLoader loader = new BugLoader(BugHunt.class.getClassLoader(), bug.edit());
        try
        {
            final Class<?> search = loader.loadClass(SEARCH);
            final MethodHandle run = MethodHandles.publicLookup().findStatic(search, "run",
                MethodType.methodType(String[].class, long.class, long.class, Path.class));
            final String[] found = (String[])run.invokeExact(first, count, root);
            return new Hunted(bug, Long.parseLong(found[0]), found[1]);
        }
        catch (final Throwable failed)
        {
            throw new IllegalStateException("the hunt for " + bug + " failed: " + failed, failed);
        }
    }
}
