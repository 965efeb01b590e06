package io.suuupra.tools.mapping;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DatePatternTest
{
    @Test
    void shouldReadShortAndLongYears()
    {
        assertEquals(LocalDate.of(1993, 1, 31), DatePattern.of("yyMMdd", 1900).parse("930131"));
        assertEquals(LocalDate.of(2024, 2, 29), DatePattern.of("dd.MM.yyyy", -1).parse("29.02.2024"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "930230", "931301", "93013", "9301311", "93 131", "9301a1"})
    void shouldRefuseWhatIsNoDay(final String text)
    {
        assertNull(DatePattern.of("yyMMdd", 1900).parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyyMM", "yMMdd", "yyyyMMddHH", "MMdd", "yyyyMMdMd", "yyyy1MMdd", ""})
    void shouldRefuseOtherPatterns(final String pattern)
    {
        assertThrows(IllegalArgumentException.class, () -> DatePattern.of(pattern, -1));
    }

    @Test
    void shouldWantACenturyForShortYearsOnly()
    {
        assertThrows(IllegalArgumentException.class, () -> DatePattern.of("yyMMdd", -1));
        assertThrows(IllegalArgumentException.class, () -> DatePattern.of("yyyyMMdd", 1900));
    }
}
