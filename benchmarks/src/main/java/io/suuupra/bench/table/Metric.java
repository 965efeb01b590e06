package io.suuupra.bench.table;

import java.util.Locale;

/** What a row tells, with its unit. */
enum Metric
{
    PER_SECOND("transfers/s", 0),
    P50("p50 ms", 3),
    P99("p99 ms", 3),
    FORCED_WRITE("forced write p50 ms", 3),
    OVER_FORCED_WRITE("p50 above it ms", 3),
    REPLAY("replayed transfers/s", 0),
    RESTART("restart ms", 0),
    RESTART_WARM("restart ms, files in memory", 0),
    RESTART_COLD("restart ms, nothing in memory", 0),
    DISK("bytes of disk per transfer", 1),
    JOURNAL("of them journal", 1),
    STORE("of them store", 1),
    MEMORY("memory of the process MiB", 0),
    PEAK("peak transfers/s", 0),
    GOODPUT_HALF("goodput at 0.5x, % of peak", 1),
    GOODPUT_ONE("goodput at 1x, % of peak", 1),
    GOODPUT_TWO("goodput at 2x, % of peak", 1),
    GOODPUT_FIVE("goodput at 5x, % of peak", 1),
    BUSY("BUSY answers", 0),
    BUSY_P99("p99 of BUSY ms", 3);

    private final String text;
    private final int digits;

    Metric(final String text, final int digits)
    {
        this.text = text;
        this.digits = digits;
    }

    /** @return name and unit. */
    String text()
    {
        return text;
    }

    /**
     * @param value of it.
     * @return the value, rounded for people.
     */
    String format(final double value)
    {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** @return the name for programs. */
    String key()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
