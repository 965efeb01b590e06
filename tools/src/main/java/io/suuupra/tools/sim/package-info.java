/**
 * The deterministic simulation: the real node in one thread, on a simulated machine, disk and network, under faults
 * that follow from a seed, with an oracle that holds all of it against a plain ledger.
 *
 * <p>{@link io.suuupra.tools.sim.Plan} says what is to happen, {@link io.suuupra.tools.sim.Simulation} has it happen,
 * {@link io.suuupra.tools.sim.Oracle} knows what is right. A simulation is confined to one thread; several may run at
 * the same time.
 */
package io.suuupra.tools.sim;
