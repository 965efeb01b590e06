/**
 * The records that people program against, and {@link io.suuupra.codecs.edge.EdgeMapper}, the only translation between
 * them and the SBE flyweights.
 *
 * <p>Everything here is immutable but the builders. The hot path of the engine never comes here.
 */
package io.suuupra.codecs.edge;
