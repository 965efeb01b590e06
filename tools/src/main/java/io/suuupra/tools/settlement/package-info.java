/**
 * The files of a settlement cycle: for each bank a report and the list of its payments.
 *
 * <p>Imports the codecs' records. One thread.
 */
package io.suuupra.tools.settlement;
