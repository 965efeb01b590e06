package io.suuupra.engine.host.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stops the admission of commands before disk, memory or heap run out, so that no command is ever sequenced that cannot
 * be carried out. Reads are still answered. Admission opens again by itself.
 */
final class AdmissionGuard
{
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionGuard.class);
    private static final int HEAP_PERCENT_MAX = 92;
    private static final long MIB = 1 << 20;

    /** What the index, which lies outside of the heap, takes while the next check is not there yet. */
    private static final long MEMORY_MIN = 192 * MIB;

    private final Path folder;
    private final long freeBytesMin;
    private final FreeMemory memory;
    private volatile String shortage = "";

    AdmissionGuard(final Path folder, final long freeBytesMin, final FreeMemory memory)
    {
        this.memory = memory;
        this.folder = folder;
        this.freeBytesMin = freeBytesMin;
    }

    boolean isShort()
    {
        return !shortage.isEmpty();
    }

    /** @return empty while commands are admitted. */
    String shortage()
    {
        return shortage;
    }

    /** Looks again. Called by the pulse about once a second. */
    void check() throws IOException
    {
        final String before = shortage;
        shortage = (ofDisk() + ofMemory() + ofHeap()).strip();
        if (!shortage.equals(before))
        {
            LOG.warn(shortage.isEmpty() ? "commands are admitted again" : "commands are not admitted: {}", shortage);
        }
    }

    private String ofDisk() throws IOException
    {
        final long free = Files.getFileStore(folder).getUsableSpace();
        return free >= freeBytesMin ? "" :
            "disk: " + free / MIB + " MiB free, " + freeBytesMin / MIB + " MiB needed. ";
    }

    private String ofMemory() throws IOException
    {
        final long free = memory.bytes();
        return free >= MEMORY_MIN ? "" : "memory: " + free / MIB + " MiB free, " + MEMORY_MIN / MIB + " MiB needed. ";
    }

    private static String ofHeap()
    {
        final long percent = heapPercentAfterCollection();
        return percent <= HEAP_PERCENT_MAX ? "" :
            "heap: " + percent + " % in use after collection, " + HEAP_PERCENT_MAX + " % allowed. ";
    }

    // What the last collection left of the pool that holds long-lived objects; 0 before the first.
    private static long heapPercentAfterCollection()
    {
        long percent = 0;
        for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
        {
            final MemoryUsage usage = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && usage != null && usage.getMax() > 0 &&
                (pool.getName().contains("Old") || pool.getName().contains("Tenured")))
            {
                percent = Math.max(percent, usage.getUsed() * 100 / usage.getMax());
            }
        }
        return percent;
    }
}
