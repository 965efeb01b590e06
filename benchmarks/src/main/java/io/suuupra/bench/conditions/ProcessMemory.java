package io.suuupra.bench.conditions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that a process has for itself, as Linux tells it. */
public final class ProcessMemory
{
    private static final Pattern ANONYMOUS = Pattern.compile("RssAnon:\\s+(\\d+) kB");
    private static final double KIB_PER_MIB = 1024;

    private ProcessMemory()
    {
    }

    /**
     * @param pid of a process.
     * @return MiB without mapped files, which the system may take back; NaN if the system does not tell.
     * @throws IOException if it tells and cannot be read.
     */
    public static double anonymousMib(final long pid) throws IOException
    {
        final Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.isReadable(status) ? anonymousMib(Files.readString(status, StandardCharsets.UTF_8)) : Double.NaN;
    }

    /**
     * @param status the text of a process's status file.
     * @return as above.
     */
    public static double anonymousMib(final String status)
    {
        final Matcher found = ANONYMOUS.matcher(status);
        return found.find() ? Long.parseLong(found.group(1)) / KIB_PER_MIB : Double.NaN;
    }
}
