/**
 * Messages of UPI as values, for the edge: PSPs, banks, tools, tests. {@link io.suuupra.codecs.edge.upi.UpiMapper}
 * translates them.
 */
package io.suuupra.codecs.edge.upi;
