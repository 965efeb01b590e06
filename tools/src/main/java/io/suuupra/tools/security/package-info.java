/**
 * {@code security-check}: a node with TLS on this machine, and what attacks it: testssl.sh, slowhttptest, and a crowd
 * of silent, slow and half-open connections beside an honest client whose answers are counted and timed.
 *
 * <p>Imports the client, Netty, Jackson and the node's process from {@code tools.chaos}. Everything goes to 127.0.0.1,
 * is bounded in count and in time, and ends with the command.
 */
package io.suuupra.tools.security;
