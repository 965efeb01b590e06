package io.suuupra.tools;

import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.wal.WriteAheadLog;
import picocli.CommandLine.Option;

/**
 * Sizes of a node's files and of the room they need, for tests that want to meet every change of a file. Not in the
 * help: nobody else needs them.
 */
final class FileSizes
{
    private static final int KIB = 1024;
    private static final int GROUP_BYTES = 2 * KIB * KIB;
    private static final int BLOCK_BYTES = 4 * GROUP_BYTES;
    private static final int WAL_FILES = 2;

    @Option(names = "--snapshot-every-kib", hidden = true)
    private Integer snapshotEveryKib;

    @Option(names = "--roll-kib", hidden = true)
    private Integer rollKib;

    @Option(names = "--segment-rows", hidden = true)
    private Integer segmentRows;

    @Option(names = "--disk-free-kib", hidden = true)
    private Integer diskFreeKib;

    /**
     * @param options of a node.
     * @return the same with the sizes that were given.
     * @throws IllegalArgumentException if one is out of its range.
     */
    LocalNodeOptions applyTo(final LocalNodeOptions options)
    {
        LocalNodeOptions result = options;
        if (snapshotEveryKib != null)
        {
            result = result.withSnapshots(snapshotEveryKib * (long)KIB, options.snapshotOnClose());
        }
        if (diskFreeKib != null)
        {
            result = result.withDiskFreeBytesMin(diskFreeKib * (long)KIB);
        }
        final JournalOptions journal = rollKib == null ? options.journal() : new JournalOptions(
            GROUP_BYTES, rollKib * (long)KIB, rollKib * (long)KIB, BLOCK_BYTES, true,
            new WriteAheadLog.Sizes(WAL_FILES, 2 * GROUP_BYTES), options.journal().disk());
        return result.withFiles(journal, segmentRows == null ? options.rowsPerSegment() : segmentRows);
    }
}
