/**
 * Runs the same double-entry transfers against another system in the same run as a node, and sets both side by side.
 *
 * <p>It may import {@code java.sql} (the PostgreSQL driver behind it), {@code io.suuupra.codecs}, Jackson, picocli and
 * the other packages of {@code io.suuupra.bench}. One thread, and one for each connection.
 */
package io.suuupra.bench.peers;
