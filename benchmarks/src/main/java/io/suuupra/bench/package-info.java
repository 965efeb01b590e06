/**
 * The command line of the benchmarks, and what both kinds of them share.
 *
 * <p>It may import its sub-packages and picocli; nothing imports it. One thread.
 */
package io.suuupra.bench;
