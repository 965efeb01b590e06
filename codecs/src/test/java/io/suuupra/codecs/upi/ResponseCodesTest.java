package io.suuupra.codecs.upi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ResponseCodesTest
{
    @Test
    void shouldHoldEveryCodeOnceInALayer()
    {
        assertEquals(444, ResponseCodes.ALL.all().size());
        final Map<String, Long> layers = ResponseCodes.ALL.all().stream()
            .collect(Collectors.groupingBy(ResponseCode::code, Collectors.counting()));
        assertEquals(427, layers.size());
        assertEquals(17, layers.values().stream().filter(count -> count == 2).count(), "codes with two meanings");
        for (final ResponseCode code : ResponseCodes.ALL.all())
        {
            assertEquals(code, ResponseCodes.ALL.find(code.layer(), code.code()).orElseThrow());
            assertFalse(code.meaning().isBlank(), code.code());
        }
    }

    @Test
    void shouldTellWhoRaisesACodeAndHowItCounts()
    {
        final ResponseCode noFunds = ResponseCodes.ALL.find(CodeLayer.LEG, "Z9").orElseThrow();
        assertEquals(CodeSource.REMITTER, noFunds.source());
        assertEquals(DeclineKind.BUSINESS, noFunds.decline());
        assertEquals(DeclineKind.TECHNICAL, ResponseCodes.ALL.find(CodeLayer.SWITCH, "U67").orElseThrow().decline());
        assertEquals("Payer account has changed (payer)",
            ResponseCodes.ALL.find(CodeLayer.AUTHORISATION, "QU").orElseThrow().meaning());
        assertTrue(ResponseCodes.ALL.find(CodeLayer.SWITCH, "Z9").isEmpty());
        assertTrue(ResponseCodes.ALL.find(CodeLayer.LEG, "nothing").isEmpty());
    }

    @Test
    void shouldKeepACodeAsANumber()
    {
        for (final String text : List.of("", "0", "00", "U30", "PM16"))
        {
            assertEquals(text, UpiCode.text(UpiCode.of(text)));
            assertTrue(UpiCode.isWellFormed(UpiCode.of(text)));
        }
        assertEquals(UpiCode.NONE, UpiCode.of(""));
        assertFalse(UpiCode.isWellFormed(0x0041_0000), "nothing before a letter");
        assertFalse(UpiCode.isWellFormed(0x4100_4100), "nothing between letters");
        assertFalse(UpiCode.isWellFormed(-1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u30", "U 3", "U30AB", "Ä", "A-"})
    void shouldRefuseWhatIsNoCode(final String text)
    {
        assertThrows(IllegalArgumentException.class, () -> UpiCode.of(text));
    }
}
