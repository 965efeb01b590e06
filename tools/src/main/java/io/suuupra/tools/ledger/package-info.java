/**
 * The ledger as the tools see it: {@link io.suuupra.tools.ledger.LedgerPort}, how it is reached, and how its rows are
 * paged.
 *
 * <p>May import {@code client}, {@code codecs} and Jackson. Futures complete on the client's thread; nothing here
 * blocks it.
 */
package io.suuupra.tools.ledger;
