package io.suuupra.journal;

import io.suuupra.journal.audit.AuditChain;
import io.suuupra.journal.audit.AuditPaths;
import io.suuupra.journal.cycle.CycleFileReader;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.snapshot.SnapshotInfo;
import io.suuupra.journal.store.MappedSegments;
import io.suuupra.journal.store.StoreDamage;
import io.suuupra.journal.wal.WalScan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Copies a data folder, while a node works on it or not. The source is only read, and its lock is not needed.
 *
 * <p>The copy is what a crash could have left: the newest snapshot in order, the store's rows that it counts on (they
 * are immutable), the audit chain with the node's key, then the journal from the file on that the snapshot names or the
 * chain has not come to, up to the last proven group. Without a snapshot it is the whole journal. The format file comes
 * last: a copy that was not finished cannot be taken for a folder.
 */
public final class Backup
{
    private static final int SNAPSHOT_TRIES = 10;
    private static final int CHUNK = 1024 * 1024;

    /** Zeros behind the last group, so that Chronicle Queue finds room for its end mark on the disk. */
    private static final int ROOM = 64 * 1024;

    /** A node takes over from its write-ahead files far quicker. */
    private static final long FOLLOW_NS = TimeUnit.SECONDS.toNanos(2);

    private final DataPaths source;
    private final DataPaths target;
    private final Disk disk;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    private long journalEnd;

    /**
     * What was copied.
     *
     * @param sequence         of the last frame in the copy.
     * @param snapshotSequence of the snapshot in the copy; 0 = none.
     * @param rows             of the store in the copy.
     * @param journalFiles     in the copy.
     * @param bytes            of all files.
     */
    public record Result(long sequence, long snapshotSequence, long rows, int journalFiles, long bytes)
    {
    }

    private Backup(final DataPaths source, final DataPaths target, final Disk disk)
    {
        this.source = source;
        this.target = target;
        this.disk = disk;
    }

    /**
     * Makes a copy and checks it.
     *
     * @param source data folder.
     * @param target folder that is missing or empty.
     * @param disk   to write to.
     * @return what was copied.
     * @throws JournalDamage if the source's journal is damaged.
     * @throws IOException   if a file cannot be read or written, or if the node has removed one meanwhile.
     */
    public static Result create(final Path source, final Path target, final Disk disk) throws IOException
    {
        return new Backup(new DataPaths(source), new DataPaths(target), disk).run();
    }

    /**
     * Makes a data folder of a copy. The copy stays as it is.
     *
     * @param backup that {@link #create} has made.
     * @param target folder that is missing or empty.
     * @param disk   to write to.
     * @return what was copied.
     * @throws JournalDamage if the backup's journal is damaged.
     * @throws IOException   if a file cannot be read or written.
     */
    public static Result restore(final Path backup, final Path target, final Disk disk) throws IOException
    {
        return create(backup, target, disk);
    }

    private Result run() throws IOException
    {
        source.checkFormat();
        if (Files.exists(target.root()))
        {
            try (Stream<Path> entries = Files.list(target.root()))
            {
                if (entries.findAny().isPresent())
                {
                    throw new IOException("target: " + target.root() + " is not empty");
                }
            }
        }
        disk.createDirectory(target.root());
        disk.createDirectory(target.journal());
        disk.createDirectory(target.store());
        disk.createDirectory(target.snapshots());
        long bytes = copyIfThere(source.keys(), target.keys()) + copyIfThere(source.apiKey(), target.apiKey());
        final Optional<SnapshotInfo> snapshot = copySnapshot();
        bytes += copyAudit();
        long rows = 0;
        if (snapshot.isPresent())
        {
            bytes += Files.size(target.snapshots().resolve(snapshot.get().file().getFileName()));
            rows = snapshot.get().records();
            bytes += copyStore(rows);
        }
        // Before the journal is read: what is forced in it afterwards may be gone from the write-ahead files.
        final long ahead = WalScan.last(source.journal());
        final Map<Path, Long> ends = journalEnds(Math.min(
            AuditChain.neededCycle(target.audit(), disk), snapshot.map(SnapshotInfo::journalCycle).orElse(0L)), ahead);
        if (journalEnd < ahead)
        {
            bytes += copyAhead();
        }
        for (final Map.Entry<Path, Long> end : ends.entrySet())
        {
            bytes += copy(end.getKey(), target.journal().resolve(end.getKey().getFileName()), end.getValue(), ROOM);
        }
        disk.forceDirectory(target.journal());
        disk.forceDirectory(target.store());
        disk.forceDirectory(target.snapshots());
        final long sequence = Math.max(verify(snapshot), WalScan.last(target.journal()));
        DataFolder.writeFormat(target, disk);
        return new Result(
            sequence, snapshot.map(SnapshotInfo::sequence).orElse(0L), rows, ends.size(), bytes);
    }

