package io.suuupra.codecs.frame;

import io.suuupra.codecs.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The constants of the flags are written by hand, for speed and for readers; the schema is the truth.
 */
class FlagsTest
{
    static Stream<Arguments> sets()
    {
        return Stream.of(
            Arguments.of("AccountFlags", AccountFlags.class, AccountFlags.ALL, AccountFlags.NAMES),
            Arguments.of("TransferFlags", TransferFlags.class, TransferFlags.ALL, TransferFlags.NAMES),
            Arguments.of("FilterFlags", FilterFlags.class, FilterFlags.ALL, FilterFlags.NAMES));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sets")
    void shouldAgreeWithTheSchema(final String set, final Class<?> constants, final int all, final List<String> names)
        throws IllegalAccessException
    {
        final Map<Integer, String> bits = bits(set);
        final Map<Integer, String> byBit = new TreeMap<>();
        for (int bit = 0; bit < names.size(); bit++)
        {
            byBit.put(bit, names.get(bit));
        }
        assertEquals(bits, byBit, "NAMES");
        assertEquals(bits, constants(constants), "constants");
        assertEquals(mask(bits), all, "ALL");
    }

    @Test
    void shouldHaveTheScopesOfTheSchema() throws IllegalAccessException
    {
        final Map<Integer, String> bits = bits("Scopes");
        assertEquals(bits, constants(Principal.class));
        assertEquals(mask(bits), Principal.NODE.scopes(), "the node may do everything");
    }

    private static Map<Integer, String> bits(final String set)
    {
        final Map<Integer, String> bits = new TreeMap<>();
        for (final Token token : Schema.current().getType(set))
        {
            if (token.signal() == Signal.CHOICE)
            {
                bits.put((int)token.encoding().constValue().longValue(), snake(token.name()));
            }
        }
        return bits;
    }

    private static Map<Integer, String> constants(final Class<?> type) throws IllegalAccessException
    {
        final Map<Integer, String> bits = new TreeMap<>();
        for (final Field field : type.getFields())
        {
            if (field.getType() == int.class && !field.getName().equals("ALL"))
            {
                final int value = field.getInt(null);
                assertEquals(1, Integer.bitCount(value), () -> field.getName() + " is one bit");
                bits.merge(Integer.numberOfTrailingZeros(value), field.getName().toLowerCase(Locale.ROOT),
                    (one, other) -> one + " and " + other);
            }
        }
        return bits;
    }

    private static int mask(final Map<Integer, String> bits)
    {
        return bits.keySet().stream().mapToInt(bit -> 1 << bit).sum();
    }

    static String snake(final String camel)
    {
        return camel.replaceAll("([A-Z]|(?<=[a-z])[0-9]+)", "_$1").toLowerCase(Locale.ROOT);
    }
}
