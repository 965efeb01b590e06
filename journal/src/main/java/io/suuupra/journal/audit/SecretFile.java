package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is for its owner alone. */
final class SecretFile
{
    private SecretFile()
    {
    }

    /**
     * Writes it, for its owner alone from the first byte on. A file of that name is replaced in one step.
     *
     * @param file  to make.
     * @param bytes that it shall hold.
     * @param disk  to work on.
     * @throws IOException if the disk fails.
     */
    static void write(final Path file, final byte[] bytes, final Disk disk) throws IOException
    {
        final Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        disk.delete(unfinished);
        try (FileChannel channel = disk.createForOwner(unfinished))
        {
            disk.write(channel, unfinished, ByteBuffer.wrap(bytes), 0);
            disk.force(channel, unfinished);
        }
        disk.rename(unfinished, file);
        disk.forceDirectory(file.getParent());
    }
}
