package io.suuupra.journal;

import io.suuupra.codecs.frame.Limits;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

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

    private final JournalReader reader;
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
    private final Thread thread;
    private Block block;
    private int nextOffset;
    private int offset;
    private int length;

    /** Frames one behind the other, each at a multiple of 8, all of one file. */
    private static final class Block
    {
        private UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(BLOCK_BYTES));
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
            if (bytes > buffer.capacity())
            {
                buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes));
            }
            buffer.putBytes(used, from.buffer(), from.offset(), from.length());
            used += bytes;
            file = from.file();
        }
    }

    private JournalReadAhead(final JournalReader reader)
    {
        this.reader = reader;
        for (int i = 0; i < BLOCKS; i++)
        {
            empty.add(new Block());
        }
        thread = Thread.ofPlatform().name("journal-read-ahead").daemon().start(this::readAll);
    }

    /**
     * Opens a journal at a file and begins to read.
     *
     * @param directory of the journal.
     * @param fromCycle the first file that is wanted, as a snapshot names it; 0 = from the start.
     * @return the reader, before its first frame.
     * @throws IOException if a file cannot be read.
     */
    public static JournalReadAhead open(final Path directory, final long fromCycle) throws IOException
    {
        return new JournalReadAhead(JournalReader.open(directory, fromCycle));
    }

    private void readAll()
    {
        try
        {
            Block filling = empty.take();
            try
            {
                while (reader.next())
                {
                    if (!filling.takes(reader))
                    {
                        full.put(filling);
                        filling = empty.take();
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
            full.put(filling);
        }
        catch (final InterruptedException closed)
        {
            // Nobody waits for more.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes on to the next frame.
     *
     * @return false if there is none.
     * @throws JournalDamage if something that was durable is lost or changed; all frames before it were given.
     * @throws IOException   if a file cannot be read, or the calling thread is interrupted.
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

    private void takeBlock() throws IOException
    {
        try
        {
            if (block != null)
            {
                empty.put(block);
            }
            block = full.take();
            nextOffset = 0;
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading the journal", interrupted);
        }
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
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive())
        {
            try
            {
                thread.join();
            }
            catch (final InterruptedException again)
            {
                interrupted = true;
            }
        }
        if (interrupted)
        {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}
