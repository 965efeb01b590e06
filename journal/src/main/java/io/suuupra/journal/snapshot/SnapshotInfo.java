package io.suuupra.journal.snapshot;

import java.nio.file.Path;

/**
 * What the header of a snapshot says that was read to its end and is in order.
 *
 * @param file         of the snapshot.
 * @param sequence     of the last command that it holds.
 * @param epoch        of the writer that held the journal when the snapshot was made.
 * @param frameCrc     of that frame.
 * @param journalCycle number of the journal file that holds the frame after it, or of an older one.
 * @param records      rows of the store that it counts on.
 */
public record SnapshotInfo(Path file, long sequence, int epoch, int frameCrc, long journalCycle, long records)
{
}
