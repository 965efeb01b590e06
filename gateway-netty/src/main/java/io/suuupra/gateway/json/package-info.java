/**
 * Strict reading of JSON: what is unknown, doubled, of the wrong type or out of range is refused, with its path and the
 * rule.
 *
 * <p>Imports jackson-core and the records of {@code codecs.edge}. A reader is confined to one thread.
 */
package io.suuupra.gateway.json;
