package io.suuupra.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stands where in a data folder.
 *
 * @param root of the folder.
 */
public record DataPaths(Path root)
{
    /** The version of the format that this program reads and writes. */
    public static final int FORMAT = 1;

    private static final int FORMAT_FILE_MAX = 64;

    /** @return the file with the version of the format. Without it a folder is none of ours, or not complete. */
    public Path format()
    {
        return root.resolve("format");
    }

    /** @return the file that the process has locked that works on the folder. */
    public Path lock()
    {
        return root.resolve("lock");
    }

    /** @return the directory of the journal. */
    public Path journal()
    {
        return root.resolve("journal");
    }

    /** @return the directory of the store. */
    public Path store()
    {
        return root.resolve("store");
    }

    /** @return the directory of the snapshots. */
    public Path snapshots()
    {
        return root.resolve("snapshots");
    }

    /** @return the directory of the audit chain. */
    public Path audit()
    {
        return root.resolve("audit");
    }

    /** @return the file with the API keys that the node knows. */
    public Path keys()
    {
        return root.resolve("keys.json");
    }

    /** @return the file with the first API key, for its owner alone. */
    public Path apiKey()
    {
        return root.resolve("api-key");
    }

    /**
     * Checks the version of the format.
     *
     * @throws IOException if there is none or it is another.
     */
    public void checkFormat() throws IOException
    {
        if (!Files.isRegularFile(format()) || Files.size(format()) > FORMAT_FILE_MAX)
        {
            throw new IOException(root + " is not a complete data folder: it has no format file");
        }
        final String text = Files.readString(format(), StandardCharsets.UTF_8).strip();
        if (!text.equals(Integer.toString(FORMAT)))
        {
            throw new IOException(root + " has the format version " + text + ", this program needs " + FORMAT);
        }
    }
}
