/**
 * A second, plain ledger written from the semantics alone, and the tests that hold the engine against it.
 *
 * <p>It may import the records of {@code codecs.edge}, the constants of {@code codecs.frame} and, in the adapter only, the
 * engine. Everything here runs on the thread of its test.
 */
package io.suuupra.engine.reference;
