package io.suuupra.gateway.wire;

import io.suuupra.engine.host.Ingress;
import io.suuupra.gateway.auth.AccessRules;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.metrics.GatewayMetrics;
import io.suuupra.gateway.metrics.Readiness;
import io.suuupra.gateway.net.Door;

/**
 * What all binary sessions share.
 *
 * @param settings      limits.
 * @param ingress       the way into the engine.
 * @param changes       feeds the subscriptions.
 * @param delivery      of the requests of UPI.
 * @param authenticator checks proofs.
 * @param rules         of access.
 * @param metrics       counters.
 * @param readiness     of the node.
 * @param door          that every connection has passed.
 */
public record WireContext(
    WireSettings settings,
    Ingress ingress,
    ChangePump changes,
    Delivery delivery,
    Authenticator authenticator,
    AccessRules rules,
    GatewayMetrics metrics,
    Readiness readiness,
    Door door)
{
}
