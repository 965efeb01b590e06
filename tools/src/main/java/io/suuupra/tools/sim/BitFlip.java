package io.suuupra.tools.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A bit of a file that has turned, as disks do once in a great while.
 */
final class BitFlip
{
    /** Bytes behind the last one that is not zero, which may be hit, too. */
    private static final int BEHIND = 64;

    private BitFlip()
    {
    }

    /**
     * Turns one bit of one file.
     *
     * @param folder that the file is in, or below.
     * @param random decides which.
     * @throws IOException if a file cannot be read or written.
     */
    static void turn(final Path folder, final SplittableRandom random) throws IOException
    {
        final List<Path> files = files(folder);
        if (files.isEmpty())
        {
            return;
        }
        final Path file = files.get(random.nextInt(files.size()));
        final byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0)
        {
            end--;
        }
        final int position = random.nextInt(Math.min(bytes.length, end + BEHIND));
        bytes[position] ^= (byte)(1 << random.nextInt(Byte.SIZE));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.wrap(bytes, position, 1), position);
        }
    }

    private static List<Path> files(final Path folder) throws IOException
    {
        try (Stream<Path> paths = Files.walk(folder))
        {
            return paths.filter(path -> Files.isRegularFile(path) && path.toFile().length() > 0).sorted().toList();
        }
    }
}
