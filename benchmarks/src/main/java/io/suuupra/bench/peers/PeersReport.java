package io.suuupra.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.suuupra.bench.conditions.Conditions;
import io.suuupra.bench.load.LoadFigures;
import io.suuupra.bench.load.Percentiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Both systems side by side.
 *
 * @param peer       name and version of the other system.
 * @param kinds      of load.
 * @param baseline   of forced writes.
 * @param conditions of both.
 */
record PeersReport(String peer, List<Kind> kinds, Percentiles baseline, Conditions conditions)
{
    private static final double NS_PER_MS = 1_000_000;

    /**
     * One kind of load on both.
     *
     * @param title  what is done.
     * @param theirs figures of the other system.
     * @param ours   figures of a node.
     */
    record Kind(String title, LoadFigures theirs, LoadFigures ours)
    {
        /** @return how many times as many transfers a second a node creates. */
        double ratio()
        {
            return ours.perSecond() / theirs.perSecond();
        }
    }

    /** @return true if every transfer of both was created. */
    boolean isClean()
    {
        return kinds.stream().allMatch(kind -> kind.theirs().isClean() && kind.ours().isClean());
    }

    /** @return lines for people. */
    String text()
    {
        final StringBuilder text = new StringBuilder();
        for (final Kind kind : kinds)
        {
            text.append(kind.title()).append(System.lineSeparator());
            line(text, "", peer, "Suuupra", "ratio");
            line(text, "transfers/s", number(kind.theirs().perSecond(), 0), number(kind.ours().perSecond(), 0),
                number(kind.ratio(), 1) + "x");
            times(text, "p50 ms", kind.theirs().latency().p50(), kind.ours().latency().p50());
            times(text, "p99 ms", kind.theirs().latency().p99(), kind.ours().latency().p99());
            if (!kind.theirs().isClean() || !kind.ours().isClean())
            {
                line(text, "errors", kind.theirs().errors(), kind.ours().errors(), "");
            }
        }
        text.append(String.format(Locale.ROOT,
            "Baseline: a forced write of 4 KiB takes p50 %.3f, p99 %.3f ms in the same folder%n",
            baseline.p50() / NS_PER_MS, baseline.p99() / NS_PER_MS));
        text.append("Conditions").append(System.lineSeparator()).append(conditions.text());
        return text.toString();
    }

    private static void times(final StringBuilder text, final String name, final long theirs, final long ours)
    {
        line(text, name, number(theirs / NS_PER_MS, 3), number(ours / NS_PER_MS, 3),
            number((double)theirs / Math.max(1, ours), 1) + "x");
    }

    private static void line(
        final StringBuilder text, final String name, final String theirs, final String ours, final String ratio)
    {
        text.append(String.format(Locale.ROOT, "  %-16s  %16s  %16s  %10s%n", name, theirs, ours, ratio));
    }

    private static String number(final double value, final int digits)
    {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /**
     * @param file to be written.
     * @throws IOException if it cannot be.
     */
    void writeJson(final Path file) throws IOException
    {
        final ObjectMapper mapper = new ObjectMapper();
        final ObjectNode root = mapper.createObjectNode();
        final ArrayNode array = root.putArray("kinds");
        for (final Kind kind : kinds)
        {
            final ObjectNode node = array.addObject();
            node.put("title", kind.title());
            node.put("ratio", kind.ratio());
            put(node.putObject("peer").put("name", peer), kind.theirs());
            put(node.putObject("suuupra"), kind.ours());
        }
        root.putObject("forced_write_of_4_kib_ns").put("p50", baseline.p50()).put("p99", baseline.p99());
        final ObjectNode circumstances = root.putObject("conditions");
        conditions.values().forEach((name, value) -> circumstances.put(name.replace(' ', '_'), value));
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static void put(final ObjectNode node, final LoadFigures figures)
    {
        node.put("transfers_per_second", figures.perSecond());
        node.put("p50_ns", figures.latency().p50());
        node.put("p99_ns", figures.latency().p99());
        node.put("errors", figures.errors());
    }
}
