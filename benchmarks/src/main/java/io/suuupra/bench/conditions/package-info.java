/**
 * Says under which conditions a figure was measured: machine, software, file system.
 *
 * <p>It may import the JDK only. Any thread.
 */
package io.suuupra.bench.conditions;
