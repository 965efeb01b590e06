package io.suuupra.journal.wal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of the write-ahead files. They stand beside the journal's files, are made once and used over and over.
 */
final class WalFiles
{
    /** A group begins at a multiple of this: what is written later never touches a page that is durable. */
    static final int PAGE = 4096;

    /** Files at most. */
    static final int FILES_MAX = 64;

    private static final String PREFIX = "ahead-";
    private static final String SUFFIX = ".wal";

    private WalFiles()
    {
    }

    static Path path(final Path directory, final int index)
    {
        return directory.resolve(PREFIX + index + SUFFIX);
    }

    /** @return those that are there, whatever their number was when they were made. */
    static List<Path> list(final Path directory)
    {
        final List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES_MAX; i++)
        {
            final Path file = path(directory, i);
            if (Files.isRegularFile(file))
            {
                files.add(file);
            }
        }
        return files;
    }
}
