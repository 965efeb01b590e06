package io.suuupra.tools.settlement;

import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.generated.UpiCycleKind;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a cycle is called: its day in India, and number and kind as in {@code 3C} and {@code DC1}. Immutable.
 *
 * @param kind   of the cycle.
 * @param day    since 1970; 0 = the newest of the kind.
 * @param number of the cycle in its day, 1 to 24; 0 = the newest.
 */
public record CycleName(UpiCycleKind kind, long day, int number)
{
    private static final int NUMBER_MAX = 24;
    private static final String DISPUTES = "DC";

    /**
     * @param text {@code 2026-11-24/3C}, {@code 2026-11-24/DC1}, {@code last} or {@code last-disputes}.
     * @return the name.
     * @throws IllegalArgumentException if it is none of these.
     */
    public static CycleName parse(final String text)
    {
        if ("last".equals(text) || "last-disputes".equals(text))
        {
            return new CycleName("last".equals(text) ? UpiCycleKind.AUTHORISED : UpiCycleKind.DISPUTES, 0, 0);
        }
        final int slash = text.indexOf('/');
        try
        {
            final String tag = text.substring(slash + 1).toUpperCase(Locale.ROOT);
            final boolean disputes = tag.startsWith(DISPUTES);
            final String number = disputes ? tag.substring(DISPUTES.length()) : tag.substring(0, tag.length() - 1);
            final CycleName name = new CycleName(disputes ? UpiCycleKind.DISPUTES : UpiCycleKind.AUTHORISED,
                LocalDate.parse(text.substring(0, slash)).toEpochDay(), Integer.parseInt(number));
            if (name.day >= 1 && name.number >= 1 && name.number <= NUMBER_MAX && name.tag().equals(tag))
            {
                return name;
            }
        }
        catch (final DateTimeException | NumberFormatException | StringIndexOutOfBoundsException notAName)
        {
            throw new IllegalArgumentException(rule(text), notAName);
        }
        throw new IllegalArgumentException(rule(text));
    }

    private static String rule(final String text)
    {
        return "must be a day and a cycle (2026-11-24/3C, 2026-11-24/DC1), last or last-disputes, not '" + text + "'";
    }

    /**
     * @param cycle that was closed.
     * @return its name.
     */
    public static CycleName of(final SettlementCycle cycle)
    {
        return new CycleName(cycle.kind(), cycle.day(), cycle.number());
    }

    /** @return {@code 3C} or {@code DC1}. */
    public String tag()
    {
        return kind == UpiCycleKind.DISPUTES ? DISPUTES + number : number + "C";
    }

    /** @return such as {@code 20261124-3C}, for files. */
    public String fileName()
    {
        return LocalDate.ofEpochDay(day).format(DateTimeFormatter.BASIC_ISO_DATE) + "-" + tag();
    }
}
