/**
 * A second, plain ledger written from the semantics alone, and the tests that hold the engine against it.
 *
 * <p>It may import the records of {@code codecs.edge}, the constants of {@code codecs.frame} and, where the engine is
 * called, the engine. Everything here runs on the thread of its test.
 */
package io.suuupra.engine.reference;
