package io.suuupra.gateway.rest;

import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Receipts;
import io.suuupra.gateway.auth.AccessRules;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.metrics.GatewayMetrics;
import io.suuupra.gateway.metrics.MetricsPage;
import io.suuupra.gateway.metrics.Readiness;
import io.suuupra.gateway.net.Door;

/**
 * What all REST connections share.
 *
 * @param settings      limits.
 * @param ingress       the way into the engine.
 * @param receipts      of transfers.
 * @param authenticator checks keys.
 * @param rules         of access.
 * @param metrics       counters.
 * @param page          shows them.
 * @param readiness     of the node.
 * @param door          that every connection has passed.
 */
public record RestContext(
    RestSettings settings,
    Ingress ingress,
    Receipts receipts,
    Authenticator authenticator,
    AccessRules rules,
    GatewayMetrics metrics,
    MetricsPage page,
    Readiness readiness,
    Door door)
{
}
