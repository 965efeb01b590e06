package io.suuupra.journal.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much memory a process can still take before the system kills it: of the machine, and of the group of processes
 * (cgroup, version 2) that it may be limited by. Memory that only holds what files hold, too, counts as free.
 */
final class FreeMemory
{
    private static final long KIB = 1024;

    private final Path machine;
    private final Path group;

    /**
     * @param machine the file {@code meminfo}, proc(5).
     * @param group   the group's directory.
     */
    FreeMemory(final Path machine, final Path group)
    {
        this.machine = machine;
        this.group = group;
    }

    /** @return bytes; {@link Long#MAX_VALUE} where the system does not tell. */
    long bytes() throws IOException
    {
        return Math.min(ofMachine(), ofGroup());
    }

    private long ofMachine() throws IOException
    {
        return Files.isReadable(machine) ? number(machine, "MemAvailable:", KIB) : Long.MAX_VALUE;
    }

    private long ofGroup() throws IOException
    {
        final Path limit = group.resolve("memory.max");
        final Path stat = group.resolve("memory.stat");
        if (!Files.isReadable(limit) || !Files.isReadable(stat))
        {
            return Long.MAX_VALUE;
        }
        final String max = Files.readString(limit).strip();
        return max.equals("max") ? Long.MAX_VALUE : Math.max(0, Long.parseLong(max) - number(stat, "anon", 1));
    }

    private static long number(final Path file, final String name, final long unit) throws IOException
    {
        for (final String line : Files.readAllLines(file))
        {
            final List<String> words = List.of(line.split("\\s+"));
            if (words.size() > 1 && words.getFirst().equals(name))
            {
                return Long.parseLong(words.get(1)) * unit;
            }
        }
        throw new IOException(file + ": has no line " + name);
    }
}
