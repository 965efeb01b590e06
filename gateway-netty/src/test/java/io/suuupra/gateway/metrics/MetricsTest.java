package io.suuupra.gateway.metrics;

import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.engine.host.Offer;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MetricsTest
{
    private static final Pattern SAMPLE = Pattern.compile(
        "([a-z_]+)(\\{[a-z]+=\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:,[a-z]+=\"(?:[^\"\\\\\\n]|\\\\.)*\")*\\})? (-?[0-9.E-]+)");
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException
    {
        gateway = new TestGateway();
    }

    @AfterAll
    static void stop() throws IOException
    {
        gateway.close();
    }

    private static Map<String, Double> samples() throws IOException
    {
        try (HttpClientRaw http = gateway.http())
        {
            final HttpClientRaw.Response response = http.get("/metrics");
            assertEquals(200, response.status());
            assertEquals("text/plain; version=0.0.4; charset=utf-8", response.header("content-type"));
            return parse(response.body());
        }
    }

    /** Reads the text as Prometheus would, and refuses what it would refuse. */
    private static Map<String, Double> parse(final String text)
    {
        assertTrue(text.endsWith("\n"));
        final Map<String, Double> samples = new HashMap<>();
        final Map<String, String> types = new HashMap<>();
        final Set<String> helped = new HashSet<>();
        String family = "";
        for (final String line : text.split("\n"))
        {
            if (line.startsWith("# HELP "))
            {
                family = line.split(" ")[2];
                assertTrue(helped.add(family), "two HELP lines for " + family);
            }
            else if (line.startsWith("# TYPE "))
            {
                assertEquals(family, line.split(" ")[2], "TYPE must follow its HELP");
                types.put(family, line.split(" ")[3]);
            }
            else
            {
                final var matcher = SAMPLE.matcher(line);
                assertTrue(matcher.matches(), line);
                final String name = matcher.group(1);
                final boolean partOfSummary = "summary".equals(types.get(family)) &&
                    (name.equals(family + "_sum") || name.equals(family + "_count"));
                assertTrue(name.equals(family) || partOfSummary, line + " stands under " + family);
                assertTrue(name.startsWith("suuupra_"), line);
                assertEquals("counter".equals(types.get(family)), name.endsWith("_total"), line);
                final String series = line.substring(0, line.lastIndexOf(' '));
                assertNull(samples.put(series, Double.valueOf(matcher.group(3))), "two samples " + line);
            }
        }
        return samples;
    }

    @Test
    void shouldShowTheHost() throws IOException
    {
        final Map<String, Double> samples = samples();
        assertEquals(11, samples.get("suuupra_commands_total"));
        assertEquals(12, samples.get("suuupra_reads_total"));
        assertEquals(13, samples.get("suuupra_events_total"));
        assertEquals(14, samples.get("suuupra_sequence"));
        assertEquals(15, samples.get("suuupra_durable_sequence"));
        assertEquals(16, samples.get("suuupra_journal_bytes_total"));
        assertEquals(17, samples.get("suuupra_ring_slots_used"));
        assertEquals(18, samples.get("suuupra_ring_slots"));
        assertEquals(19, samples.get("suuupra_ring_bytes_used"));
        assertEquals(20, samples.get("suuupra_ring_bytes"));
        assertEquals(21, samples.get("suuupra_accounts"));
        assertEquals(22, samples.get("suuupra_records"));
        assertEquals(23, samples.get("suuupra_snapshot_age_seconds"));
        assertEquals(24, samples.get("suuupra_sync_seconds_count"));
        assertEquals(1.5, samples.get("suuupra_sync_seconds_sum"));
        assertEquals(0.0001, samples.get("suuupra_sync_seconds{quantile=\"0.5\"}"));
        assertEquals(0.0005, samples.get("suuupra_sync_seconds_max"));
        assertEquals(0.004, samples.get("suuupra_reply_seconds{quantile=\"0.999\"}"));
        assertEquals(0.000002, samples.get("suuupra_stage_seconds{stage=\"apply\",quantile=\"0.9\"}"));
        assertEquals(26, samples.get("suuupra_stage_seconds_count{stage=\"apply\"}"));
        assertEquals(3.5, samples.get("suuupra_stage_seconds_sum{stage=\"apply\"}"));
    }

    @Test
    void shouldShowShortageAndHalt() throws IOException
    {
        assertEquals(1, samples().get("suuupra_ready"));
        gateway.host().shortage("disk");
        assertEquals(0, samples().get("suuupra_ready"));
        assertEquals(1, samples().get("suuupra_shortage"));
        gateway.host().shortage("");
        gateway.host().halted("disk");
        assertEquals(1, samples().get("suuupra_halted"));
        gateway.host().halted("");
        assertEquals(0, samples().get("suuupra_halted"));
    }

    @Test
    void shouldCountWhatTheGatewayDoes() throws IOException
    {
        final Map<String, Double> before = samples();
        try (WireClient client = gateway.open(); HttpClientRaw http = gateway.http())
        {
            gateway.ingress().replyWith(taken -> Messages.state());
            client.send(1, Messages.getState());
            client.read();
            gateway.ingress().answer(Offer.BUSY);
            client.send(2, Messages.getState());
            client.read();
            assertEquals(503, http.get("/v1/state").status());
            gateway.ingress().answer(Offer.ACCEPTED);
            assertEquals(200, http.get("/v1/state").status());
            assertEquals(404, http.get("/v1/nothing/here").status());
            final Map<String, Double> after = samples();
            assertEquals(2, grown(before, after, "suuupra_gateway_requests_total{kind=\"get_state\"}"));
            assertEquals(2, grown(before, after, "suuupra_gateway_refusals_total{code=\"busy\"}"));
            assertEquals(1, after.get("suuupra_gateway_connections{protocol=\"binary\"}"));
            assertEquals(1, grown(before, after,
                "suuupra_http_responses_total{method=\"GET\",route=\"/v1/state\",status=\"200\"}"));
            assertEquals(1, grown(before, after,
                "suuupra_http_responses_total{method=\"GET\",route=\"/v1/state\",status=\"503\"}"));
            assertEquals(1, grown(before, after,
                "suuupra_http_responses_total{method=\"other\",route=\"none\",status=\"404\"}"));
            // Authenticate and two reads of the state with their frames; Challenge, Authenticated, reply and refusal.
            assertEquals(112 + 2 * 24,
                grown(before, after, "suuupra_gateway_received_bytes_total{protocol=\"binary\"}"));
            assertTrue(grown(before, after, "suuupra_gateway_sent_bytes_total{protocol=\"binary\"}") > 200);
            assertTrue(grown(before, after, "suuupra_gateway_received_bytes_total{protocol=\"rest\"}") > 300);
        }
    }

    private static double grown(final Map<String, Double> before, final Map<String, Double> after, final String name)
    {
        assertTrue(after.containsKey(name), name);
        return after.get(name) - before.getOrDefault(name, 0.0);
    }

    @Test
    void shouldNameEveryRefusalFromTheStart() throws IOException
    {
        final Map<String, Double> samples = samples();
        for (final FailureCode code : FailureCode.values())
        {
            final String name = code.name().toLowerCase(Locale.ROOT);
            assertEquals(code != FailureCode.NULL_VAL,
                samples.containsKey("suuupra_gateway_refusals_total{code=\"" + name + "\"}"), name);
        }
    }

    @Test
    void shouldEscapeLabels()
    {
        assertEquals("a_total{b=\"x\\\\y\\\"z\\n\"} 1\n",
            new PrometheusText().sample("a_total", 1, "b", "x\\y\"z\n").toString());
    }
}
