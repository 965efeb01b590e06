package io.suuupra.gateway.rest;

/**
 * Limits of the REST interface and what it tells of the node.
 *
 * @param bodyMax          bytes of the largest request body.
 * @param bodyTimeoutMs    time for a request to arrive whole, from its first line on.
 * @param requestTimeoutMs time to wait for the engine's reply.
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
    int idleTimeoutMs,
    int requestsPerKey,
    boolean sandbox,
    int binaryPort,
    String version)
{
}
