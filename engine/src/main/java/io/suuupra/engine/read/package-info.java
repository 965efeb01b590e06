/**
 * Reads: they change nothing. Point reads are answered by the engine in the order of the ring; scans take their cut
 * there and run on a reader's thread, over records that never change.
 *
 * <p>Imports the codecs, Agrona, {@code io.suuupra.engine.ledger} and {@code io.suuupra.engine.upi}.
 */
package io.suuupra.engine.read;
