package io.suuupra.gateway.rest;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RestSettingsTest
{
    private static final RestSettings SETTINGS =
        new RestSettings(1_000_000, 30_000, 30_000, 10_000, 1_024, 60_000, 256, false, 9_000, "1");

    @Test
    void shouldDemandARateOfABodyOnceItHadTime()
    {
        assertEquals("", SETTINGS.tooSlow(4_999, 0));
        assertEquals("a body must bring 1024 bytes a second", SETTINGS.tooSlow(5_000, 5_119));
        assertEquals("", SETTINGS.tooSlow(5_000, 5_120));
        assertEquals("", SETTINGS.tooSlow(29_999, 1_000_000));
        assertEquals("a request must arrive within 30000 ms", SETTINGS.tooSlow(30_000, 1_000_000));
    }
}
