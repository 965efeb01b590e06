/**
 * Reads delimited text record by record, so that one bad record costs one line and not the file.
 *
 * <p>Imports the JDK only. A reader is confined to one thread.
 */
package io.suuupra.tools.csv;
