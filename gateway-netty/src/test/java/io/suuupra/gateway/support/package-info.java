/**
 * What the gateway's tests share: fakes of the host, raw clients that can also break the protocol, and waiting with a
 * deadline.
 */
package io.suuupra.gateway.support;
