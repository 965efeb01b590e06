/**
 * What a node uses of the machine that it runs on, but for its disk: threads, clocks, waiting, and what is left of the
 * memory. One class, so that a simulation can put another machine under a node, on which all happens in one thread and
 * time passes only when it says so.
 *
 * <p>Imports the JDK only. A {@link io.suuupra.journal.machine.Machine} may be shared by any number of threads.
 */
package io.suuupra.journal.machine;
