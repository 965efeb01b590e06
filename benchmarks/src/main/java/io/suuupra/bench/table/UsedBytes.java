package io.suuupra.bench.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Counts what files hold without what is only laid down ahead: each file up to its last byte that is not zero.
 */
final class UsedBytes
{
    private static final int CHUNK = 1 << 20;

    private UsedBytes()
    {
    }

    /**
     * @param folder that exists; its own folders are looked into.
     * @param counts which files count.
     * @return bytes of those files.
     * @throws IOException if one cannot be read.
     */
    static long of(final Path folder, final Predicate<Path> counts) throws IOException
    {
        final List<Path> files;
        try (Stream<Path> all = Files.walk(folder))
        {
            files = all.filter(Files::isRegularFile).filter(counts).toList();
        }
        catch (final UncheckedIOException unreadable)
        {
            throw unreadable.getCause();
        }
        long sum = 0;
        for (final Path file : files)
        {
            sum += ofFile(file);
        }
        return sum;
    }

    /**
     * @param file to be read from its end.
     * @return bytes up to its last one that is not zero.
     * @throws IOException if it cannot be read.
     */
    static long ofFile(final Path file) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file))
        {
            final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            long end = channel.size();
            while (end > 0)
            {
                final long from = Math.max(0, end - CHUNK);
                chunk.clear().limit((int)(end - from));
                while (chunk.hasRemaining())
                {
                    if (channel.read(chunk, from + chunk.position()) < 0)
                    {
                        throw new IOException(file + " became shorter while it was read");
                    }
                }
                for (int i = chunk.limit() - 1; i >= 0; i--)
                {
                    if (chunk.get(i) != 0)
                    {
                        return from + i + 1;
                    }
                }
                end = from;
            }
            return 0;
        }
    }
}
