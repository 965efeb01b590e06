package io.suuupra.gateway.rest;

/**
 * Limits of the REST interface and what it tells of the node.
 *
 * @param bodyMax          bytes of the largest request body.
 * @param bodyTimeoutMs    time for a request to arrive whole, from its first line on.
 * @param requestTimeoutMs time to wait for the engine's reply.
 * @param headTimeoutMs    time for the head of a request to arrive, from its first byte on.
 * @param bodyRateMin      bytes a second that a body must bring on average, once {@code BODY_GRACE_MS} have passed.
 * @param idleTimeoutMs    time that a connection may wait between requests.
 * @param requestsPerKey   requests of one key under way at most, over all its connections.
 * @param sandbox          true if the clock may be moved from outside.
 * @param binaryPort       port of the binary protocol.
 * @param version          of the node.
 */
public record RestSettings(
    int bodyMax,
    int bodyTimeoutMs,
    int requestTimeoutMs,
    int headTimeoutMs,
    int bodyRateMin,
    int idleTimeoutMs,
    int requestsPerKey,
    boolean sandbox,
    int binaryPort,
    String version)
{
    /** Time that a body may take without being judged by its rate. */
    static final long BODY_GRACE_MS = 5_000;

    /**
     * @param elapsedMs since the request's head was here.
     * @param bytes     of the body that came since.
     * @return why the body takes too long; empty if it does not.
     */
    String tooSlow(final long elapsedMs, final long bytes)
    {
        if (elapsedMs >= bodyTimeoutMs)
        {
            return "a request must arrive within " + bodyTimeoutMs + " ms";
        }
        return elapsedMs >= BODY_GRACE_MS && bytes * 1_000 < bodyRateMin * elapsedMs ?
            "a body must bring " + bodyRateMin + " bytes a second" : "";
    }
}
