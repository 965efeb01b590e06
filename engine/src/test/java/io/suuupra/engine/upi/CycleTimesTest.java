package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.upi.SwitchTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;
import java.time.ZonedDateTime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which cycle of the table runs when. */
class CycleTimesTest
{
    private static final long SECOND_NS = 1_000_000_000L;

    private static int[] ends(final UpiCycleKind kind)
    {
        return SwitchTables.cycleEnds(kind).stream().mapToInt(Integer::intValue).toArray();
    }

    private static long ns(final String time)
    {
        return ZonedDateTime.parse(time + "+05:30[Asia/Kolkata]").toEpochSecond() * SECOND_NS;
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHORISED, 2026-11-23T21:00:00, 2026-11-24, 1, 2026-11-24T00:00:00",
        "AUTHORISED, 2026-11-23T23:59:59, 2026-11-24, 1, 2026-11-24T00:00:00",
        "AUTHORISED, 2026-11-24T00:00:00, 2026-11-24, 2, 2026-11-24T05:00:00",
        "AUTHORISED, 2026-11-24T06:59:59, 2026-11-24, 3, 2026-11-24T07:00:00",
        "AUTHORISED, 2026-11-24T07:00:00, 2026-11-24, 4, 2026-11-24T09:00:00",
        "AUTHORISED, 2026-11-24T20:59:59, 2026-11-24, 10, 2026-11-24T21:00:00",
        "AUTHORISED, 2026-12-31T22:00:00, 2027-01-01, 1, 2027-01-01T00:00:00",
        "DISPUTES, 2026-11-24T00:00:00, 2026-11-24, 1, 2026-11-24T16:00:00",
        "DISPUTES, 2026-11-24T15:59:59, 2026-11-24, 1, 2026-11-24T16:00:00",
        "DISPUTES, 2026-11-24T16:00:00, 2026-11-24, 2, 2026-11-25T00:00:00",
        "DISPUTES, 2026-11-24T23:59:59, 2026-11-24, 2, 2026-11-25T00:00:00",
    })
    void shouldBeTheTables(
        final UpiCycleKind kind, final String time, final String day, final int number, final String end)
    {
        final long name = CycleTimes.nameAt(ns(time), ends(kind));
        assertEquals(LocalDate.parse(day).toEpochDay(), CycleTimes.day(name));
        assertEquals(number, CycleTimes.number(name));
        assertEquals(ns(end), CycleTimes.end(name, ends(kind)));
    }

    @Test
    void shouldEndEachCycleWhereTheNextBegins()
    {
        for (final UpiCycleKind kind : new UpiCycleKind[]{UpiCycleKind.AUTHORISED, UpiCycleKind.DISPUTES})
        {
            long at = ns("2026-01-01T00:00:00");
            long last = 0;
            for (int i = 0; i < 1_000; i++)
            {
                final long name = CycleTimes.nameAt(at, ends(kind));
                final long end = CycleTimes.end(name, ends(kind));
                assertTrue(name > last && end > at, "names and ends rise");
                assertEquals(name, CycleTimes.nameAt(end - 1, ends(kind)));
                last = name;
                at = end;
            }
        }
    }

    @Test
    void shouldKnowWhatListsOfEndsAreRight()
    {
        assertTrue(CycleTimes.areEnds(new int[]{0}));
        assertTrue(CycleTimes.areEnds(new int[]{1_440}));
        assertTrue(CycleTimes.areEnds(new int[]{1, 2, 1_440}));
        assertFalse(CycleTimes.areEnds(new int[]{}));
        assertFalse(CycleTimes.areEnds(new int[]{5, 5}));
        assertFalse(CycleTimes.areEnds(new int[]{6, 5}));
        assertFalse(CycleTimes.areEnds(new int[]{1_441}));
        assertFalse(CycleTimes.areEnds(new int[]{0, 1_440}), "they would be one and the same");
    }
}
