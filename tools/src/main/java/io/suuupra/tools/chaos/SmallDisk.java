package io.suuupra.tools.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A small file system that can be filled up: ext4 in a file of its own, behind a loop device; where there is none,
 * memory ({@code tmpfs}). Confined to one thread.
 */
final class SmallDisk implements AutoCloseable
{
    private static final int MIB = 1 << 20;
    private static final int PIECE = 4 * MIB;
    private static final long COMMAND_TIMEOUT_S = 60;

    private final Path mount;
    private final Path ballast;
    private final String kind;

    private SmallDisk(final Path mount, final String kind)
    {
        this.mount = mount;
        this.kind = kind;
        ballast = mount.resolve("ballast");
    }

    /** @return why there can be no small file system here; empty = there can. */
    static Optional<String> missing()
    {
        return "root".equals(System.getProperty("user.name")) ? Optional.empty() :
            Optional.of("only root may mount a small file system");
    }

    /**
     * @param folder new; gets the image and the mount point.
     * @param mib    size.
     * @return the file system, mounted.
     * @throws IOException if neither kind can be mounted.
     */
    static SmallDisk mount(final Path folder, final int mib) throws IOException
    {
        final Path image = Files.createDirectories(folder).resolve("image");
        final Path mount = Files.createDirectories(folder.resolve("mount"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw"))
        {
            file.setLength((long)mib * MIB);
        }
        final Optional<String> noLoop = run(List.of("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()))
            .or(() -> run(List.of("mount", "-o", "loop", image.toString(), mount.toString())));
        if (noLoop.isEmpty())
        {
            return new SmallDisk(mount, "ext4");
        }
        final Optional<String> noMemory =
            run(List.of("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "suuupra-faults", mount.toString()));
        if (noMemory.isPresent())
        {
            throw new IOException("no small file system: " + noLoop.get() + "; " + noMemory.get());
        }
        return new SmallDisk(mount, "tmpfs");
    }

    /** @return what went wrong; empty = nothing. */
    private static Optional<String> run(final List<String> command)
    {
        try
        {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(COMMAND_TIMEOUT_S, TimeUnit.SECONDS))
            {
                process.destroyForcibly();
                return Optional.of(command.getFirst() + " does not end");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(command.getFirst() + ": " + output);
        }
        catch (final IOException absent)
        {
            return Optional.of(absent.getMessage());
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            return Optional.of(command.getFirst() + " was interrupted");
        }
    }

    /** @return {@code ext4} or {@code tmpfs}. */
    String kind()
    {
        return kind;
    }

    Path mount()
    {
        return mount;
    }

    long freeBytes() throws IOException
    {
        return Files.getFileStore(mount).getUsableSpace();
    }

    /** Fills it up until at most so much is free. */
    void fill(final long freeBytes) throws IOException
    {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        try (FileChannel file = FileChannel.open(
            ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND))
        {
            for (long more = freeBytes() - freeBytes; more > 0; more = freeBytes() - freeBytes)
            {
                zeros.clear().limit((int)Math.min(PIECE, more));
                try
                {
                    file.write(zeros);
                    // What is only in memory takes no room yet.
                    file.force(true);
                }
                catch (final IOException full)
                {
                    if (freeBytes == 0)
                    {
                        return;
                    }
                    throw full;
                }
            }
        }
    }

    /** Gives the room back. */
    void empty() throws IOException
    {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException
    {
        final Optional<String> failure = run(List.of("umount", mount.toString()));
        if (failure.isPresent())
        {
            // The process that was ended last may not be gone for the kernel yet: it is unmounted when it is.
            final Optional<String> later = run(List.of("umount", "-l", mount.toString()));
            if (later.isPresent())
            {
                throw new IOException(later.get());
            }
        }
    }
}
