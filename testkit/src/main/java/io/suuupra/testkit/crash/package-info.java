/**
 * A disk that knows what a loss of power would leave of it: what was forced for sure, and of all else any part.
 */
package io.suuupra.testkit.crash;
