/**
 * Tests of the whole repository: its form and the direction of its modules.
 *
 * <p>May see every module, as nothing imports it. Single-threaded.
 */
package io.suuupra;
