/**
 * Files that say what long campaigns have done so far.
 *
 * <p>Imports the JDK only. A record is confined to one thread.
 */
package io.suuupra.tools.record;
