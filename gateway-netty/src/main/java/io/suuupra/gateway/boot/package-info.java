/**
 * Starts and stops the front door: both servers, their threads and what they share, every part visible in one class.
 *
 * <p>Imports all other packages of the gateway; none imports it. Used from the node's main thread.
 */
package io.suuupra.gateway.boot;
