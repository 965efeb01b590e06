/**
 * What a gateway sees of an engine, whichever host runs it: a way in for requests, a way back for replies, and the feed
 * of changes.
 *
 * <p>Hosts own threads, durability and delivery; they never open a command.
 */
package io.suuupra.engine.host;
