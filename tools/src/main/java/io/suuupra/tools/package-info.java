/**
 * The command line: one class for each command, which reads options, calls one of the packages below and prints.
 *
 * <p>May import every module; nothing imports it. Exit codes: 0 done, 1 failed (one line on standard error), 2 wrong
 * usage.
 */
package io.suuupra.tools;
