package io.suuupra.tools.journal;

import io.suuupra.journal.DataPaths;
import io.suuupra.journal.cycle.CycleFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that a command was given.
 *
 * @param journal folder of the journal's files.
 * @param data    folder that it belongs to; null where a journal lies alone.
 */
record JournalFolder(Path journal, DataPaths data)
{
    private static final String JOURNAL = "journal";

    /**
     * @param folder a data folder, its journal's folder, or a copy of that alone.
     * @return what stands where.
     * @throws IOException if it is none of these, or of another format.
     */
    static JournalFolder open(final Path folder) throws IOException
    {
        final Path given = existing(folder);
        if (!Files.exists(new DataPaths(given).format()))
        {
            final Path parent = given.toAbsolutePath().normalize().getParent();
            final boolean isPartOfData = given.toAbsolutePath().normalize().endsWith(JOURNAL) && parent != null &&
                Files.exists(new DataPaths(parent).format());
            if (isPartOfData)
            {
                final DataPaths paths = data(parent);
                return new JournalFolder(paths.journal(), paths);
            }
            if (!CycleFiles.list(given).isEmpty())
            {
                return new JournalFolder(given, null);
            }
        }
        final DataPaths paths = data(given);
        return new JournalFolder(paths.journal(), paths);
    }

    /**
     * @param folder a data folder.
     * @return what stands where in it.
     * @throws IOException if it is none, not complete, or of another format.
     */
    static DataPaths data(final Path folder) throws IOException
    {
        final DataPaths paths = new DataPaths(existing(folder));
        if (!Files.exists(paths.format()))
        {
            throw new IOException(folder + " is not a data folder: it has no format file");
        }
        paths.checkFormat();
        return paths;
    }

    private static Path existing(final Path folder) throws IOException
    {
        if (!Files.isDirectory(folder))
        {
            throw new IOException(Files.exists(folder) ? folder + " is not a folder" : "there is no folder " + folder);
        }
        return folder;
    }
}
