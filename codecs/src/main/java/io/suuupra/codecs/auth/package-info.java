/**
 * API keys and the proof that one is held, shared by the gateway and the client.
 *
 * <p>Imports the JDK only. Immutable values; any thread.
 */
package io.suuupra.codecs.auth;
