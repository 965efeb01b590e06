/**
 * Banks and PSPs as the UPI switch sees them: clients of the gateway. Each bank keeps its customers' money in a ledger
 * of its own, which is the engine with a journal of its own; what it answers is durable there first.
 */
package io.suuupra.bank;
