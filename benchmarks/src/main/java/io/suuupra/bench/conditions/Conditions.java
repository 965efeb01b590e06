package io.suuupra.bench.conditions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Names and values in the order in which they are to be read. What cannot be found out is said to be
 * {@value #NOT_KNOWN}.
 */
public final class Conditions
{
    /** Value of what cannot be found out. */
    public static final String NOT_KNOWN = "not known";

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String CPU_MODEL = "model name";
    private static final double GIB = 1L << 30;

    private final Map<String, String> values = new LinkedHashMap<>();

    private Conditions()
    {
    }

    /**
     * @return the conditions that every measurement in this process has.
     */
    public static Conditions ofThisProcess()
    {
        final Conditions conditions = new Conditions();
        conditions.add("cpu", cpuModel());
        conditions.add("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        conditions.add("memory", memory());
        conditions.add("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        conditions.add("load average", loadAverage());
        conditions.add("jdk", property("java.vm.name") + " " + property("java.vm.version"));
        conditions.add("jvm flags", String.join(" ", jvmFlags()));
        conditions.add("commit", GitCommit.find());
        return conditions;
    }

    /**
     * @param name  of a condition.
     * @param value of it.
     * @return this.
     */
    public Conditions add(final String name, final String value)
    {
        values.put(name, value);
        return this;
    }

    /**
     * @return names and values, in order.
     */
    public Map<String, String> values()
    {
        return new LinkedHashMap<>(values);
    }

    /**
     * @return one line for each condition, the values in one column.
     */
    public String text()
    {
        final int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        final StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
            text.append(String.format(Locale.ROOT, "  %-" + width + "s  %s%n", name, value)));
        return text.toString();
    }

    /**
     * @return the options that this JVM was started with.
     */
    public static List<String> jvmFlags()
    {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /**
     * @param folder that exists.
     * @return type and device of the file system that holds it.
     * @throws IOException if the folder cannot be looked at.
     */
    public static String fileSystem(final Path folder) throws IOException
    {
        final FileStore store = Files.getFileStore(folder);
        return store.type() + " on " + store.name() + (forgets(folder) ? " (memory: forcing costs nothing here)" : "");
    }

    /**
     * @param folder that exists.
     * @return true if its file system is kept in memory, so that a forced write costs nothing and proves nothing.
     * @throws IOException if the folder cannot be looked at.
     */
    public static boolean forgets(final Path folder) throws IOException
    {
        final String type = Files.getFileStore(folder).type();
        return "tmpfs".equals(type) || "ramfs".equals(type);
    }

    private static String cpuModel()
    {
        // Some architectures name no model there, other systems have no such file.
        if (!Files.isReadable(CPU_INFO))
        {
            return NOT_KNOWN;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8))
        {
            return lines.filter(line -> line.startsWith(CPU_MODEL) && line.indexOf(':') >= 0)
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(NOT_KNOWN);
        }
        catch (final IOException | UncheckedIOException unreadable)
        {
            return NOT_KNOWN + ": " + unreadable.getMessage();
        }
    }

    private static String memory()
    {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system ?
            String.format(Locale.ROOT, "%.1f GiB", system.getTotalMemorySize() / GIB) : NOT_KNOWN;
    }

    private static String loadAverage()
    {
        final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? NOT_KNOWN : String.format(Locale.ROOT, "%.2f before the run (last minute)", load);
    }

    private static String property(final String name)
    {
        return System.getProperty(name, NOT_KNOWN);
    }
}
