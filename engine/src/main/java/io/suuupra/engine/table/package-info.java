/**
 * Tables of 64-bit words: what the engine keeps beside the store, written to snapshots page by page while it goes on.
 *
 * <p>Imports the codecs and Agrona.
 */
package io.suuupra.engine.table;
