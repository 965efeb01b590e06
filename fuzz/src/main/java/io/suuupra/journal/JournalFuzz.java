package io.suuupra.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.fuzz.Bound;
import io.suuupra.fuzz.FuzzTarget;
import io.suuupra.fuzz.ScratchFolder;
import io.suuupra.journal.cycle.Crc;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.recovery.TailRepair;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files of a journal. The first byte of the input chooses: bit 0 = checksums are mended first, so that what they cover
 * is reached; bit 1 = the second half is a file of its own; bit 2 = it is a write-ahead file; bit 3 = the journal is
 * repaired as a start does, and read again. The rest is the content.
 *
 * <p>Whatever it is, frames come out whole and in order, or damage is named.
 */
public final class JournalFuzz
{
    /** Number of the first file. */
    public static final int CYCLE = 5_000_000;
    private static final int MEND = 1;
    private static final int TWO = 2;
    private static final int AHEAD = 4;
    private static final int REPAIR = 8;
    private static final int META_DATA = 0x4000_0000;
    private static final int LENGTH_MASK = META_DATA - 1;
    private static final int DOCUMENT_HEADER = Integer.BYTES;
    private static final long HEAP_MAX = 8 << 20;
    private static final int HEAP_FACTOR = 256;
    private static final long DIRECT_MAX = 16 << 20;
    private static final JournalOptions OPTIONS = JournalOptions.small().withDisk(new Unforced());
    private static final ScratchFolder FOLDER = new ScratchFolder("journal");

    private JournalFuzz()
    {
    }

    /** Nothing here has to survive a crash. */
    private static final class Unforced extends Disk
    {
        @Override
        public void force(final FileChannel channel, final Path file)
        {
            // Nobody looks at these files after this process.
        }

        @Override
        public void forceDirectory(final Path directory)
        {
            // Nor at their names.
        }
    }

    /** What the fuzzer calls once, before its first execution. */
    public static void fuzzerInitialize()
    {
        FuzzTarget.JOURNAL.warmUp();
    }

    /**
     * One execution.
     *
     * @param data a choice and files.
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
        final Path directory = FOLDER.empty();
        final int choice = data[0];
        final int middle = (choice & TWO) == 0 ? data.length : 1 + (data.length - 1) / 2;
        write(directory.resolve(CycleFiles.name(CYCLE)), Arrays.copyOfRange(data, 1, middle), CYCLE, choice);
        if ((choice & TWO) != 0)
        {
            final byte[] second = Arrays.copyOfRange(data, middle, data.length);
            write(directory.resolve((choice & AHEAD) == 0 ? CycleFiles.name(CYCLE + 1) : "ahead-0.wal"),
                second, CYCLE + 1, choice);
        }
        final long read = read(directory);
        if ((choice & REPAIR) != 0)
        {
            repair(directory, read);
        }
    }

    private static void write(final Path file, final byte[] bytes, final int cycle, final int choice) throws IOException
    {
        if ((choice & MEND) != 0)
        {
            mend(new UnsafeBuffer(bytes), bytes.length, cycle);
        }
        Files.write(file, bytes);
    }

    /** Gives each document that could be a group the checksums of what it holds, and nothing else. */
    private static void mend(final UnsafeBuffer bytes, final int size, final int cycle)
    {
        final Crc crc = new Crc();
        int at = 0;
        while (at + DOCUMENT_HEADER + GroupHeader.LENGTH <= size)
        {
            final int header = bytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
            final int length = header & LENGTH_MASK;
            final int start = at + DOCUMENT_HEADER;
            if (header <= 0 || length > size - start)
            {
                return;
            }
            if ((header & META_DATA) == 0 && length >= GroupHeader.LENGTH)
            {
                mendFrames(bytes, start + GroupHeader.LENGTH, start + length, crc);
                GroupHeader.seal(bytes, start, cycle, start, crc);
            }
            at = start + length + 3 & -4;
        }
    }

    private static void mendFrames(final UnsafeBuffer bytes, final int from, final int to, final Crc crc)
    {
        int at = from;
        while (at + JournalFrames.HEADER_LENGTH <= to)
        {
            final int length = JournalFrames.length(bytes, at);
            if (length < JournalFrames.HEADER_LENGTH || length > to - at)
            {
                return;
            }
            JournalFrames.seal(bytes, at, length, JournalFrames.epoch(bytes, at),
                JournalFrames.previousCrc(bytes, at), crc);
            at += Limits.align(length);
        }
    }

    /** @return sequence of the last frame that came out; -1 = damage was named. */
    private static long read(final Path directory) throws IOException
    {
        long last = 0;
        try (JournalReader reader = JournalReader.open(directory))
        {
            while (reader.next())
            {
                if (last != 0 && reader.sequence() != last + 1 || reader.length() < JournalFrames.HEADER_LENGTH)
                {
                    throw new IllegalStateException("frame " + reader.sequence() + " after " + last);
                }
                last = reader.sequence();
                reader.buffer().getByte(reader.offset() + reader.length() - 1);
            }
        }
        catch (final JournalDamage named)
        {
            return -1;
        }
        return last;
    }

    private static void repair(final Path directory, final long read) throws IOException
    {
        try
        {
            final JournalTail tail = TailRepair.repair(directory, OPTIONS);
            final long again = read(directory);
            if (read < 0 || again != tail.sequence() || tail.sequence() < read)
            {
                throw new IllegalStateException(
                    "read to " + read + ", repaired to " + tail.sequence() + ", then read to " + again);
            }
        }
        catch (final JournalDamage named)
        {
            // As it should be: a start refuses.
        }
    }
}
