/**
 * What the gateway counts, whether the node is ready, and the Prometheus text of both gateway and host.
 *
 * <p>Imports {@code engine.host} and the generated codecs. Counters are written by any thread without a lock.
 */
package io.suuupra.gateway.metrics;
