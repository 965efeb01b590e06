package io.suuupra.bench.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's page of metrics, in the text form of Prometheus.
 */
final class NodeMetrics
{
    private static final Pattern SAMPLE =
        Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{([^}]*)\\})?\\s+(\\S+)(?:\\s+\\d+)?$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String STAGE_SECONDS = "suuupra_stage_seconds";

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(String name, Map<String, String> labels, double value)
    {
    }

    /**
     * How long commands take in one stage of the node.
     *
     * @param name       of the stage.
     * @param p50Seconds half of them take no longer; NaN if the node does not tell.
     * @param p99Seconds 99 of 100 take no longer; NaN if the node does not tell.
     */
    record Stage(String name, double p50Seconds, double p99Seconds)
    {
    }

    private NodeMetrics()
    {
    }

    /**
     * @param page text; lines that are none of samples are left out.
     * @return what it says.
     */
    static NodeMetrics parse(final String page)
    {
        final NodeMetrics metrics = new NodeMetrics();
        final Matcher sample = SAMPLE.matcher(page);
        while (sample.find())
        {
            final Map<String, String> labels = new LinkedHashMap<>();
            if (sample.group(2) != null)
            {
                final Matcher label = LABEL.matcher(sample.group(2));
                while (label.find())
                {
                    labels.put(label.group(1), label.group(2));
                }
            }
            final double value = number(sample.group(3));
            if (!Double.isNaN(value))
            {
                metrics.samples.add(new Sample(sample.group(1), labels, value));
            }
        }
        return metrics;
    }

    private static double number(final String text)
    {
        try
        {
            return Double.parseDouble(text);
        }
        catch (final NumberFormatException noNumber)
        {
            // "+Inf" and "-Inf": nothing that can be drawn.
            return Double.NaN;
        }
    }

    /** @return the stages that the page tells of, in its order; none if it tells of none. */
    List<Stage> stages()
    {
        final Map<String, Stage> stages = new LinkedHashMap<>();
        for (final Sample sample : samples)
        {
            final String name = sample.labels.get("stage");
            if (sample.name.equals(STAGE_SECONDS) && name != null)
            {
                final Stage before = stages.getOrDefault(name, new Stage(name, Double.NaN, Double.NaN));
                final double quantile = number(sample.labels.getOrDefault("quantile", "NaN"));
                stages.put(name, new Stage(
                    name,
                    quantile == 0.5 ? sample.value : before.p50Seconds,
                    quantile == 0.99 ? sample.value : before.p99Seconds));
            }
        }
        return stages.values().stream()
            .filter(stage -> !Double.isNaN(stage.p50Seconds) || !Double.isNaN(stage.p99Seconds)).toList();
    }

    /**
     * @param name of a metric.
     * @return the sum of its samples; NaN if there is none.
     */
    double sum(final String name)
    {
        double sum = Double.NaN;
        for (final Sample sample : samples)
        {
            if (sample.name.equals(name))
            {
                sum = Double.isNaN(sum) ? sample.value : sum + sample.value;
            }
        }
        return sum;
    }
}
