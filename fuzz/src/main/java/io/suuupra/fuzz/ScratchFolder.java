package io.suuupra.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one execution at a time, in memory where the system has a place for that. */
public final class ScratchFolder
{
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path folder;

    /**
     * @param name of the target that uses it.
     */
    public ScratchFolder(final String name)
    {
        try
        {
            final Path parent = Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
            folder = Files.createTempDirectory(parent, "suuupra-fuzz-" + name);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() ->
        {
            clear();
            folder.toFile().delete();
        }));
    }

    /** @return the folder, with nothing in it. */
    public Path empty()
    {
        clear();
        return folder;
    }

    private void clear()
    {
        try (Stream<Path> entries = Files.walk(folder))
        {
            for (final Path entry : entries.sorted(Comparator.reverseOrder()).toList())
            {
                if (!entry.equals(folder))
                {
                    Files.delete(entry);
                }
            }
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }
}
