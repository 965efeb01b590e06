/**
 * The log of refusals: who was refused what, and by which rule, in a file of its own.
 *
 * <p>Imports Jackson; no other package of the gateway. Event loops hand entries in; one thread of its own writes them.
 */
package io.suuupra.gateway.audit;
