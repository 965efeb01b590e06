/**
 * Reports for finance: the trial balance and the statement of an account, as aligned text.
 *
 * <p>May import {@code codecs.edge}, {@code codecs.frame} and the tools' own {@code ledger} and {@code mapping}.
 * Everything runs on the caller's thread.
 */
package io.suuupra.tools.report;
