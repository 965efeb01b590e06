/**
 * The write-ahead files before Chronicle Queue: small, recycled, full from the start, forced before anything is
 * answered; Chronicle Queue follows.
 *
 * <p>Imports {@code io.suuupra.journal.cycle} and {@code disk} only.
 */
package io.suuupra.journal.wal;
