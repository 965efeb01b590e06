/**
 * The declarative mapping from the rows of a delimited file to accounts and transfers: read strictly from YAML, checked
 * and compiled once, then applied row by row. {@code docs/examples/mapping.md} is its reference.
 *
 * <p>May import {@code codecs.edge}, {@code codecs.frame}, {@code tools.csv} and Jackson. A compiled mapping is
 * immutable; a {@link io.suuupra.tools.mapping.Row} is confined to one thread.
 */
package io.suuupra.tools.mapping;
