package io.suuupra.journal.disk;

import io.suuupra.journal.machine.Machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Every call that changes what a crash leaves behind. One class, so that a test can make any of them fail, one after
 * the other: it overrides {@link #before(String, Path)} and throws.
 *
 * <p>No call is ever repeated after an error. After a failed force the kernel may have dropped the pages it could not
 * write; a second force that succeeds would then prove nothing.
 */
public class Disk
{
    /** The real one. */
    public static final Disk SYSTEM = new Disk();

    private static final int ZEROS_LENGTH = 1024 * 1024;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(ZEROS_LENGTH).asReadOnlyBuffer();

    /** Only for the real one and for those that inject faults. */
    protected Disk()
    {
    }

    /** @return the machine that the disk belongs to, for all who work on it. */
    public Machine machine()
    {
        return Machine.SYSTEM;
    }

    /**
     * @param folder that exists.
     * @return bytes that can still be written to the file system that it stands in.
     * @throws IOException if that cannot be asked.
     */
    public long freeBytes(final Path folder) throws IOException
    {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /**
     * Called before each change, with its name and the file or directory that it is about. Does nothing here.
     *
     * @param operation create, zero, reserve, write, truncate, force, force directory, rename, delete or create
     *                  directory.
     * @param path      that it is about.
     * @throws IOException instead of the change, if the one who overrides it wants that.
     */
    protected void before(final String operation, final Path path) throws IOException
    {
    }

    /**
     * Makes a file that must not exist yet.
     *
     * @param file to make.
     * @return a channel to read and write it.
     * @throws IOException if it exists or cannot be made.
     */
    public FileChannel create(final Path file) throws IOException
    {
        before("create", file);
        return FileChannel.open(file,
            StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Makes a file that must not exist yet, for its owner alone from the first byte on.
     *
     * @param file to make.
     * @return a channel to read and write it.
     * @throws IOException if it exists or cannot be made.
     */
    public FileChannel createForOwner(final Path file) throws IOException
    {
        before("create", file);
        return FileChannel.open(file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * Opens a file that exists.
     *
     * @param file to open.
     * @return a channel to read and write it.
     * @throws IOException if it does not exist or cannot be opened.
     */
    public FileChannel open(final Path file) throws IOException
    {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Writes real zeros, so that the blocks behind them exist: a mapping of them cannot run into a full disk later.
     *
     * @param channel to write to.
     * @param file    behind the channel.
     * @param from    first byte, included.
     * @param to      last byte, excluded.
     * @throws IOException if the disk is full or fails.
     */
    public void zero(final FileChannel channel, final Path file, final long from, final long to) throws IOException
    {
        before("zero", file);
        final ByteBuffer zeros = ZEROS.duplicate();
        long position = from;
        while (position < to)
        {
            zeros.clear().limit((int)Math.min(ZEROS_LENGTH, to - position));
            position += write(channel, file, zeros, position, "zeros cannot be written");
        }
    }

    /** The system's words for an error leave out which file it is about. */
    private static int write(
        final FileChannel channel, final Path file, final ByteBuffer bytes, final long position, final String failure)
        throws IOException
    {
        try
        {
            return channel.write(bytes, position);
        }
        catch (final IOException e)
        {
            throw new IOException(file + ": " + failure + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sets blocks aside that read as zeros, so that a mapping of them cannot run into a full disk later: without
     * writing them where the system can do that. A force of such a block writes what the file system knows of it as
     * well; where that counts, {@link #zero} is better.
     *
     * @param channel to write to.
     * @param file    behind the channel.
     * @param from    first byte, included.
     * @param to      last byte, excluded.
     * @throws IOException if the disk is full or fails.
     */
    public void reserve(final FileChannel channel, final Path file, final long from, final long to) throws IOException
    {
        before("reserve", file);
        if (from < to && !LinuxFiles.allocate(file, from, to))
        {
            zero(channel, file, from, to);
        }
    }

    /**
     * Says that a file which is forced will hardly be read again: its memory serves better otherwise. A hint
     * that changes nothing of the file.
     *
     * @param file that exists.
     * @throws IOException if it cannot be opened.
     */
    public void forget(final Path file) throws IOException
    {
        LinuxFiles.forget(file);
    }

    /**
     * Sends a part of a file on its way to the disk, what was written through a mapping of it included, so that a
     * later force has little left to do. A hint that promises nothing.
     *
     * @param file that exists.
     * @param from first byte, included.
     * @param to   last byte, excluded; greater.
     * @throws IOException if it cannot be opened.
     */
    public void writeOut(final Path file, final long from, final long to) throws IOException
    {
        LinuxFiles.writeOut(file, from, to);
    }

    /**
     * Writes all that remains in a buffer.
     *
     * @param channel  to write to.
     * @param file     behind the channel.
     * @param bytes    to write, from its position to its limit.
     * @param position in the file.
     * @throws IOException if the disk is full or fails.
     */
    public void write(final FileChannel channel, final Path file, final ByteBuffer bytes, final long position)
        throws IOException
    {
        before("write", file);
        long at = position;
        while (bytes.hasRemaining())
        {
            at += write(channel, file, bytes, at, "cannot be written");
        }
    }

    /**
     * Cuts a file off.
     *
     * @param channel of the file.
     * @param file    behind the channel.
     * @param length  that stays, in bytes.
     * @throws IOException if that fails.
     */
    public void truncate(final FileChannel channel, final Path file, final long length) throws IOException
    {
        before("truncate", file);
        channel.truncate(length);
    }

    /**
     * Returns when all bytes of a file are on the disk, those written through a mapping of it included
     * ({@code fdatasync}).
     *
     * @param channel of the file.
     * @param file    behind the channel.
     * @throws IOException if a byte could not be written: nothing is known of the file then.
     */
    public void force(final FileChannel channel, final Path file) throws IOException
    {
        before("force", file);
        force(channel, file, false);
    }

    private static void force(final FileChannel channel, final Path path, final boolean metadata) throws IOException
    {
        try
        {
            channel.force(metadata);
        }
        catch (final IOException e)
        {
            throw new IOException(path + ": cannot be forced: " + e.getMessage(), e);
        }
    }

    /**
     * Returns when the names in a directory are on the disk: needed after each create, rename and delete.
     *
     * @param directory to force.
     * @throws IOException if it could not be written.
     */
    public void forceDirectory(final Path directory) throws IOException
    {
        before("force directory", directory);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ))
        {
            force(channel, directory, true);
        }
    }

    /**
     * Gives a file another name in one step; a file that has that name already is replaced. Does not force the
     * directory.
     *
     * @param from old name.
     * @param to   new name, in the same file system.
     * @throws IOException if that fails.
     */
    public void rename(final Path from, final Path to) throws IOException
    {
        before("rename", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Removes a file or an empty directory; none there is no error. Does not force the directory.
     *
     * @param path to remove.
     * @return whether there was one.
     * @throws IOException if that fails.
     */
    public boolean delete(final Path path) throws IOException
    {
        before("delete", path);
        return Files.deleteIfExists(path);
    }

    /**
     * Makes a directory and those above it that are missing, and forces the one that it stands in.
     *
     * @param directory to make; no error if it is there.
     * @throws IOException if that fails.
     */
    public void createDirectory(final Path directory) throws IOException
    {
        if (Files.isDirectory(directory))
        {
            return;
        }
        final Path parent = directory.toAbsolutePath().getParent();
        createDirectory(parent);
        before("create directory", directory);
        Files.createDirectory(directory);
        forceDirectory(parent);
    }
}
