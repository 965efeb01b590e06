package io.suuupra.engine.host.local;

import io.suuupra.journal.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
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
    private final Disk disk;
    private volatile String shortage = "";

    AdmissionGuard(final Path folder, final long freeBytesMin, final Disk disk)
    {
        this.disk = disk;
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
        final long free = freeBytes();
        return free >= freeBytesMin ? "" :
            "disk: " + free / MIB + " MiB free, " + freeBytesMin / MIB + " MiB needed. ";
    }

    // Java's words leave out the folder where the mounted file systems themselves cannot be read.
    private long freeBytes() throws IOException
    {
        try
        {
            return disk.freeBytes(folder);
        }
        catch (final IOException e)
        {
            throw new IOException(folder + ": its free room is not known: " + e.getMessage(), e);
        }
    }

    private String ofMemory() throws IOException
    {
        final long free = disk.machine().freeMemory();
        return free >= MEMORY_MIN ? "" : "memory: " + free / MIB + " MiB free, " + MEMORY_MIN / MIB + " MiB needed. ";
    }

    private String ofHeap()
    {
        final long percent = disk.machine().heapPercent();
        return percent <= HEAP_PERCENT_MAX ? "" :
            "heap: " + percent + " % in use after collection, " + HEAP_PERCENT_MAX + " % allowed. ";
    }
}
