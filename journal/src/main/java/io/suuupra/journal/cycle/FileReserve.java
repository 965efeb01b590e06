package io.suuupra.journal.cycle;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/**
 * Makes the next journal file ahead, in a thread of its own: all of its blocks are set aside.
 *
 * <p>The file has a name of its own until it is taken; the start after a crash finds it under that name only if it is
 * complete. All methods are for the thread of the appender.
 */
final class FileReserve implements AutoCloseable
{
    private static final String NAME = "next.reserve";
    private static final String UNFINISHED = "next.reserve.tmp";

    private final Path directory;
    private final Disk disk;
    private final long bytes;
    private final ExecutorService maker;
    private CompletableFuture<Void> next;

    FileReserve(final Path directory, final Disk disk, final long bytes)
    {
        this.directory = directory;
        this.disk = disk;
        this.bytes = bytes;
        maker = disk.machine().workers("journal-reserve", 1, 0);
    }

    /** Removes what was made ahead: something else needs the room more. */
    static void discard(final Path directory, final Disk disk) throws IOException
    {
        final boolean finished = disk.delete(directory.resolve(NAME));
        if (disk.delete(directory.resolve(UNFINISHED)) || finished)
        {
            disk.forceDirectory(directory);
        }
    }

    /** Begins to make the next file, if none is being made. */
    void prepare()
    {
        if (next == null)
        {
            next = CompletableFuture.runAsync(() ->
            {
                try
                {
                    make();
                }
                catch (final IOException e)
                {
                    throw new CompletionException(e);
                }
            }, maker);
        }
    }

    private void make() throws IOException
    {
        final Path finished = directory.resolve(NAME);
        if (Files.exists(finished) && Files.size(finished) == bytes)
        {
            return;
        }
        final Path unfinished = directory.resolve(UNFINISHED);
        disk.delete(unfinished);
        try (FileChannel channel = disk.create(unfinished))
        {
            disk.reserve(channel, unfinished, 0, bytes);
            disk.force(channel, unfinished);
        }
        disk.rename(unfinished, finished);
    }

    /**
     * Gives the file its place in the journal, if it is ready, and forces the directory.
     *
     * @param file name that it gets.
     * @return its length; 0 if it is not ready.
     * @throws IOException if it could not be made, or the directory cannot be forced.
     */
    long take(final Path file) throws IOException
    {
        if (next == null || !next.isDone())
        {
            return 0;
        }
        try
        {
            next.join();
        }
        catch (final CompletionException e)
        {
            throw new IOException(
                "the next journal file could not be reserved: " + e.getCause().getMessage(), e.getCause());
        }
        finally
        {
            next = null;
        }
        disk.rename(directory.resolve(NAME), file);
        disk.forceDirectory(directory);
        return bytes;
    }

    /** Waits for what is being made. */
    @Override
    public void close()
    {
        maker.close();
    }
}
