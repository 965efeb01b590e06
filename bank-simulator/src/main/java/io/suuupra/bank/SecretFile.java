package io.suuupra.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read. */
public final class SecretFile
{
    private SecretFile()
    {
    }

    /**
     * Writes a file as a whole, readable by its owner only, and forces it to the disk.
     *
     * @param file  to write or replace.
     * @param bytes of it.
     * @throws IOException if it cannot be written.
     */
    public static void write(final Path file, final byte[] bytes) throws IOException
    {
        final Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(next)))
        {
            final ByteBuffer source = ByteBuffer.wrap(bytes);
            while (source.hasRemaining())
            {
                channel.write(source);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(final Path file)
    {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix") ?
            new FileAttribute<?>[]{
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) } :
            new FileAttribute<?>[0];
    }
}
