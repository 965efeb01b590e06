/** Payments of merchants under load. */
package io.suuupra.bench.payments;
