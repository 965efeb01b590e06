/**
 * The REST interface: HTTP/1.1, strict JSON in, JSON or problem+json out. JSON becomes the very SBE message that a
 * binary client would send, and goes the same way.
 *
 * <p>A domain's words stand in a room of its own, such as {@code gateway.rest.ledger}; here is HTTP.
 *
 * <p>Imports {@code engine.host}, the codecs, {@code gateway.auth}, {@code gateway.json}, {@code gateway.metrics},
 * {@code gateway.net}, Netty and jackson-core. A connection lives on its channel's event loop.
 */
package io.suuupra.gateway.rest;
