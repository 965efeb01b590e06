/** UPI payments from end to end. */
package io.suuupra.bench.upi;
