package io.suuupra.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bench.conditions.Conditions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What a run says of itself, for people and for programs.
 *
 * @param shape      of the load.
 * @param figures    that it came to.
 * @param baseline   of forced writes; null where there was no folder to measure in.
 * @param conditions of the run.
 */
public record LoadReport(LoadShape shape, LoadFigures figures, Percentiles baseline, Conditions conditions)
{
    private static final double NS_PER_MS = 1_000_000;

    /** @return lines for people. */
    public String text()
    {
        final StringBuilder text = new StringBuilder();
        line(text, "Load", shape.text());
        line(text, "Reached", reached());
        line(text, "Latency", times(figures.latency()));
        line(text, "", shape.saturate() ?
            "of each request, from its sending to its answer; a closed loop, so no measure of what a client would see" :
            "of each request, from its intended start to its answer");
        if (!shape.saturate())
        {
            line(text, "Sent late", times(figures.lateness()));
            line(text, "", String.format(Locale.ROOT,
                "part of the latency above: from the intended start to the sending; %,d requests were held back by " +
                "%,d unanswered",
                figures.heldBack(), shape.inFlight() * shape.connections()));
        }
        line(text, "Baseline", baseline == null ?
            "not measured: name a folder on the node's disk with --data" : times(baseline));
        if (baseline != null)
        {
            line(text, "",
                String.format(Locale.ROOT, "of %,d writes of 4 KiB to a zeroed file, each forced", baseline.count()));
        }
        line(text, "Errors", figures.errors());
        text.append("Conditions").append(System.lineSeparator()).append(conditions.text());
        return text.toString();
    }

    private String reached()
    {
        final String perSecond = String.format(Locale.ROOT, "%,.0f transfers/s", figures.perSecond());
        final double seconds = (double)figures.measuredNs() / Pace.SECOND_NS;
        return shape.saturate() ?
            String.format(Locale.ROOT, "%s: %,d created in %.2f s", perSecond, figures.inTime(), seconds) :
            String.format(Locale.ROOT, "%s of %,d asked, over %.2f s; of %,d transfers asked for %,d were created",
                perSecond, shape.rate(), seconds, figures.asked(), figures.created());
    }

    private static void line(final StringBuilder text, final String name, final String value)
    {
        text.append(String.format(Locale.ROOT, "%-10s  %s%n", name, value));
    }

    private static String times(final Percentiles times)
    {
        return times.count() == 0 ? "no values" : String.format(Locale.ROOT,
            "p50 %.3f   p90 %.3f   p99 %.3f   p99.9 %.3f   max %.3f ms",
            times.p50() / NS_PER_MS, times.p90() / NS_PER_MS, times.p99() / NS_PER_MS, times.p999() / NS_PER_MS,
            times.max() / NS_PER_MS);
    }

    /**
     * @param file to be written.
     * @throws IOException if it cannot be.
     */
    public void writeJson(final Path file) throws IOException
    {
        final ObjectMapper mapper = new ObjectMapper();
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json(mapper));
    }

    private ObjectNode json(final ObjectMapper mapper)
    {
        final ObjectNode root = mapper.createObjectNode();
        final ObjectNode load = root.putObject("load");
        load.put("mode", shape.batches() ? "batch" : "single");
        load.put("loop", shape.saturate() ? "closed" : "open");
        if (shape.saturate())
        {
            load.put("in_flight_requests_per_connection", shape.inFlight());
        }
        else
        {
            load.put("transfers_per_second_asked", shape.rate());
        }
        load.put("transfers_per_request", shape.batch());
        load.put("connections", shape.connections());
        load.put("accounts", shape.accounts());
        load.put("zipf_exponent", shape.zipf());
        load.put("seconds", shape.seconds());
        load.put("warmup_seconds", shape.warmup());
        load.put("seed", Long.toString(shape.seed()));
        root.put("transfers_per_second", figures.perSecond());
        root.put("transfers_asked", figures.asked());
        root.put("transfers_created", figures.created());
        root.put("measured_ns", figures.measuredNs());
        put(root.putObject("latency_ns"), figures.latency());
        put(root.putObject("sent_late_ns"), figures.lateness());
        if (baseline != null)
        {
            put(root.putObject("forced_write_of_4_kib_ns"), baseline);
        }
        final ObjectNode errors = root.putObject("errors");
        put(errors.putObject("refused"), figures.refused());
        put(errors.putObject("failed"), figures.failed());
        errors.put("never_sent", figures.unsent());
        root.put("requests_held_back", figures.heldBack());
        final ObjectNode circumstances = root.putObject("conditions");
        conditions.values().forEach((name, value) -> circumstances.put(name.replace(' ', '_'), value));
        return root;
    }

    private static void put(final ObjectNode node, final Percentiles times)
    {
        node.put("count", times.count());
        node.put("p50", times.p50());
        node.put("p90", times.p90());
        node.put("p99", times.p99());
        node.put("p99_9", times.p999());
        node.put("max", times.max());
    }

    private static void put(final ObjectNode node, final Map<String, Long> counts)
    {
        counts.forEach(node::put);
    }
}
