package io.suuupra.bench.micro;

import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.SegmentSource;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A store in files of a folder, mapped as those of a node are, and gone with the run. */
final class MappedFiles implements SegmentSource, AutoCloseable
{
    private static final int ROWS = 1 << 20;

    private final Path folder;
    private final List<MappedByteBuffer> segments = new ArrayList<>();

    MappedFiles(final Path folder) throws IOException
    {
        this.folder = Files.createTempDirectory(folder, "suuupra-settlement-");
    }

    @Override
    public int rowsPerSegment()
    {
        return ROWS;
    }

    @Override
    public synchronized UnsafeBuffer segment(final int index)
    {
        while (segments.size() <= index)
        {
            final Path file = folder.resolve(segments.size() + ".seg");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE))
            {
                segments.add(channel.map(
                    FileChannel.MapMode.READ_WRITE, 0, (long)ROWS * StoreRecordDecoder.BLOCK_LENGTH));
            }
            catch (final IOException broken)
            {
                throw new IllegalStateException(file + ": " + broken.getMessage(), broken);
            }
        }
        return new UnsafeBuffer(segments.get(index));
    }

    @Override
    public void close() throws IOException
    {
        segments.forEach(IoUtil::unmap);
        Files.delete(folder);
    }
}
