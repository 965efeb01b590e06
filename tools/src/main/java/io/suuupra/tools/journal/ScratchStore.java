package io.suuupra.tools.journal;

import io.suuupra.engine.SegmentSource;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.disk.MemoryAdvice;
import io.suuupra.journal.store.MappedSegments;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Memory for the store of an engine that is thrown away: as much as the machine can easily spare, then a temporary file
 * without a name, gone when the process ends, however it ends. Rows below a snapshot's cut come from the folder's own
 * files, which are mapped for reading only; the segment that the cut goes through is copied, because the engine writes
 * behind the cut.
 *
 * <p>Confined to one thread, besides its own, which makes the next segment while one is filled. No buffer may be used
 * after {@link #close()}.
 */
final class ScratchStore implements SegmentSource, AutoCloseable
{
    private static final int FRESH_ROWS = 1 << 16;

    /** Of the memory that can be spared; the engine's state needs some, too. */
    private static final int MEMORY_PART = 2;

    private final StoreFiles below;
    private final long cut;
    private final int rows;
    private final Path name;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final ExecutorService maker = Executors.newSingleThreadExecutor(
        task -> Thread.ofPlatform().daemon().name("scratch-store").unstarted(task));
    private CompletableFuture<MemorySegment> ahead;
    private long memoryLeft = SpareMemory.bytes() / MEMORY_PART;
    private long length;

    private ScratchStore(final StoreFiles below, final long cut) throws IOException
    {
        this.below = below;
        this.cut = cut;
        rows = cut == 0 ? FRESH_ROWS : below.segmentRows();
        name = Files.createTempFile("suuupra-replay", ".seg");
        channel = FileChannel.open(name,
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** @return an empty store. */
    static ScratchStore empty() throws IOException
    {
        return new ScratchStore(null, 0);
    }

    /**
     * @param files of a store that holds the rows.
     * @param cut   rows that are taken from there.
     * @return a store that goes on behind them.
     */
    static ScratchStore above(final StoreFiles files, final long cut) throws IOException
    {
        return new ScratchStore(files, cut);
    }

    @Override
    public int rowsPerSegment()
    {
        return rows;
    }

    @Override
    public UnsafeBuffer segment(final int index)
    {
        try
        {
            final long first = (long)index * rows;
            if (first + rows <= cut)
            {
                return mapBelow(index);
            }
            final UnsafeBuffer segment = fresh();
            if (first < cut)
            {
                copyBelow(index, (int)(cut - first), segment);
            }
            return segment;
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException("the temporary store in " + name.getParent() + ": " + e.getMessage(), e);
        }
    }

    /** Takes the segment that was made while the one before it was filled, and has the next one made. */
    private UnsafeBuffer fresh() throws IOException
    {
        try
        {
            final MemorySegment segment = (ahead == null ? makeAhead() : ahead).join();
            ahead = makeAhead();
            return new UnsafeBuffer(segment.asByteBuffer());
        }
        catch (final CompletionException failed)
        {
            if (failed.getCause() instanceof UncheckedIOException cause)
            {
                throw cause.getCause();
            }
            throw failed;
        }
    }

    private CompletableFuture<MemorySegment> makeAhead()
    {
        return CompletableFuture.supplyAsync(this::make, maker);
    }

    private MemorySegment make()
    {
        final long bytes = (long)rows * MappedSegments.ROW_LENGTH;
        if (memoryLeft >= bytes)
        {
            memoryLeft -= bytes;
            return arena.allocate(bytes, Long.BYTES);
        }
        try
        {
            return map(bytes);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    private MemorySegment map(final long bytes) throws IOException
    {
        // A mapping of a file with holes would end the process when the disk is full.
        Disk.SYSTEM.zero(channel, name, length, length + bytes);
        final MemorySegment mapping = channel.map(MapMode.READ_WRITE, length, bytes, arena);
        // At once, and not page by page as the engine comes to them. Without it everything works as well.
        MemoryAdvice.populate(mapping);
        length += bytes;
        return mapping;
    }

    private UnsafeBuffer mapBelow(final int index) throws IOException
    {
        try (FileChannel file = openBelow(index))
        {
            return new UnsafeBuffer(file.map(MapMode.READ_ONLY, 0, file.size(), arena).asByteBuffer());
        }
    }

    private void copyBelow(final int index, final int count, final UnsafeBuffer segment) throws IOException
    {
        final ByteBuffer chunk = ByteBuffer.allocate(MappedSegments.BLOCK_ROWS * MappedSegments.ROW_LENGTH);
        final int bytes = count * MappedSegments.ROW_LENGTH;
        try (FileChannel file = openBelow(index))
        {
            for (int at = 0; at < bytes; at += chunk.capacity())
            {
                StoreFiles.read(file, chunk, at, Math.min(chunk.capacity(), bytes - at));
                segment.putBytes(at, chunk, 0, chunk.remaining());
            }
        }
    }

    private FileChannel openBelow(final int index) throws IOException
    {
        return FileChannel.open(MappedSegments.file(below.directory(), index), StandardOpenOption.READ);
    }

    @Override
    public void close() throws IOException
    {
        maker.close();
        arena.close();
        channel.close();
    }
}
