/**
 * The Java client of the binary protocol: {@link io.suuupra.client.SuuupraClient}, with its options, exceptions and
 * subscriptions.
 *
 * <p>One client is one session over one connection at a time. Its one thread, an event loop, encodes, sends, receives
 * and completes futures; any thread may submit requests, through one bounded queue.
 *
 * <p>Imports the codecs, Agrona, Netty and the logging interface; nothing of the engine or of the gateway. A program
 * that uses it starts its JVM with {@code --add-opens java.base/jdk.internal.misc=ALL-UNNAMED}, which Agrona's buffers
 * need.
 */
package io.suuupra.client;
