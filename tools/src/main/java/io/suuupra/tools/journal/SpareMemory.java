package io.suuupra.tools.journal;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that can be had without taking it from anybody.
 */
final class SpareMemory
{
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB");
    private static final long KIB = 1024;

    private SpareMemory()
    {
    }

    /**
     * @return bytes that are free, with those that hold files which can be read again where the system tells of them.
     */
    static long bytes()
    {
        if (Files.isReadable(MEMINFO))
        {
            try
            {
                final Matcher available = AVAILABLE.matcher(Files.readString(MEMINFO, StandardCharsets.US_ASCII));
                if (available.find())
                {
                    return Long.parseLong(available.group(1)) * KIB;
                }
            }
            catch (final IOException e)
            {
                // What the MXBean says serves as well, it is only less.
                return free();
            }
        }
        return free();
    }

    private static long free()
    {
        return ((OperatingSystemMXBean)ManagementFactory.getOperatingSystemMXBean()).getFreeMemorySize();
    }
}
