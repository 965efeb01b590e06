package io.suuupra.journal.store;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.machine.Machine;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.zip.CRC32C;

/**
 * The store's rows in mapped files of equal length. A file's blocks are set aside, forced and only then given its name,
 * so a file of that name is complete and no write to its mapping can run into a full disk.
 *
 * <p>While the last segment is in use, the next is made ahead, in a thread of its own; only an engine that fills a
 * segment faster than the system finds memory for the next ever waits for one.
 *
 * <p>Rows are immutable once written. What of them is on the disk is known only after {@link #force}.
 *
 * <p>{@link #segment} is for one thread at a time where it makes the store longer; all else may be called by any
 * thread. No buffer may be used after {@link #close()}: its memory is gone then.
 */
public final class MappedSegments implements AutoCloseable
{
    /** Bytes of a row: the store record of the schema. */
    public static final int ROW_LENGTH = 208;

    /** Rows of a segment, unless a small node or a test wants fewer. */
    public static final int SEGMENT_ROWS = 1 << 18;

    /** The smallest segment: one block. */
    public static final int SEGMENT_ROWS_MIN = 1 << 12;

    /** Rows under one checksum. */
    public static final int BLOCK_ROWS = 1 << 12;

    /** Segments of the largest store. */
    public static final int SEGMENTS_MAX = 1 << 20;


    // Rows that may still be undone and written anew: those of one command, and some more.
    private static final int UNDONE_MAX = 2 * Limits.EVENTS_MAX;
    private static final String SUFFIX = ".seg";
    private static final String UNFINISHED = ".tmp";

    private final Path directory;
    private final Disk disk;
    private final int segmentRows;
    private final long segmentLength;
    private final Machine machine;
    private final ExecutorService maker;
    private volatile Segment[] segments = {};
    private CompletableFuture<Segment> ahead;
    private final BlockSums sums;
    private final KeyFiles keys;
    private final WriteBehind writeBehind;
    private final BitSet withKeys = new BitSet();
    private boolean closed;
    private long askedNs;
    private volatile long lastedNs;

    /** Rows of full segments that are forced since the start. */
    private volatile long forcedRows;

    /** Whether somebody waits for the next segment. */
    private volatile boolean wanted;

    private record Segment(Path file, FileChannel channel, Arena arena, ByteBuffer memory, UnsafeBuffer buffer)
    {
    }

    private MappedSegments(final Path directory, final int segmentRows, final Disk disk)
    {
        this.directory = directory;
        this.segmentRows = segmentRows;
        this.disk = disk;
        machine = disk.machine();
        maker = machine.workers("store-segments", 1, 0);
        segmentLength = (long)segmentRows * ROW_LENGTH;
        sums = new BlockSums(segmentRows, this::crc);
        keys = new KeyFiles(directory, segmentRows, disk);
        writeBehind = new WriteBehind(segmentRows, sums, disk);
    }

    /**
     * Opens a store and maps the segments that are there; makes the first if there is none.
     *
     * @param directory   of the store; made if it is missing. Its folder must be locked by this process.
     * @param segmentRows rows of each segment: a power of two from {@link #SEGMENT_ROWS_MIN} to 2^22, the same at each
     *                    start.
     * @param disk        to work on.
     * @return the store.
     * @throws StoreDamage if a segment is missing or has another length.
     * @throws IOException if the disk is full or fails.
     */
    public static MappedSegments open(final Path directory, final int segmentRows, final Disk disk) throws IOException
    {
        if (segmentRows < SEGMENT_ROWS_MIN || segmentRows > 1 << 22 || Integer.bitCount(segmentRows) != 1)
        {
            throw new IllegalArgumentException(
                "segmentRows: must be a power of two from " + SEGMENT_ROWS_MIN + " to 2^22, is " + segmentRows);
        }
        disk.createDirectory(directory);
        final MappedSegments store = new MappedSegments(directory, segmentRows, disk);
        try
        {
            store.openAll();
            return store;
        }
        catch (final IOException | RuntimeException e)
        {
            store.close();
            throw e;
        }
    }

    private void openAll() throws IOException
    {
        final int count = count(directory);
        for (int i = 0; i < count; i++)
        {
            add(map(file(directory, i), false));
        }
        if (count == 0)
        {
            add(make(0));
        }
    }

