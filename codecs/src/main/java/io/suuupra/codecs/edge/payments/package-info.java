/** Payments as records to program against, and their form on the wire. */
package io.suuupra.codecs.edge.payments;
