package io.suuupra.tools.mapping;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class MinorUnitsTest
{
    @ParameterizedTest
    @CsvSource({
        "0,0", "1,100", "-1,-100", "+1,100", "12.3,1230", "12.34,1234", "12.340,1234", "-0.01,-1", "007.10,710",
        "92233720368547758.07,9223372036854775807", "-92233720368547758.08,-9223372036854775808"})
    void shouldReadAmountsExactly(final String text, final long expected)
    {
        assertEquals(expected, MinorUnits.parse(text, 2, '.', MinorUnits.NO_GROUP));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "-", "+", ".", "1.", ".5", "1.234", "1,2", "1 2", "--1", "1-", "0x1", "1e2", "NaN", "١",
        "92233720368547758.08", "-92233720368547758.09", "99999999999999999999999999", "1.2.3", "1\u0000"})
    void shouldRefuseWhatIsNoExactAmount(final String text)
    {
        assertNull(MinorUnits.parse(text, 2, '.', MinorUnits.NO_GROUP));
    }

    @Test
    void shouldReadOtherMarks()
    {
        assertEquals(123_456_789L, MinorUnits.parse("1.234.567,89", 2, ',', '.'));
        assertNull(MinorUnits.parse("1.234.,89", 2, ',', '.'));
        assertNull(MinorUnits.parse("1,2.3", 2, ',', '.'));
        assertNull(MinorUnits.parse(".1", 2, ',', '.'));
        assertNull(MinorUnits.parse("12.0", 0, MinorUnits.NO_POINT, MinorUnits.NO_GROUP));
    }

    @Property
    void shouldReadBackWhatItWrites(@ForAll final long amount, @ForAll @IntRange(max = 18) final int scale)
    {
        final String text = MinorUnits.format(amount, scale);

        assertEquals(BigDecimal.valueOf(amount, scale).toPlainString(), text);
        assertEquals(amount, MinorUnits.parse(text, scale, '.', MinorUnits.NO_GROUP));
    }
}
