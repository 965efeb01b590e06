/**
 * The tests that hold the engine against the plain ledger of the testkit.
 *
 * <p>It may import the records of {@code codecs.edge}, the constants of {@code codecs.frame} and, where the engine is
 * called, the engine. Everything here runs on the thread of its test.
 */
package io.suuupra.engine.reference;
