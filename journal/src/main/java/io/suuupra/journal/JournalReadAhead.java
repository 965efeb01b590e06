package io.suuupra.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.machine.Machine;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads a journal to its end as {@link JournalReader} does, but in a thread of its own: while the caller works on some
 * frames, the next ones are read and proven. For one pass over a journal that nobody writes.
 *
 * <p>Confined to one thread, apart from that one.
 */
public final class JournalReadAhead implements AutoCloseable
{
    private static final int BLOCKS = 4;
    private static final int BLOCK_BYTES = 2 * 1024 * 1024;
    private static final long WAIT_NS = 20_000;

    private final JournalReader reader;
    private final Queue<Block> empty = new ConcurrentLinkedQueue<>();
    private final Queue<Block> full = new ConcurrentLinkedQueue<>();
    private final Machine machine;
    private final Machine.Work work;
    private volatile boolean closed;
    private Block block;
    private int nextOffset;
    private int offset;
    private int length;

    /** Frames one behind the other, each at a multiple of 8, all of one file. */
    private static final class Block
    {
        private UnsafeBuffer buffer;
        private int used;
        private Path file;
        private boolean last;
        private IOException failed;
        private RuntimeException broken;

        void clear()
        {
            used = 0;
            file = null;
        }

        boolean takes(final JournalReader from)
        {
            return used == 0 || from.file().equals(file) && used + Limits.align(from.length()) <= buffer.capacity();
        }

        void add(final JournalReader from)
        {
            final int bytes = Limits.align(from.length());
            if (buffer == null || bytes > buffer.capacity())
            {
                buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(bytes, BLOCK_BYTES)));
            }
            buffer.putBytes(used, from.buffer(), from.offset(), from.length());
            used += bytes;
            file = from.file();
        }
    }

    private JournalReadAhead(final JournalReader reader, final Machine machine)
    {
        this.reader = reader;
        this.machine = machine;
        for (int i = 0; i < BLOCKS; i++)
        {
            empty.add(new Block());
        }
        work = machine.start("journal-read-ahead", true, this::readAll);
    }

    /**
     * Opens a journal at a file and begins to read.
     *
     * @param directory of the journal.
     * @param fromCycle the first file that is wanted, as a snapshot names it; 0 = from the start.
     * @param machine   to read on.
     * @return the reader, before its first frame.
     * @throws IOException if a file cannot be read.
     */
    public static JournalReadAhead open(final Path directory, final long fromCycle, final Machine machine)
        throws IOException
    {
        return new JournalReadAhead(JournalReader.open(directory, fromCycle), machine);
    }

    private void readAll()
    {
        Block filling = take(empty);
        if (filling == null)
        {
            return;
        }
        try
        {
            while (reader.next())
            {
                if (!filling.takes(reader))
                {
                    full.add(filling);
                    filling = take(empty);
                    if (filling == null)
                    {
                        return;
                    }
                    filling.clear();
                }
                filling.add(reader);
            }
        }
        catch (final IOException failure)
        {
            filling.failed = failure;
        }
        catch (final RuntimeException failure)
        {
            filling.broken = failure;
        }
        filling.last = true;
        full.add(filling);
    }

    /** @return null if the reader was closed before there was one. */
    private Block take(final Queue<Block> from)
    {
        Block taken = from.poll();
        while (taken == null && !closed)
        {
            machine.park(WAIT_NS);
            taken = from.poll();
        }
        return taken;
    }

    /**
     * Goes on to the next frame.
     *
     * @return false if there is none.
     * @throws JournalDamage if something that was durable is lost or changed; all frames before it were given.
     * @throws IOException   if a file cannot be read.
     */
    public boolean next() throws IOException
    {
        while (block == null || nextOffset == block.used)
        {
            if (block != null && block.last)
            {
                return ended();
            }
            takeBlock();
        }
        offset = nextOffset;
        length = JournalFrames.length(block.buffer, offset);
        nextOffset += Limits.align(length);
        return true;
    }

    private boolean ended() throws IOException
    {
        if (block.failed != null)
        {
            throw block.failed;
        }
        if (block.broken != null)
        {
            throw block.broken;
        }
        return false;
    }

    private void takeBlock()
    {
        if (block != null)
        {
            empty.add(block);
        }
        block = take(full);
        nextOffset = 0;
    }

    /** @return what holds the frame, until the next call of {@link #next()}. */
    public DirectBuffer buffer()
    {
        return block.buffer;
    }

    /** @return offset of the frame's header in {@link #buffer()}. */
    public int offset()
    {
        return offset;
    }

    /** @return bytes of the frame, header included, padding excluded. */
    public int length()
    {
        return length;
    }

    /** @return sequence of the frame. */
    public long sequence()
    {
        return JournalFrames.sequence(block.buffer, offset);
    }

    /** @return the host's clock when it took the command, in ns since 1970. */
    public long timestamp()
    {
        return JournalFrames.timestamp(block.buffer, offset);
    }

    /** @return crc of the frame. */
    public int crc()
    {
        return JournalFrames.crc(block.buffer, offset);
    }

    /** @return the file that the frame stands in. */
    public Path file()
    {
        return block.file;
    }

    @Override
    public void close() throws IOException
    {
        closed = true;
        machine.join(work);
        reader.close();
    }
}
