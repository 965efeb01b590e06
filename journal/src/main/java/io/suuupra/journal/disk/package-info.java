/**
 * The only door to the file system for all that must survive a crash: files that are forced, directories that are
 * forced, zeros that are really on the disk before anything is mapped or written over them.
 *
 * <p>Imports the JDK and the machine only. A {@link io.suuupra.journal.disk.Disk} holds no state and may be shared; the
 * channels that it hands out belong to the thread that asked for them.
 */
package io.suuupra.journal.disk;