    /**
     * @param directory of a store.
     * @param index     of a segment.
     * @return its file.
     */
    public static Path file(final Path directory, final int index)
    {
        return directory.resolve("%08d".formatted(index) + SUFFIX);
    }

    /**
     * @param directory of a store.
     * @return how many segments stand there one after the other.
     * @throws StoreDamage if one is missing in between.
     * @throws IOException if the directory cannot be read.
     */
    public static int count(final Path directory) throws IOException
    {
        int files = 0;
        if (Files.isDirectory(directory))
        {
            try (var paths = Files.newDirectoryStream(directory, "*" + SUFFIX))
            {
                for (final Path path : paths)
                {
                    files += path.getFileName().toString().matches("\\d{8}\\" + SUFFIX) ? 1 : 0;
                }
            }
        }
        for (int i = 0; i < files; i++)
        {
            if (!Files.isRegularFile(file(directory, i)))
            {
                throw new StoreDamage((long)i, file(directory, i), "the segment is missing, but a later one is there");
            }
        }
        return files;
    }

    /**
     * Gives a segment; the first time, only after its rows were proven. Asking for the first that is not there yet
     * makes the store longer.
     *
     * @param index from 0 to {@link #segments()}, both included.
     * @return its rows, row i of the segment at offset i x {@link #ROW_LENGTH}.
     * @throws IndexOutOfBoundsException if the index is greater.
     * @throws UncheckedIOException      if the segment could not be made, because the disk is full or fails; or it is
     *                                   damaged.
     */
    public UnsafeBuffer segment(final int index)
    {
        final Segment[] all = segments;
        if (index >= all.length)
        {
            return extend(index);
        }
        if (index == all.length - 1)
        {
            makeFirstAhead();
        }
        try
        {
            prove(index);
        }
        catch (final StoreDamage damage)
        {
            throw new UncheckedIOException(damage);
        }
        return all[index].buffer();
    }

    /**
     * The last file that a start has found may be the one that was made ahead before: no other is needed until it is
     * asked for.
     */
    private synchronized void makeFirstAhead()
    {
        if (ahead == null && !closed)
        {
            makeAhead();
        }
    }

    private UnsafeBuffer extend(final int index)
    {
        final Segment made = made(next(index));
        synchronized (this)
        {
            if (index == segments.length)
            {
                add(made);
                makeAhead();
                writeFullOne(index - 2 - UNDONE_MAX / segmentRows);
            }
            return segments[index].buffer();
        }
    }

    /** @return the segment that is being made; it is the one that is asked for. */
    private synchronized CompletableFuture<Segment> next(final int index)
    {
        if (index < segments.length)
        {
            return CompletableFuture.completedFuture(segments[index]);
        }
        if (index > segments.length || closed)
        {
            throw new IndexOutOfBoundsException("segment " + index + " of " + segments.length +
                (closed ? ", the store is closed" : ""));
        }
        makeFirstAhead();
        wanted = true;
        return ahead;
    }

    private Segment made(final CompletableFuture<Segment> coming)
    {
        try
        {
            return machine.join(coming);
        }
        catch (final CompletionException e)
        {
            if (e.getCause() instanceof UncheckedIOException cause)
            {
                throw new UncheckedIOException(cause.getCause());
            }
            throw e;
        }
    }

    private void writeFullOne(final int index)
    {
        if (index >= 0)
        {
            writeBehind.full(index, segments[index].file(), lastedNs);
        }
    }

    private synchronized void add(final Segment segment)
    {
        final Segment[] longer = Arrays.copyOf(segments, segments.length + 1);
        longer[segments.length] = segment;
        segments = longer;
    }

    private synchronized void makeAhead()
    {
        final int index = segments.length;
        final long now = machine.nanoTime();
        lastedNs = askedNs == 0 ? 0 : now - askedNs;
        askedNs = now;
        wanted = false;
        ahead = CompletableFuture.supplyAsync(() ->
        {
            try
            {
                return make(index);
            }
            catch (final IOException e)
            {
                throw new UncheckedIOException(e);
            }
        }, maker);
    }

