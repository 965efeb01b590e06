package io.suuupra.journal.snapshot;

import io.suuupra.engine.CorruptStateException;
import io.suuupra.engine.EngineRestore;
import io.suuupra.fuzz.Bound;
import io.suuupra.fuzz.FuzzEngine;
import io.suuupra.fuzz.FuzzTarget;
import io.suuupra.fuzz.ScratchFolder;
import io.suuupra.journal.cycle.Crc;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A snapshot file and the engine that is restored from it. The first byte of the input chooses: bit 0 = checksums are
 * mended first, so that what they cover is reached. The rest is the file.
 */
public final class SnapshotFuzz
{
    /** Sequence that the file's name says. */
    public static final long SEQUENCE = 3;
    private static final int MEND = 1;
    private static final long HEAP_MAX = 48 << 20;
    private static final int HEAP_FACTOR = 64;
    private static final long DIRECT_MAX = 16 << 20;
    private static final ScratchFolder FOLDER = new ScratchFolder("snapshot");
    private static final List<byte[]> RECORDS;

    static
    {
        try (FuzzEngine engine = FuzzEngine.withSomeState())
        {
            RECORDS = engine.records();
        }
    }

    private SnapshotFuzz()
    {
    }

    /** What the fuzzer calls once, before its first execution. */
    public static void fuzzerInitialize()
    {
        FuzzTarget.SNAPSHOT.warmUp();
    }

    /**
     * One execution.
     *
     * @param data a choice and a file.
     */
    public static void fuzzerTestOneInput(final byte[] data)
    {
        if (data.length > 0)
        {
            Bound.within(HEAP_MAX + (long)HEAP_FACTOR * data.length, DIRECT_MAX, () -> run(data));
        }
    }

    private static void run(final byte[] data) throws IOException
    {
        final byte[] bytes = Arrays.copyOfRange(data, 1, data.length);
        if ((data[0] & MEND) != 0)
        {
            mend(new UnsafeBuffer(bytes), bytes.length);
        }
        final Path file = SnapshotFiles.file(FOLDER.empty(), SEQUENCE);
        Files.write(file, bytes);
        try (SnapshotFileReader reader = SnapshotFileReader.open(file); FuzzEngine engine = FuzzEngine.over(RECORDS))
        {
            final EngineRestore restore = engine.engine().restore();
            while (reader.next())
            {
                restore.onMessage(reader.buffer(), reader.offset(), reader.length());
            }
            // A host has compared its store with the snapshot by now, and refuses where rows are missing.
            if (restore.header().records() <= FuzzEngine.rows(RECORDS))
            {
                restore.finish();
                engine.engine().hash();
            }
        }
        catch (final SnapshotDamage | CorruptStateException named)
        {
            // As it should be: a start passes over it, or refuses.
        }
    }

    /** Gives each record the checksum of what it holds, and nothing else. */
    private static void mend(final UnsafeBuffer bytes, final int size)
    {
        final Crc crc = new Crc();
        int previous = 0;
        int at = SnapshotFile.HEADER_LENGTH;
        while (at + SnapshotFile.RECORD_HEADER_LENGTH <= size)
        {
            final int length = bytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
            final int message = at + SnapshotFile.RECORD_HEADER_LENGTH;
            if (length < 0 || length > size - message)
            {
                return;
            }
            previous = SnapshotFile.crc(crc, previous, bytes, message, length);
            bytes.putInt(at + Integer.BYTES, previous, ByteOrder.LITTLE_ENDIAN);
            at = message + length;
        }
    }
}
