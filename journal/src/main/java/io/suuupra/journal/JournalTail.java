package io.suuupra.journal;

/**
 * Where a journal ends, and where its writer goes on.
 *
 * @param sequence      of the last frame; 0 = none yet.
 * @param frameCrc      its crc; 0 = none yet.
 * @param epoch         of the last group; 0 = none yet. The writer takes the next.
 * @param lastTimestamp the host's clock at the last frame, in ns since 1970; 0 = none yet.
 * @param nextCycle     number of the file that the writer begins.
 * @param cutBytes      of a torn group, or of something else that was never on the disk as a whole, cut off behind the
 *                      last frame.
 */
public record JournalTail(long sequence, int frameCrc, int epoch, long lastTimestamp, int nextCycle, long cutBytes)
{
}
