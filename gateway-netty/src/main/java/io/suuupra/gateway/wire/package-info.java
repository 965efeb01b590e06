/**
 * The binary protocol: frames, the handshake, credits, refusals, replies and subscriptions of one connection each.
 *
 * <p>Imports {@code engine.host}, the codecs, {@code gateway.auth}, {@code gateway.metrics}, {@code gateway.net} and
 * Netty. A session lives on its channel's event loop; replies come from host threads through its {@code Outbox}, change
 * events from the reader threads of {@code ChangePump}.
 */
package io.suuupra.gateway.wire;
