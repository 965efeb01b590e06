package io.suuupra.tools.settlement;

import io.suuupra.codecs.generated.UpiCycleKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** How cycles are named. */
class CycleNameTest
{
    @Test
    void shouldReadDayAndCycle()
    {
        assertEquals("20261124-3C", CycleName.parse("2026-11-24/3C").fileName());
        assertEquals("20261124-10C", CycleName.parse("2026-11-24/10c").fileName());
        assertEquals("20261124-DC1", CycleName.parse("2026-11-24/DC1").fileName());
        assertEquals(UpiCycleKind.DISPUTES, CycleName.parse("2026-11-24/DC2").kind());
        assertEquals(new CycleName(UpiCycleKind.AUTHORISED, 0, 0), CycleName.parse("last"));
        assertEquals(new CycleName(UpiCycleKind.DISPUTES, 0, 0), CycleName.parse("last-disputes"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "2026-11-24", "2026-11-24/", "2026-11-24/C", "2026-11-24/3", "2026-11-24/0C",
        "2026-11-24/25C", "2026-11-24/DC", "2026-11-24/DC1C", "2026-11-31/3C", "3C/2026-11-24", "1969-12-31/1C",
        "2026-11-24/-1C", "2026-11-24/+1C", "2026-11-24/03C" })
    void shouldRefuseAllElse(final String text)
    {
        assertThrows(IllegalArgumentException.class, () -> CycleName.parse(text));
    }
}
