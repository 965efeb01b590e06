/**
 * What is posted: ids that look random and are not, and which accounts take part.
 *
 * <p>It may import {@code io.suuupra.codecs} and the JDK. Nothing is shared but immutable values; each account choice
 * is used by one thread.
 */
package io.suuupra.bench.workload;
