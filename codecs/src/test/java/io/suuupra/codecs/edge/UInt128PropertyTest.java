package io.suuupra.codecs.edge;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class UInt128PropertyTest
{
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    @Provide
    Arbitrary<BigInteger> numbers()
    {
        return Arbitraries.oneOf(
            Arbitraries.bigIntegers().between(BigInteger.ZERO, MAX),
            Arbitraries.integers().between(0, 128).map(BigInteger.TWO::pow)
                .flatMap(end -> Arbitraries.bigIntegers().between(BigInteger.ZERO, end.min(MAX))));
    }

    @Property
    void shouldReadAndWriteWhatBigIntegerDoes(@ForAll("numbers") final BigInteger number)
    {
        final UInt128 value = UInt128.parse(number.toString());

        assertEquals(number.shiftRight(64).longValue(), value.high());
        assertEquals(number.longValue(), value.low());
        assertEquals(number.toString(), value.toString());
        assertEquals(number.signum() == 0, value.isZero());
    }

    @Property
    void shouldReadBothFormsOfUuid(@ForAll final long high, @ForAll final long low)
    {
        final UUID uuid = new UUID(high, low);
        final UInt128 value = new UInt128(high, low);

        assertEquals(value, UInt128.parse(uuid.toString()));
        assertEquals(value, UInt128.parse(uuid.toString().toUpperCase(Locale.ROOT)));
        assertEquals(value, UInt128.of(uuid));
        assertEquals(uuid, value.toUuid());
        assertEquals(new BigInteger(uuid.toString().replace("-", ""), 16).toString(), value.toString());
    }

    @Property
    void shouldOrderAsUnsigned(@ForAll("numbers") final BigInteger one, @ForAll("numbers") final BigInteger other)
    {
        final int order = UInt128.parse(one.toString()).compareTo(UInt128.parse(other.toString()));
        assertEquals(one.compareTo(other), Integer.signum(order));
    }

    @Property
    void shouldTakeLongsAsUnsigned(@ForAll final long low)
    {
        assertEquals(Long.toUnsignedString(low), UInt128.of(low).toString());
        assertEquals(new UInt128(0, low), UInt128.of(low));
    }

    @Test
    void shouldKnowItsBounds()
    {
        assertEquals("0", UInt128.ZERO.toString());
        assertTrue(UInt128.ZERO.isZero());
        assertEquals(MAX.toString(), UInt128.MAX.toString());
        assertEquals(UInt128.MAX, UInt128.parse("340282366920938463463374607431768211455"));
        assertEquals(UInt128.MAX, UInt128.parse("ffffffff-ffff-ffff-ffff-ffffffffffff"));
        assertEquals(UInt128.ZERO, UInt128.parse("00000000-0000-0000-0000-000000000000"));
        assertEquals(UInt128.of(7), UInt128.parse("000000000000000000000000000000000000007"));
        assertFalse(UInt128.MAX.isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        " ",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x1f",
        "1_000",
        "1,000",
        "ff",
        "null",
        "\u0661\u0662",
        "\uFF11",
        "340282366920938463463374607431768211456",
        "999999999999999999999999999999999999999",
        "0000000000000000000000000000000000000001",
        "12345678901234567890x",
        "1-1-1-1-1",
        "00000000000000000000000000000000000g",
        "00000000-0000-0000-0000-00000000000g",
        "00000000-0000-0000-0000-0000000000001",
        "00000000-0000-0000-0000-00000000000",
        "00000000-000-00000-0000-000000000000",
        "00000000-0000-0000-00000-00000000000",
        "00000000-0000-0000-0000_000000000000",
        "{0000000-0000-0000-0000-000000000000",
        "-0000000-0000-0000-0000-000000000000",
        "+0000000-0000-0000-0000-000000000000",
        "00000000-+000-0000-0000-000000000000"})
    void shouldRefuseTextThatIsNoNumber(final String text)
    {
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> UInt128.parse(text));
        assertFalse(e.getMessage().isEmpty());
    }
}
