package io.suuupra.tools;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times and spans as the commands for keys take them.
 */
final class KeyTimes
{
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private KeyTimes()
    {
    }

    /**
     * @param text a number with its unit: {@code 30s}, {@code 15m}, {@code 24h} or {@code 90d}.
     * @return the span.
     * @throws IllegalArgumentException if it does not have that form.
     */
    static Duration span(final String text)
    {
        final Matcher span = SPAN.matcher(text);
        if (!span.matches())
        {
            throw new IllegalArgumentException("must be a number with s, m, h or d, like 24h");
        }
        final long number = Long.parseLong(span.group(1));
        return switch (span.group(2))
        {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /**
     * @param text a span from now on, a day ({@code 2027-01-31}, its first moment in UTC), or a time
     *             ({@code 2027-01-31T12:00:00Z}).
     * @param now  the present.
     * @return the moment.
     * @throws IllegalArgumentException if it has none of these forms.
     */
    static Instant moment(final String text, final Instant now)
    {
        try
        {
            return SPAN.matcher(text).matches() ? now.plus(span(text)) :
                DAY.matcher(text).matches() ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant() :
                Instant.parse(text);
        }
        catch (final DateTimeException notOne)
        {
            throw new IllegalArgumentException(
                "must be a span like 90d, a day like 2027-01-31 or a time like 2027-01-31T12:00:00Z", notOne);
        }
    }
}
