/**
 * What the two servers share: the door with its bounds on open connections and TLS, the pause of a connection that
 * sends too much, and the way to end one so that the last answer arrives.
 *
 * <p>Imports Netty, the gateway's counters and the log of refusals. Runs on event loops.
 */
package io.suuupra.gateway.net;
