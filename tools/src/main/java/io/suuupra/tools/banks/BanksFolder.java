package io.suuupra.tools.banks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where banks and PSPs keep what is theirs: {@code banks/NAME} in the node's data folder, for the owner only.
 *
 * @param data folder of the node.
 */
record BanksFolder(Path data)
{
    /** What a path of a socket may have, on every system that has such sockets. */
    private static final int SOCKET_PATH_MAX = 100;

    Path root()
    {
        return data.resolve("banks");
    }

    Path of(final String participant)
    {
        return root().resolve(participant);
    }

    /** The API key of a participant. */
    Path key(final String participant)
    {
        return of(participant).resolve("key");
    }

    /** There as soon as the switch knows a participant. */
    Path registered(final String participant)
    {
        return of(participant).resolve("registered");
    }

    /** Keys of the devices of a PSP's users. */
    Path devices(final String participant)
    {
        return of(participant).resolve("devices.json");
    }

    /** The faults of a bank, as they were last set. */
    Path faults(final String participant)
    {
        return of(participant).resolve("faults.json");
    }

    /** Held by the process that hosts a participant. */
    Path lock(final String participant)
    {
        return of(participant).resolve("lock");
    }

    /** Held by the process that makes participants known. */
    Path lock()
    {
        return root().resolve("lock");
    }

    /**
     * @return where the process that hosts a participant listens.
     * @throws IOException if the folder lies too deep for a socket.
     */
    Path socket(final String participant) throws IOException
    {
        final Path absolute = of(participant).resolve("socket").toAbsolutePath().normalize();
        if (length(absolute) <= SOCKET_PATH_MAX)
        {
            return absolute;
        }
        final Path here = Path.of("").toAbsolutePath();
        if (here.getRoot().equals(absolute.getRoot()) && length(here.relativize(absolute)) <= SOCKET_PATH_MAX)
        {
            return here.relativize(absolute);
        }
        throw new IOException("the path of the socket " + absolute + " has more than " + SOCKET_PATH_MAX +
            " bytes: use a data folder that lies less deep, or start where it is");
    }

    private static int length(final Path path)
    {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Makes a folder of a participant, and those above it. */
    void make(final String participant) throws IOException
    {
        for (final Path folder : new Path[]{ root(), of(participant) })
        {
            if (!Files.isDirectory(folder))
            {
                Files.createDirectory(folder);
                if (folder.getFileSystem().supportedFileAttributeViews().contains("posix"))
                {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            }
        }
    }
}
