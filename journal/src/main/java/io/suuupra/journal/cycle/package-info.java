/**
 * The files of the journal: their names, the groups in them, how Chronicle Queue writes them and how they are read
 * without it. Meant for the other packages of this module only.
 *
 * <p>Imports Chronicle Queue (in one class, {@link io.suuupra.journal.cycle.GroupAppender}), the generated flyweights,
 * Agrona and {@code io.suuupra.journal.disk}. Every object is confined to one thread.
 */
package io.suuupra.journal.cycle;
