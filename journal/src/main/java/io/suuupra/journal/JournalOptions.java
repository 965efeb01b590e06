package io.suuupra.journal;

import io.suuupra.journal.cycle.GroupAppender;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.wal.WriteAheadLog;

/**
 * Sizes of the journal. They may change from start to start.
 *
 * @param groupBytesMax bytes of the largest group, its header included: what is forced at once. From 4 KiB to 16 MiB; a
 *                      frame that does not fit into a group is refused.
 * @param rollBytes     a file ends at the first group behind this size. At least 4 KiB.
 * @param reserveBytes  laid down as zeros at a time, ahead of what is written. At least 4 KiB.
 * @param blockBytes    mapped at a time: at least 256 KiB and four times {@code groupBytesMax}.
 * @param ahead         whether the next file is laid down as zeros, whole, by a thread of its own while this one is
 *                      written.
 * @param wal           write-ahead files that are forced instead of the journal's, which follow; null = none, each
 *                      commit forces the journal's own file.
 * @param disk          to work on.
 */
public record JournalOptions(
    int groupBytesMax,
    long rollBytes,
    long reserveBytes,
    long blockBytes,
    boolean ahead,
    WriteAheadLog.Sizes wal,
    Disk disk)
{
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** Checks the ranges. */
    public JournalOptions
    {
        check(groupBytesMax >= 4 * KIB && groupBytesMax <= GroupHeader.GROUP_LIMIT && groupBytesMax % 8 == 0,
            "groupBytesMax: must be a multiple of 8 from 4 KiB to 16 MiB", groupBytesMax);
        check(rollBytes >= 4 * KIB && rollBytes <= 1024L * MIB, "rollBytes: must be from 4 KiB to 1 GiB", rollBytes);
        check(reserveBytes >= 4 * KIB && reserveBytes <= 1024L * MIB,
            "reserveBytes: must be from 4 KiB to 1 GiB", reserveBytes);
        check(blockBytes >= 256 * KIB && blockBytes >= 4L * groupBytesMax && blockBytes <= 1024L * MIB,
            "blockBytes: must be from 256 KiB and 4 x groupBytesMax to 1 GiB", blockBytes);
        check(disk != null, "disk: must be given", 0);
    }

    /**
     * Sizes alone: no file is laid down ahead of need, and there are no write-ahead files.
     *
     * @param groupBytesMax bytes of the largest group.
     * @param rollBytes     a file ends at the first group behind this size.
     * @param reserveBytes  laid down as zeros at a time.
     * @param blockBytes    mapped at a time.
     * @param disk          to work on.
     */
    public JournalOptions(
        final int groupBytesMax, final long rollBytes, final long reserveBytes, final long blockBytes, final Disk disk)
    {
        this(groupBytesMax, rollBytes, reserveBytes, blockBytes, false, null, disk);
    }

    /** @return groups of 4 MiB, files of 256 MiB, the next one made ahead, four write-ahead files of 32 MiB. */
    public static JournalOptions defaults()
    {
        return new JournalOptions(4 * MIB, 256L * MIB, 16L * MIB, 32L * MIB, true,
            new WriteAheadLog.Sizes(4, 32 * MIB), Disk.SYSTEM);
    }

    /** @return groups of 64 KiB, files of 1 MiB, 64 KiB of zeros at a time: for tests. */
    public static JournalOptions small()
    {
        return new JournalOptions(64 * KIB, MIB, 64L * KIB, 256L * KIB, Disk.SYSTEM);
    }

    /**
     * @param bytes a file ends at the first group behind this size.
     * @return the same with another size of files.
     */
    public JournalOptions withRollBytes(final long bytes)
    {
        return new JournalOptions(groupBytesMax, bytes, reserveBytes, blockBytes, ahead, wal, disk);
    }

    /**
     * @param whole whether the next file is laid down ahead of need.
     * @return the same with or without that.
     */
    public JournalOptions withAhead(final boolean whole)
    {
        return new JournalOptions(groupBytesMax, rollBytes, reserveBytes, blockBytes, whole, wal, disk);
    }

    /**
     * @param sizes of the write-ahead files; null = none.
     * @return the same with these.
     */
    public JournalOptions withWal(final WriteAheadLog.Sizes sizes)
    {
        return new JournalOptions(groupBytesMax, rollBytes, reserveBytes, blockBytes, ahead, sizes, disk);
    }

    /**
     * @param other to work on.
     * @return the same on another disk.
     */
    public JournalOptions withDisk(final Disk other)
    {
        return new JournalOptions(groupBytesMax, rollBytes, reserveBytes, blockBytes, ahead, wal, other);
    }

    /** @return what the appender needs to know. */
    public GroupAppender.Sizes sizes()
    {
        return new GroupAppender.Sizes(
            groupBytesMax, reserveBytes, blockBytes, ahead ? rollBytes + groupBytesMax + MIB : 0);
    }

    /**
     * @param groupBytes of a group that another start may have written with other sizes.
     * @return what an appender needs to know that copies such groups and then ends its file.
     */
    public GroupAppender.Sizes sizesFor(final int groupBytes)
    {
        return new GroupAppender.Sizes(groupBytes, 64 * KIB, Math.max(blockBytes, 4L * groupBytes), 0);
    }

    private static void check(final boolean holds, final String rule, final long value)
    {
        if (!holds)
        {
            throw new IllegalArgumentException(rule + ", is " + value);
        }
    }
}
