/**
 * Bugs that are planted into the node on purpose, to see whether the simulation finds them. They are edits of class
 * files as they are loaded, by a class loader of their own: nothing of them is in the node's code.
 */
package io.suuupra.tools.sim.bug;
