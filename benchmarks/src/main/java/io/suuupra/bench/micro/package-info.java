/**
 * JMH benchmarks of the engine alone and of the codecs, and the command that runs them.
 *
 * <p>It may import {@code io.suuupra.engine}, {@code io.suuupra.codecs}, {@code io.suuupra.journal}, JMH and
 * {@code io.suuupra.bench.workload}. Each benchmark has one thread, in a JVM of its own.
 */
package io.suuupra.bench.micro;