    private Segment make(final int index) throws IOException
    {
        if (index >= SEGMENTS_MAX)
        {
            throw new IOException("the store has its last segment, " + index);
        }
        final Path file = file(directory, index);
        final Path unfinished = directory.resolve(file.getFileName() + UNFINISHED);
        if (!Files.exists(file))
        {
            disk.delete(unfinished);
            try (FileChannel channel = disk.create(unfinished))
            {
                disk.reserve(channel, unfinished, 0, segmentLength);
                disk.force(channel, unfinished);
            }
            disk.rename(unfinished, file);
            disk.forceDirectory(directory);
        }
        return map(file, true);
    }

    @SuppressWarnings("MustBeClosedChecker") // Closed with the store: it lives as long as the segment is mapped.
    private Segment map(final Path file, final boolean fresh) throws IOException
    {
        final FileChannel channel = disk.open(file);
        final Arena arena = Arena.ofShared();
        try
        {
            if (channel.size() != segmentLength)
            {
                throw new StoreDamage((long)segments.length * segmentRows, file,
                    "the segment has " + channel.size() + " bytes, not " + segmentLength);
            }
            final MemorySegment mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, segmentLength, arena);
            if (fresh)
            {
                FreshPages.make(mapping, lastedNs / 2, () -> wanted, machine);
            }
            final ByteBuffer memory = mapping.asByteBuffer();
            return new Segment(file, channel, arena, memory, new UnsafeBuffer(memory));
        }
        catch (final IOException | RuntimeException e)
        {
            arena.close();
            channel.close();
            throw e;
        }
    }

    /** @return number of segments that were handed out or were there at the start. */
    public int segments()
    {
        return segments.length;
    }

    /** @return rows of each segment. */
    public int segmentRows()
    {
        return segmentRows;
    }

    /** @return the directory of the store. */
    public Path directory()
    {
        return directory;
    }

    /**
     * Returns when rows are on the disk, together with the names of their files. One thread at a time.
     *
     * @param fromRow first row, included.
     * @param toRow   last row, excluded.
     * @throws IOException if a row could not be written. The process must stop then.
     */
    public void force(final long fromRow, final long toRow) throws IOException
    {
        checkRows(fromRow, toRow);
        final Segment[] all = segments;
        long row = Math.max(fromRow, forcedRows);
        while (row < toRow)
        {
            final Segment segment = all[(int)(row / segmentRows)];
            final int first = (int)(row % segmentRows);
            final int end = (int)Math.min(segmentRows, first + toRow - row);
            writeBehind.write(segment.file(), first, end);
            disk.force(segment.channel(), segment.file());
            row += end - first;
        }
        if (fromRow <= forcedRows)
        {
            // Rows never change, so those of full segments need no other force.
            forcedRows = Math.max(forcedRows, toRow / segmentRows * segmentRows);
        }
    }

    /**
     * Computes a checksum (CRC32C) for each block of {@link #BLOCK_ROWS} rows; the last block ends at the last row.
     * Those of full blocks are computed once and kept: so what is damaged later is found by the next start.
     *
     * @param toRow rows from 0 to this one, which is excluded; all must have been written.
     * @return the checksums, in the order of the blocks.
     */
    public int[] blockCrcs(final long toRow)
    {
        checkRows(0, toRow);
        return sums.upTo(toRow);
    }

    /**
     * Takes the checksums that a snapshot holds. From now on a segment below the cut is compared with them before it is
     * handed out for the first time, so that nobody uses rows that are not as they were.
     *
     * @param toRow    rows from 0 to this one, which is excluded.
     * @param expected checksums, as {@link #blockCrcs} gave them for the same row.
     * @throws StoreDamage if the files end before that row.
     */
    public void expect(final long toRow, final int[] expected) throws StoreDamage
    {
        discardFrom(toRow);
        sums.expect(toRow, expected);
    }

    /**
     * @return number of segments that hold rows below the cut of the snapshot that this start began with.
     */
    public int segmentsToProve()
    {
        return sums.segmentsToProve();
    }

    /**
     * Compares the rows of a segment with what {@link #expect} was told of them, unless that was done before.
     *
     * @param index of the segment.
     * @throws StoreDamage if a block differs, with its first row.
     */
    public void prove(final int index) throws StoreDamage
    {
        sums.prove(index, row -> new StoreDamage(row, file(directory, index),
            "the block does not have the crc that the snapshot holds"));
    }

    /**
     * Gives what was kept of the rows of a full segment by {@link #keepKeys}, without a look at the rows.
     *
     * @param index of a segment that ends at or below the cut given to {@link #expect}.
     * @return a number a row; null if none were kept, or not of these rows.
     * @throws IOException if the disk cannot read them.
     */
    public long[] keys(final int index) throws IOException
    {
        final long[] read = keys.read(index, sums.ofSegment(index));
        if (read != null)
        {
            keysKept(index);
        }
        return read;
    }

    /**
     * Gives what was kept of one row, for those who would rather not have its segment proven.
     *
     * @param index of a segment.
     * @param row   in the segment.
     * @return its number; 0 if it is not kept, or the segment is proven and can be looked at itself.
     * @throws IOException if the disk cannot read it.
     */
    public long key(final int index, final int row) throws IOException
    {
        return hasKeys(index) && !sums.isProven(index) ? keys.readOne(index, row) : 0;
    }

    /**
     * @param index of a segment.
     * @return whether its keys are kept already.
     */
    public boolean hasKeys(final int index)
    {
        synchronized (withKeys)
        {
            return withKeys.get(index);
        }
    }

    /**
     * Keeps numbers that follow from the rows of a full segment, whose rows never change any more.
     *
     * @param index of the segment.
     * @param ofRows a number a row.
     * @throws IOException if the disk is full or fails.
     */
    public void keepKeys(final int index, final long[] ofRows) throws IOException
    {
        keys.write(index, sums.ofSegment(index), ofRows);
        keysKept(index);
    }

    private void keysKept(final int index)
    {
        synchronized (withKeys)
        {
            withKeys.set(index);
        }
    }

    /**
     * Says that rows from one on have no meaning: the replay of the journal writes them again. Their bytes are left as
     * they are, so nothing may read a row before it is written.
     *
     * @param row the first without a meaning; all before it must be there.
     * @throws StoreDamage if the files end before it.
     */
    public void discardFrom(final long row) throws StoreDamage
    {
        final long rows = (long)segments.length * segmentRows;
        if (row > rows)
        {
            throw new StoreDamage(rows, file(directory, segments.length),
                "the store ends here, but the snapshot needs " + row + " rows");
        }
        forcedRows = Math.min(forcedRows, row / segmentRows * segmentRows);
        sums.discardFrom(row);
    }

    private int crc(final long fromRow, final long toRow)
    {
        // A block never spans two segments.
        final ByteBuffer memory = segments[(int)(fromRow / segmentRows)].memory();
        final int start = (int)(fromRow % segmentRows) * ROW_LENGTH;
        final CRC32C crc = new CRC32C();
        crc.update(memory.duplicate().position(start).limit(start + (int)(toRow - fromRow) * ROW_LENGTH));
        return (int)crc.getValue();
    }

    private void checkRows(final long fromRow, final long toRow)
    {
        if (fromRow < 0 || toRow < fromRow || toRow > (long)segments.length * segmentRows)
        {
            throw new IndexOutOfBoundsException(
                "rows " + fromRow + " to " + toRow + " of " + (long)segments.length * segmentRows);
        }
    }

    /** Waits for the segment that is being made, and unmaps all. Forces nothing. */
    @Override
    public void close() throws IOException
    {
        final CompletableFuture<Segment> last;
        synchronized (this)
        {
            if (closed)
            {
                return;
            }
            closed = true;
            wanted = true;
            last = ahead;
        }
        if (last != null)
        {
            final Segment made = machine.join(last.handle((segment, error) -> segment));
            if (made != null)
            {
                add(made);
            }
        }
        maker.close();
        writeBehind.close();
        final Segment[] all = segments;
        segments = new Segment[0];
        IOException failure = null;
        for (final Segment segment : all)
        {
            segment.arena().close();
            try
            {
                segment.channel().close();
            }
            catch (final IOException e)
            {
                failure = e;
            }
        }
        if (failure != null)
        {
            throw failure;
        }
    }
}
