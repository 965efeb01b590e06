package io.suuupra.journal;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A disk that is never waited for: for tests in which nothing crashes. */
public class QuickDisk extends Disk
{
    @Override
    public void force(final FileChannel channel, final Path file) throws IOException
    {
        before("force", file);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException
    {
        before("force directory", directory);
    }
}
