package io.suuupra.engine.upi;

import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The switch's first times are those of the table. */
class SettingsTest
{
    @Test
    void shouldBeginWithTheTimesOfTheTable() throws IOException
    {
        final Map<String, Long> timers;
        try (InputStream table = Objects.requireNonNull(UpiCode.class.getResourceAsStream("timers.csv")))
        {
            timers = new String(table.readAllBytes(), StandardCharsets.US_ASCII).lines().skip(1)
                .map(line -> line.split(",", 2)).collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
        }
        final Settings settings = new Settings();
        assertEquals(timers.get("AUTHORISATION"), settings.get(Settings.AUTHORISATION_S));
        assertEquals(timers.get("DEBIT"), settings.get(Settings.DEBIT_S));
        assertEquals(timers.get("CREDIT"), settings.get(Settings.CREDIT_S));
        assertEquals(timers.get("REVERSAL"), settings.get(Settings.REVERSAL_S));
        assertEquals(timers.get("COLLECT_DEFAULT"), settings.get(Settings.COLLECT_MIN) * 60);
        assertEquals(timers.get("DEEMED_PERSON"), settings.get(Settings.DEEMED_PERSON_S));
        assertEquals(timers.get("DEEMED_MERCHANT"), settings.get(Settings.DEEMED_MERCHANT_S));
        assertEquals(timers.get("COLLECT_MAX"), 45L * 24 * 60 * 60, "what a COLLECT may ask for at most");
    }
}
