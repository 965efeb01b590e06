/**
 * The command {@code load}: one run, or the table of all rows with their targets, as text, JSON and HTML.
 *
 * <p>It may import {@code io.suuupra.client}, {@code io.suuupra.tools} (for the replay of a journal), Jackson, picocli
 * and the other packages of {@code io.suuupra.bench}. One thread.
 */
package io.suuupra.bench.table;
