/**
 * {@code chaos}: a node as a process of its own is killed over and over while it works, and must stand by everything it
 * has said. {@code faults}: the system fails it, and it must end before it says anything that is not so.
 *
 * <p>May import {@code client}, {@code codecs}, {@code journal} for the names of files, and {@code tools.journal} for
 * the replay. The run has one thread; each session has one that makes its load, and answers come on the threads of the
 * clients.
 */
package io.suuupra.tools.chaos;
