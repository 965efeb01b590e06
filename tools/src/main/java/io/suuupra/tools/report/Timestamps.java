package io.suuupra.tools.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Nanoseconds since 1970-01-01T00:00Z as people write them.
 */
public final class Timestamps
{
    private static final long NS_PER_S = 1_000_000_000L;
    private static final DateTimeFormatter NANOSECONDS =
        new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

    private Timestamps()
    {
    }

    /**
     * @param timestamp ns.
     * @return the instant in UTC with all nine decimals, so that it can be given back.
     */
    public static String format(final long timestamp)
    {
        return NANOSECONDS.format(Instant.ofEpochSecond(
            Math.floorDiv(timestamp, NS_PER_S), Math.floorMod(timestamp, NS_PER_S)));
    }

    /**
     * @param text     digits (ns), an instant such as {@code 2026-01-31T10:00:00Z}, or a day such as {@code 2026-01-31}
     *                 in UTC.
     * @param endOfDay true if a day means its last nanosecond, false if its first.
     * @return ns.
     * @throws IllegalArgumentException if the text is none of these or out of range.
     */
    public static long parse(final String text, final boolean endOfDay)
    {
        try
        {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9'))
            {
                return Long.parseLong(text);
            }
            if (text.contains("T"))
            {
                return ns(Instant.parse(text));
            }
            final LocalDate day = LocalDate.parse(text);
            return endOfDay ?
                ns(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)) - 1 :
                ns(day.atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        catch (final DateTimeParseException | NumberFormatException notATime)
        {
            throw new IllegalArgumentException(
                "must be a day (2026-01-31), an instant (2026-01-31T10:00:00Z) or nanoseconds, not '" + text + "'",
                notATime);
        }
        catch (final ArithmeticException | DateTimeException outOfRange)
        {
            throw new IllegalArgumentException("is out of range: '" + text + "'", outOfRange);
        }
    }

    private static long ns(final Instant instant)
    {
        final long ns = ChronoUnit.NANOS.between(Instant.EPOCH, instant);
        if (ns < 0)
        {
            throw new DateTimeException("before 1970");
        }
        return ns;
    }
}
