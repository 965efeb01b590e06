/**
 * Sessions and their last replies, so that a command that was sent again after a lost connection is answered, not
 * repeated.
 *
 * <p>Part of the engine's state: replayed and kept in snapshots. Imports the codecs and Agrona. The engine's thread.
 */
package io.suuupra.engine.session;
