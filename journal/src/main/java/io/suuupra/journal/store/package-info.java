/**
 * The files of the transfer store: rows of fixed length in mapped segments.
 *
 * <p>Imports Agrona and {@code io.suuupra.journal.disk}; it does not know what a row holds. The engine's thread writes
 * rows and asks for segments; other threads may read rows that were handed to them and force or check them.
 */
package io.suuupra.journal.store;
