package io.suuupra.gateway.metrics;

import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.engine.host.HostMetrics;
import io.suuupra.engine.host.Receipts;
import io.suuupra.engine.host.Stage;
import io.suuupra.gateway.audit.RefusalLog;
import io.suuupra.gateway.audit.RequestKind;

import java.util.Locale;
import java.util.ArrayList;
import java.util.List;

/**
 * The page {@code /metrics}: all that host and gateway tell of themselves. Any thread may ask.
 */
public final class MetricsPage
{
    /** Media type of the page. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final HostMetrics host;
    private final Receipts receipts;
    private final GatewayMetrics gateway;
    private final Readiness readiness;
    private final RefusalLog refusals;

    /**
     * @param host      of the engine.
     * @param receipts  tell how far the audit chain has come.
     * @param gateway   counters of the front door.
     * @param readiness of the node.
     * @param refusals  the log of them.
     */
    public MetricsPage(
        final HostMetrics host,
        final Receipts receipts,
        final GatewayMetrics gateway,
        final Readiness readiness,
        final RefusalLog refusals)
    {
        this.host = host;
        this.receipts = receipts;
        this.gateway = gateway;
        this.readiness = readiness;
        this.refusals = refusals;
    }

    /**
     * @return the page as it is now.
     */
    public String text()
    {
        final PrometheusText text = new PrometheusText();
        host(text);
        audit(text);
        gateway(text);
        return text.toString();
    }

    private void host(final PrometheusText text)
    {
        final long snapshotAge = host.snapshotAgeSeconds();
        text.counter("suuupra_commands_total", "Commands released.", host.commands())
            .counter("suuupra_reads_total", "Reads answered.", host.reads())
            .counter("suuupra_events_total",
                "Accounts and transfers in the batches released, refused ones included.", host.events())
            .gauge("suuupra_sequence", "Sequence of the last command applied.", host.sequence())
            .gauge("suuupra_durable_sequence", "Sequence of the last durable command.", host.durableSequence())
            .counter("suuupra_journal_bytes_total", "Bytes written to the journal.", host.journalBytes())
            .gauge("suuupra_ring_slots_used", "Slots of the ring in use.", host.ringSlotsUsed())
            .gauge("suuupra_ring_slots", "Slots of the ring.", host.ringSlots())
            .gauge("suuupra_ring_bytes_used", "Bytes of the ring in use.", host.ringBytesUsed())
            .gauge("suuupra_ring_bytes", "Bytes of the ring.", host.ringBytes())
            .gauge("suuupra_accounts", "Accounts.", host.accounts())
            .gauge("suuupra_records", "Records in the store.", host.records())
            .gauge("suuupra_ready", "1 while commands are admitted.", readiness.notReady().isEmpty() ? 1 : 0)
            .gauge("suuupra_shortage", "1 while disk or memory run low.", host.shortage().isEmpty() ? 0 : 1)
            .gauge("suuupra_halted", "1 once the node has halted.", host.halted().isEmpty() ? 0 : 1);
        if (snapshotAge >= 0)
        {
            text.gauge("suuupra_snapshot_age_seconds", "Age of the newest snapshot.", snapshotAge);
        }
        text.latency("suuupra_sync_seconds", "Time of a forced write of the journal.", host.syncTime())
            .latency("suuupra_reply_seconds", "Time from offer to reply, of commands.", host.replyTime());
        stages(text);
    }

    /** What is signed is asked first, so that it is never ahead of the rest. */
    private void audit(final PrometheusText text)
    {
        final long sequence = receipts.signedSequence();
        final long records = receipts.signedRecords();
        text.gauge("suuupra_audit_sequence", "Sequence of the last command that the audit chain has signed.", sequence)
            .gauge("suuupra_audit_lag_commands", "Durable commands that it has not signed yet.",
                Math.max(0, host.durableSequence() - sequence))
            .gauge("suuupra_audit_lag_records", "Records of the store that it has not signed yet.",
                Math.max(0, host.records() - records));
    }

    private void stages(final PrometheusText text)
    {
        final List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("decode", gateway.decodeTime().snapshot()));
        stages.addAll(host.stages());
        stages.add(new Stage("socket", gateway.socketTime().snapshot()));
        text.stages("suuupra_stage_seconds", "Time in each stage, in their order.", stages);
    }

    private void gateway(final PrometheusText text)
    {
        final GatewayMetrics.Protocol binary = gateway.binary();
        final GatewayMetrics.Protocol rest = gateway.rest();
        both(text, "suuupra_gateway_connections", "gauge", "Connections open.",
            binary.connections(), rest.connections());
        both(text, "suuupra_gateway_connections_total", "counter", "Connections opened.",
            binary.connectionsTotal(), rest.connectionsTotal());
        both(text, "suuupra_gateway_connections_turned_away_total", "counter",
            "Connections closed at once because there were too many.",
            binary.turnedAwayTotal(), rest.turnedAwayTotal());
        both(text, "suuupra_gateway_received_bytes_total", "counter", "Bytes received.",
            binary.receivedTotal(), rest.receivedTotal());
        both(text, "suuupra_gateway_sent_bytes_total", "counter", "Bytes sent.", binary.sentTotal(), rest.sentTotal());
        text.gauge("suuupra_gateway_subscriptions", "Subscriptions to change events.", gateway.subscriptions())
            .counter("suuupra_gateway_authentication_failures_total",
                "Keys and proofs that did not hold.", gateway.authenticationFailures())
            .counter("suuupra_gateway_rate_limited_total",
                "Requests refused because their key sends more than it may.", gateway.rateLimitedTotal())
            .counter("suuupra_gateway_tls_failures_total", "TLS handshakes that failed.", gateway.tlsFailures())
            .counter("suuupra_audit_lines_total", "Lines written to the log of refusals.", refusals.written())
            .counter("suuupra_audit_suppressed_total",
                "Refusals that were only counted in their log, because there were too many.", refusals.suppressed())
            .counter("suuupra_audit_failures_total",
                "Lines that could not be written to the log of refusals.", refusals.failures());
        text.family("suuupra_gateway_requests_total", "counter", "Requests on binary connections.");
        for (final RequestKind kind : RequestKind.values())
        {
            text.sample("suuupra_gateway_requests_total", gateway.requests(kind.templateId()), "kind", kind.text());
        }
        text.family("suuupra_http_responses_total", "counter", "Responses of the REST interface.");
        gateway.responses().forEach((key, count) -> text.sample(
            "suuupra_http_responses_total", count,
            "method", key.method(), "route", key.route(), "status", Integer.toString(key.status())));
        text.family("suuupra_gateway_refusals_total", "counter", "Whole requests refused, on both protocols.");
        for (final FailureCode code : FailureCode.values())
        {
            if (code != FailureCode.NULL_VAL)
            {
                text.sample("suuupra_gateway_refusals_total", gateway.refusals(code),
                    "code", code.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void both(
        final PrometheusText text,
        final String name,
        final String type,
        final String help,
        final long binary,
        final long rest)
    {
        text.family(name, type, help)
            .sample(name, binary, "protocol", "binary")
            .sample(name, rest, "protocol", "rest");
    }
}
