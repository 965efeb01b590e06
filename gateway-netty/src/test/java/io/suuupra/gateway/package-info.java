/**
 * Rules that hold for the whole gateway.
 *
 * <p>May see every package of the gateway. Single-threaded.
 */
package io.suuupra.gateway;