    /** A node that runs may remove the one that is looked at; then there are newer ones. */
    private Optional<SnapshotInfo> copySnapshot() throws IOException
    {
        NoSuchFileException removed = null;
        for (int i = 0; i < SNAPSHOT_TRIES; i++)
        {
            try
            {
                final Optional<SnapshotInfo> newest = SnapshotFiles.newestValid(source.snapshots(), damage -> { });
                if (newest.isPresent())
                {
                    final Path file = newest.get().file();
                    copy(file, target.snapshots().resolve(file.getFileName()), Files.size(file), 0);
                }
                return newest;
            }
            catch (final NoSuchFileException gone)
            {
                removed = gone;
            }
        }
        throw new IOException("snapshots are removed faster than they can be copied", removed);
    }

    private long copyIfThere(final Path from, final Path to) throws IOException
    {
        if (!Files.exists(from))
        {
            return 0;
        }
        // Keys are for their owner alone from the first byte on.
        Files.createFile(to, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(from)));
        try (FileChannel reading = FileChannel.open(from, StandardOpenOption.READ); FileChannel writing = disk.open(to))
        {
            return copy(from, reading, to, writing, reading.size());
        }
    }

    /**
     * Before the journal, which can only be ahead of it then. The marks of a block are written before the block, so
     * they are copied behind it.
     */
    private long copyAudit() throws IOException
    {
        final AuditPaths from = new AuditPaths(source.audit());
        final AuditPaths to = new AuditPaths(target.audit());
        if (!Files.exists(from.keys()))
        {
            return 0;
        }
        disk.createDirectory(to.directory());
        long bytes = copyIfThere(from.nodeKey(), to.nodeKey()) + copyIfThere(from.salt(), to.salt());
        for (final Path file : List.of(
            from.keys(), from.publicKey(), from.head(), from.rows(), from.frames(), from.marks()))
        {
            if (Files.exists(file))
            {
                bytes += copy(file, to.directory().resolve(file.getFileName()), Files.size(file), 0);
            }
        }
        disk.forceDirectory(to.directory());
        return bytes;
    }

    /** Copies the rows that the snapshot counts on; what is behind them in the last segment becomes zeros. */
    private long copyStore(final long rows) throws IOException
    {
        long left = rows * MappedSegments.ROW_LENGTH;
        long bytes = 0;
        for (int i = 0; left > 0; i++)
        {
            final Path from = MappedSegments.file(source.store(), i);
            if (!Files.isRegularFile(from))
            {
                throw new StoreDamage(rows - left / MappedSegments.ROW_LENGTH, from,
                    "the segment is missing, but the snapshot needs " + rows + " rows");
            }
            final long length = Files.size(from);
            final long used = Math.min(length, left);
            bytes += copy(from, MappedSegments.file(target.store(), i), used, length - used);
            left -= used;
        }
        return bytes;
    }

    /** The node that left the write-ahead files is gone, so they are copied as they are. */
    private long copyAhead() throws IOException
    {
        long bytes = 0;
        for (final Path file : WalScan.files(source.journal()))
        {
            bytes += copy(file, target.journal().resolve(file.getFileName()), Files.size(file), 0);
        }
        return bytes;
    }

    /**
     * Finds the files to copy, oldest first, and where the proven groups of each end. A node that runs takes over
     * within a moment what its write-ahead files hold.
     */
    private Map<Path, Long> journalEnds(final long fromCycle, final long ahead) throws IOException
    {
        final Map<CycleFile, Long> groups = new LinkedHashMap<>();
        try (GroupWalk walk = GroupWalk.open(source.journal(), fromCycle))
        {
            final long deadline = System.nanoTime() + FOLLOW_NS;
            while (walk.next() || walk.sequence() < ahead && System.nanoTime() < deadline)
            {
                if (walk.file() != null)
                {
                    groups.put(new CycleFile(walk.cycle(), walk.file()), walk.end());
                }
            }
            journalEnd = walk.sequence();
        }
        final Map<Path, Long> ends = new LinkedHashMap<>();
        for (final Map.Entry<CycleFile, Long> group : groups.entrySet())
        {
            final CycleFile file = group.getKey();
            try (CycleFileReader reader = new CycleFileReader(file.path(), file.cycle()))
            {
                reader.skipTo(group.getValue());
                ends.put(file.path(), reader.position());
            }
        }
        return ends;
    }

    private long copy(final Path from, final Path to, final long length, final long zeros) throws IOException
    {
        try (
            FileChannel reading = FileChannel.open(from, StandardOpenOption.READ);
            FileChannel writing = disk.create(to))
        {
            disk.zero(writing, to, length, length + zeros);
            return copy(from, reading, to, writing, length) + zeros;
        }
    }

    private long copy(
        final Path from,
        final FileChannel reading,
        final Path to,
        final FileChannel writing,
        final long length) throws IOException
    {
        long position = 0;
        while (position < length)
        {
            final int bytes = (int)Math.min(CHUNK, length - position);
            read(reading, chunk, position, bytes);
            if (chunk.remaining() < bytes)
            {
                throw new IOException(from + " ends at byte " + (position + chunk.remaining()) + " of " + length);
            }
            disk.write(writing, to, chunk, position);
            position += bytes;
        }
        disk.force(writing, to);
        return length;
    }

    /** Reads the copy: the snapshot, the rows against the source's, the journal and how they fit together. */
    private long verify(final Optional<SnapshotInfo> snapshot) throws IOException
    {
        long sequence = 0;
        long first = 0;
        try (JournalReader reader = JournalReader.open(target.journal()))
        {
            while (reader.next())
            {
                first = first == 0 ? reader.sequence() : first;
                sequence = reader.sequence();
            }
            sequence = Math.max(sequence, reader.groupLastSequence());
        }
        if (snapshot.isPresent())
        {
            final long held = snapshot.get().sequence();
            SnapshotFiles.verify(target.snapshots().resolve(snapshot.get().file().getFileName()));
            compareStore(snapshot.get().records());
            if (Math.max(sequence, WalScan.last(target.journal())) < held || first > held + 1)
            {
                throw new JournalDamage(held + 1, target.journal(), "the copied journal holds " + first + " to " +
                    sequence + ", the snapshot ends with " + held);
            }
        }
        else if (first > 1)
        {
            throw new JournalDamage(
                1, target.journal(), "the journal begins with " + first + " and there is no snapshot");
        }
        return sequence;
    }

    private void compareStore(final long rows) throws IOException
    {
        long left = rows * MappedSegments.ROW_LENGTH;
        for (int i = 0; left > 0; i++)
        {
            final Path copy = MappedSegments.file(target.store(), i);
            final long length = Math.min(left, Files.size(copy));
            final long differs = mismatch(MappedSegments.file(source.store(), i), copy, length);
            if (differs >= 0)
            {
                throw new StoreDamage(rows - (left - differs) / MappedSegments.ROW_LENGTH, copy, "the copy differs");
            }
            left -= length;
        }
    }

    private static long mismatch(final Path one, final Path two, final long length) throws IOException
    {
        final ByteBuffer left = ByteBuffer.allocateDirect(CHUNK);
        final ByteBuffer right = ByteBuffer.allocateDirect(CHUNK);
        try (
            FileChannel first = FileChannel.open(one, StandardOpenOption.READ);
            FileChannel second = FileChannel.open(two, StandardOpenOption.READ))
        {
            for (long position = 0; position < length; position += CHUNK)
            {
                final int bytes = (int)Math.min(CHUNK, length - position);
                read(first, left, position, bytes);
                read(second, right, position, bytes);
                final int differs = left.mismatch(right);
                if (differs >= 0)
                {
                    return position + differs;
                }
            }
        }
        return -1;
    }

    private static void read(final FileChannel channel, final ByteBuffer buffer, final long position, final int bytes)
        throws IOException
    {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0)
        {
            // One read may give less than was asked for.
        }
        buffer.flip();
    }
}
