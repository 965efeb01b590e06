/**
 * The demo town: banks and PSPs with a few customers in a process of their own, what can be asked of that process, and
 * the commands for it. What banks and PSPs do is in {@code io.suuupra.bank}.
 */
package io.suuupra.tools.banks;
