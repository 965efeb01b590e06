package io.suuupra.journal.snapshot;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotHeaderDecoder;
import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The directory of the snapshots. A file is named by the sequence of the last command that it holds, in 20 digits. */
public final class SnapshotFiles
{
    static final String SUFFIX = ".snapshot";
    static final String UNFINISHED = ".tmp";
    private static final int DIGITS = 20;

    private SnapshotFiles()
    {
    }

    /**
     * @param directory of the snapshots.
     * @param sequence  of the last command that one holds.
     * @return its file.
     */
    public static Path file(final Path directory, final long sequence)
    {
        return directory.resolve("%020d".formatted(sequence) + SUFFIX);
    }

    /**
     * @param file of a snapshot.
     * @return the sequence that its name says; -1 if it is not the name of a snapshot.
     */
    public static long sequence(final Path file)
    {
        final String name = file.getFileName().toString();
        if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX))
        {
            return -1;
        }
        try
        {
            return Long.parseLong(name.substring(0, DIGITS));
        }
        catch (final NumberFormatException e)
        {
            return -1;
        }
    }

    /**
     * @param directory of the snapshots; one that is missing has none.
     * @return all snapshots, valid or not, the newest first.
     * @throws IOException if the directory cannot be read.
     */
    public static List<Path> list(final Path directory) throws IOException
    {
        final List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory))
        {
            try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*" + SUFFIX))
            {
                for (final Path path : paths)
                {
                    if (sequence(path) >= 0)
                    {
                        files.add(path);
                    }
                }
            }
            catch (final DirectoryIteratorException e)
            {
                throw e.getCause();
            }
        }
        files.sort(Comparator.comparingLong(SnapshotFiles::sequence).reversed());
        return files;
    }

    /**
     * Reads a snapshot to its end.
     *
     * @param file of the snapshot.
     * @return what its header says.
     * @throws SnapshotDamage if it is not in order.
     * @throws IOException    if it cannot be read.
     */
    public static SnapshotInfo verify(final Path file) throws IOException
    {
        try (SnapshotFileReader reader = SnapshotFileReader.open(file))
        {
            if (!reader.next())
            {
                throw new SnapshotDamage(file, 0, "the snapshot is empty");
            }
            final SnapshotHeaderDecoder header = new SnapshotHeaderDecoder()
                .wrapAndApplyHeader(reader.buffer(), reader.offset(), new MessageHeaderDecoder());
            final SnapshotInfo info = new SnapshotInfo(
                file,
                header.sequence(),
                (int)header.epoch(),
                (int)header.frameCrc(),
                header.journalCycle(),
                header.records());
            while (reader.next())
            {
                // Each record is checked by being read.
            }
            return info;
        }
    }

    /**
     * Finds the snapshots that are in order.
     *
     * @param directory of the snapshots.
     * @param limit     how many are wanted.
     * @param report    is told of each that is skipped, and why.
     * @return up to that many, the newest first.
     * @throws IOException if a file cannot be read.
     */
    public static List<SnapshotInfo> valid(final Path directory, final int limit, final Consumer<SnapshotDamage> report)
        throws IOException
    {
        final List<SnapshotInfo> found = new ArrayList<>();
        for (final Path file : list(directory))
        {
            if (found.size() == limit)
            {
                break;
            }
            try
            {
                found.add(verify(file));
            }
            catch (final SnapshotDamage e)
            {
                report.accept(e);
            }
        }
        return found;
    }

    /**
     * Finds the newest snapshot that is in order.
     *
     * @param directory of the snapshots.
     * @param report    is told of each that is skipped, and why.
     * @return it, if there is one.
     * @throws IOException if a file cannot be read.
     */
    public static Optional<SnapshotInfo> newestValid(final Path directory, final Consumer<SnapshotDamage> report)
        throws IOException
    {
        return valid(directory, 1, report).stream().findFirst();
    }

    /**
     * Removes snapshots that are older than the newest ones in order, and what unfinished ones have left.
     *
     * @param directory of the snapshots.
     * @param keep      how many that are in order stay; at least 1. While there are fewer, nothing is removed.
     * @param disk      to work on.
     * @return how many were removed.
     * @throws IOException if that fails.
     */
    public static int retain(final Path directory, final int keep, final Disk disk) throws IOException
    {
        if (keep < 1)
        {
            throw new IllegalArgumentException("keep: must be at least 1, is " + keep);
        }
        final List<SnapshotInfo> kept = valid(directory, keep, damage -> { });
        if (kept.size() < keep)
        {
            return 0;
        }
        int removed = 0;
        for (final Path file : list(directory))
        {
            if (sequence(file) < kept.getLast().sequence() && disk.delete(file))
            {
                removed++;
            }
        }
        final int left = removeUnfinished(directory, kept.getFirst().sequence(), disk);
        if (removed + left > 0)
        {
            disk.forceDirectory(directory);
        }
        return removed;
    }

    private static int removeUnfinished(final Path directory, final long before, final Disk disk) throws IOException
    {
        int removed = 0;
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*" + SUFFIX + UNFINISHED))
        {
            for (final Path path : paths)
            {
                final String name = path.getFileName().toString();
                final Path finished = path.resolveSibling(name.substring(0, name.length() - UNFINISHED.length()));
                if (sequence(finished) >= 0 && sequence(finished) < before && disk.delete(path))
                {
                    removed++;
                }
            }
        }
        catch (final DirectoryIteratorException e)
        {
            throw e.getCause();
        }
        return removed;
    }
}
