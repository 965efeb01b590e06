package io.suuupra.gateway.metrics;

import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.engine.host.Stage;

import java.util.List;

/**
 * Writes the text format 0.0.4 that Prometheus reads: one HELP and one TYPE line for each metric, then its samples.
 */
final class PrometheusText
{
    private final StringBuilder text = new StringBuilder(8 * 1024);

    PrometheusText family(final String name, final String type, final String help)
    {
        text.append("# HELP ").append(name).append(' ')
            .append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    PrometheusText counter(final String name, final String help, final long value)
    {
        return family(name, "counter", help).sample(name, value);
    }

    PrometheusText gauge(final String name, final String help, final long value)
    {
        return family(name, "gauge", help).sample(name, value);
    }

    /**
     * A summary with its quantiles, sum and count, and a gauge for the maximum beside it.
     */
    PrometheusText latency(final String name, final String help, final LatencyRecorder.Snapshot snapshot)
    {
        family(name, "summary", help);
        seconds(name, snapshot.p50Ns(), "quantile", "0.5");
        seconds(name, snapshot.p90Ns(), "quantile", "0.9");
        seconds(name, snapshot.p99Ns(), "quantile", "0.99");
        seconds(name, snapshot.p999Ns(), "quantile", "0.999");
        text.append(name).append("_sum ").append(snapshot.sumSeconds()).append('\n');
        text.append(name).append("_count ").append(snapshot.count()).append('\n');
        family(name + "_max", "gauge", help + " The longest since the start.");
        seconds(name + "_max", snapshot.maxNs());
        return this;
    }

    PrometheusText stages(final String name, final String help, final List<Stage> stages)
    {
        family(name, "summary", help);
        for (final Stage stage : stages)
        {
            final LatencyRecorder.Snapshot time = stage.time();
            seconds(name, time.p50Ns(), "stage", stage.name(), "quantile", "0.5");
            seconds(name, time.p90Ns(), "stage", stage.name(), "quantile", "0.9");
            seconds(name, time.p99Ns(), "stage", stage.name(), "quantile", "0.99");
            seconds(name, time.p999Ns(), "stage", stage.name(), "quantile", "0.999");
            text.append(name).append("_sum");
            labels("stage", stage.name());
            text.append(' ').append(time.sumSeconds()).append('\n');
            sample(name + "_count", time.count(), "stage", stage.name());
        }
        return this;
    }

    /**
     * @param labels names and values in turn.
     */
    PrometheusText sample(final String name, final long value, final String... labels)
    {
        text.append(name);
        labels(labels);
        text.append(' ').append(value).append('\n');
        return this;
    }

    private void seconds(final String name, final long ns, final String... labels)
    {
        text.append(name);
        labels(labels);
        text.append(' ').append(ns / 1e9).append('\n');
    }

    private void labels(final String... labels)
    {
        for (int i = 0; i < labels.length; i += 2)
        {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"")
                .append(labels[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")).append('"');
        }
        if (labels.length > 0)
        {
            text.append('}');
        }
    }

    @Override
    public String toString()
    {
        return text.toString();
    }
}
