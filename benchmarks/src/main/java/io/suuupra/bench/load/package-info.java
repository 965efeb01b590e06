/**
 * The load rig: posts transfers to a node over TCP on a schedule that does not wait for answers, and says how long they
 * took.
 *
 * <p>It may import {@code io.suuupra.client}, {@code io.suuupra.codecs}, {@code io.suuupra.gateway} (for keys),
 * {@code io.suuupra.tools} (whose command line starts the rig's own node), HdrHistogram, Jackson, and the other
 * packages of {@code io.suuupra.bench}. Each connection of the client has one sending thread; answers come in the
 * client's threads; what both touch is in {@link io.suuupra.bench.load.Tally}.
 */
package io.suuupra.bench.load;
