/**
 * The journal: every command, in its order, on the disk before its reply. A writer, a reader, and what operates on a
 * whole data folder: its lock, backups and the removal of old files.
 *
 * <p>Imports the generated flyweights, Agrona and the packages below it, {@code recovery} excepted. Writer and reader
 * are each confined to one thread.
 */
package io.suuupra.journal;
