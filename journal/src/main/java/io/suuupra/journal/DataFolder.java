package io.suuupra.journal;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data folder that this process alone works on, until it closes it or ends, however it ends.
 */
public final class DataFolder implements AutoCloseable
{
    private static final int OWNER_MAX = 32;

    private final DataPaths paths;
    private final FileChannel channel;

    private DataFolder(final DataPaths paths, final FileChannel channel)
    {
        this.paths = paths;
        this.channel = channel;
    }

    /**
     * Locks a folder. One that is missing or empty is made a data folder.
     *
     * @param root of the folder.
     * @param disk to work on.
     * @return the locked folder.
     * @throws IOException if another process has it, if it is no data folder, if it has another format, or if the disk
     *                     fails.
     */
    public static DataFolder open(final Path root, final Disk disk) throws IOException
    {
        final DataPaths paths = new DataPaths(root);
        disk.createDirectory(root);
        final FileChannel channel = FileChannel.open(paths.lock(),
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try
        {
            lock(paths, channel);
            if (Files.exists(paths.format()))
            {
                paths.checkFormat();
            }
            else
            {
                checkUnused(paths);
                writeFormat(paths, disk);
            }
            return new DataFolder(paths, channel);
        }
        catch (final IOException | RuntimeException e)
        {
            channel.close();
            throw e;
        }
    }

    private static void lock(final DataPaths paths, final FileChannel channel) throws IOException
    {
        FileLock lock = null;
        try
        {
            lock = channel.tryLock();
        }
        catch (final OverlappingFileLockException e)
        {
            throw new IOException("data folder " + paths.root() + " is in use by this process already", e);
        }
        if (lock == null)
        {
            final ByteBuffer owner = ByteBuffer.allocate(OWNER_MAX);
            channel.read(owner, 0);
            throw new IOException("data folder " + paths.root() + " is in use by process " +
                new String(owner.array(), 0, owner.position(), StandardCharsets.UTF_8).strip());
        }
        try
        {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        }
        catch (final IOException e)
        {
            throw new IOException(paths.lock() + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** A folder without a format file must hold nothing yet; an unfinished copy of one does. */
    private static void checkUnused(final DataPaths paths) throws IOException
    {
        for (final Path directory : List.of(paths.journal(), paths.store(), paths.snapshots(), paths.audit()))
        {
            if (Files.exists(directory))
            {
                try (Stream<Path> entries = Files.list(directory))
                {
                    if (entries.findAny().isPresent())
                    {
                        paths.checkFormat();
                    }
                }
            }
        }
    }

    /**
     * Writes the format file: the last step that makes a folder a data folder.
     *
     * @param paths of the folder.
     * @param disk  to work on.
     * @throws IOException if the disk is full or fails.
     */
    static void writeFormat(final DataPaths paths, final Disk disk) throws IOException
    {
        final Path unfinished = paths.root().resolve("format.tmp");
        disk.delete(unfinished);
        try (FileChannel file = disk.create(unfinished))
        {
            disk.write(file, unfinished,
                ByteBuffer.wrap((DataPaths.FORMAT + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            disk.force(file, unfinished);
        }
        disk.rename(unfinished, paths.format());
        disk.forceDirectory(paths.root());
    }

    /** @return what stands where. */
    public DataPaths paths()
    {
        return paths;
    }

    /** Gives the folder free. */
    @Override
    public void close() throws IOException
    {
        channel.close();
    }
}
