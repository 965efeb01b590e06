/**
 * The UPI switch: payments between the banks of two people through their PSPs, in the same journal as the ledger that
 * holds each bank's position.
 *
 * <p>{@link io.suuupra.engine.upi.UpiSwitch} takes the commands. The switch calls nobody: what it asks of a participant
 * is a record of the store ({@link io.suuupra.engine.upi.UpiLog}), which a host delivers; the answer comes back as a
 * command. Tables of words hold who takes part and what is open; all else is in the store. One thread at a time.
 */
package io.suuupra.engine.upi;
