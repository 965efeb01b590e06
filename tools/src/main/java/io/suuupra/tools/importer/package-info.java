/**
 * Brings the rows of a file into the ledger, and holds the ledger against what the file prints.
 *
 * <p>May import {@code codecs.edge}, {@code codecs.frame} and the tools' own {@code csv}, {@code mapping} and
 * {@code ledger}. Everything runs on the caller's thread, with several requests in flight.
 */
package io.suuupra.tools.importer;
