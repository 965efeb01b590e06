/**
 * {@code fuzz}: everything that reads bytes from outside is given bytes that a fuzzer (Jazzer) has thought of. A target
 * may fail in its declared ways only, must end, and may not allocate more than a bound that follows from the input's
 * length.
 *
 * <p>May import everything; nothing imports it. Targets of what is not public stand in the packages of what they test.
 * Each run has a process of its own; a target has one thread.
 */
package io.suuupra.fuzz;
