/**
 * What UPI lays down outside of the engine's state: response codes, timers, limits, settlement cycles, and the forms of
 * ids, addresses and links.
 *
 * <p>The tables are resources of this package, normalised from what NPCI and the Reserve Bank of India have published.
 * Imports nothing but the JDK.
 */
package io.suuupra.codecs.upi;
