/**
 * Snapshot files: a container of SBE messages that is complete and unchanged, or not there.
 *
 * <p>Imports the generated flyweights, Agrona, and {@code io.suuupra.journal.cycle} (for its checksum) and
 * {@code io.suuupra.journal.disk}. Every writer and reader is confined to one thread.
 */
package io.suuupra.journal.snapshot;
