/**
 * Double entry: accounts, transfers, holds, and every invariant of money. {@link io.suuupra.engine.ledger.Balances} is
 * the only place where a balance changes.
 *
 * <p>Imports the codecs, Agrona and {@code io.suuupra.engine}'s ports. Written by the engine's thread; what readers on
 * other threads may see is said where they may.
 */
package io.suuupra.engine.ledger;
