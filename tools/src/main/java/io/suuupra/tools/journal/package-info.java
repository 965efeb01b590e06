/**
 * What operators do with a data folder: look into it, prove it, replay it, compare it, copy it. One class for each
 * command, and what they share.
 *
 * <p>Imports the journal, the engine and its local host, the schema's intermediate form, and
 * {@code io.suuupra.tools.report} for tables. All commands but {@code snapshot} and {@code rotate-key} only read the
 * folder, or remove from it what nobody reads, and may run while a node works on it. Runs on the thread that calls.
 */
package io.suuupra.tools.journal;
