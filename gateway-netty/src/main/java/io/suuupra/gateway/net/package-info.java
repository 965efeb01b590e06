/**
 * What the two servers share: the bound on open connections and the way to end one so that the last answer arrives.
 *
 * <p>Imports Netty and the gateway's counters. Runs on event loops.
 */
package io.suuupra.gateway.net;
