package io.suuupra.gateway.wire;

/**
 * Limits of a binary connection.
 *
 * @param requestCredits   requests outstanding at most.
 * @param byteCredits      bytes of requests outstanding, or of their largest possible replies, at most; at least
 *                         {@code Limits.FRAME_MAX}.
 * @param heartbeatMs      silence after which the node sends a Heartbeat; after ten times as much it closes.
 * @param authTimeoutMs    time to authenticate in.
 * @param frameTimeoutMs   time for a frame to arrive whole, from its first byte on.
 * @param subscriptionsMax subscriptions open at most.
 */
public record WireSettings(
    int requestCredits, int byteCredits, int heartbeatMs, int authTimeoutMs, int frameTimeoutMs, int subscriptionsMax)
{
}
