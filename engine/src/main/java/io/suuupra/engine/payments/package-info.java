/**
 * Payments of merchants above the ledger: states, postings, fees, refunds, disputes, payouts. See
 * {@code docs/payments.md}.
 */
package io.suuupra.engine.payments;
