/**
 * A second, plain ledger written from the semantics alone, to hold the engine against. It shares nothing with it but
 * the records of {@code codecs.edge} and the constants of {@code codecs.frame}, and takes the time that plain code
 * takes.
 */
package io.suuupra.testkit.reference;
