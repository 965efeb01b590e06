/**
 * What a start does to the journal before anything else: it proves what is durable and cuts off what never was.
 *
 * <p>Imports {@code io.suuupra.journal} and its {@code cycle} and {@code disk} packages. Runs in the thread that starts
 * the node, under the lock of the data folder.
 */
package io.suuupra.journal.recovery;
