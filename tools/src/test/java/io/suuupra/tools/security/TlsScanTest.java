package io.suuupra.tools.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TlsScanTest
{
    private static final String GOOD = """
        {"id":"SSLv2","severity":"OK","finding":"not offered"},
        {"id":"SSLv3","severity":"OK","finding":"not offered"},
        {"id":"TLS1","severity":"INFO","finding":"not offered"},
        {"id":"TLS1_1","severity":"INFO","finding":"not offered"},
        {"id":"TLS1_2","severity":"INFO","finding":"not offered"},
        {"id":"TLS1_3","severity":"OK","finding":"offered with final"},
        {"id":"cert_chain_of_trust","severity":"CRITICAL","finding":"failed (self signed)"},
        {"id":"heartbleed","severity":"OK","finding":"not vulnerable"}""";

    private static List<Boolean> judge(final String findings) throws JsonProcessingException
    {
        return TlsScan.judge("REST", new ObjectMapper().readTree("[" + findings + "]")).stream()
            .map(Verdict::passed).toList();
    }

    @Test
    void shouldPassTls13WithACertificateThatNobodySigned() throws JsonProcessingException
    {
        assertEquals(List.of(true, true), judge(GOOD));
    }

    @Test
    void shouldFailWhatIsOlder() throws JsonProcessingException
    {
        assertEquals(List.of(false, true), judge(GOOD.replace(
            "\"TLS1_2\",\"severity\":\"INFO\",\"finding\":\"not offered\"",
            "\"TLS1_2\",\"severity\":\"OK\",\"finding\":\"offered\"")));
        assertEquals(List.of(false, true), judge(GOOD.replace("offered with final", "not offered")));
    }

    @Test
    void shouldFailWeaknesses() throws JsonProcessingException
    {
        final String weak = GOOD.replace("\"severity\":\"OK\",\"finding\":\"not vulnerable\"",
            "\"severity\":\"HIGH\",\"finding\":\"VULNERABLE\"");
        assertEquals(List.of(true, false), judge(weak));
        assertTrue(TlsScan.judge("REST", new ObjectMapper().readTree("[" + weak + "]")).getLast().detail()
            .contains("heartbleed: VULNERABLE"));
    }

    @Test
    void shouldFailWhenNothingWasFound() throws JsonProcessingException
    {
        assertEquals(List.of(false, false), judge(""));
    }
}
