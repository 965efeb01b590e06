/**
 * Tests of the schema itself: how it may grow, and that no number in it is ever used twice.
 *
 * <p>Imports the SBE tool, which no other code does. Single-threaded.
 */
package io.suuupra.codecs.schema;
