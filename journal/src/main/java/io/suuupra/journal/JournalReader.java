package io.suuupra.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.cycle.GroupHeader;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the frames of a journal in their order, each proven: its crc, the chain, the sequence without a gap, the epoch
 * that does not fall. It never writes, needs no lock and may run in another process while a node writes.
 *
 * <p>It reads the documents of Chronicle Queue itself: the queue's own tailer stops without a word at a place that was
 * zeroed, and believes lengths that no checksum vouches for.
 *
 * <p>It also delivers frames that are written but not forced yet; {@link #durableSequence()} says which ones surely
 * are. At the end it answers false; a later call goes on with what was written meanwhile. A torn group at the end is
 * not delivered and not an error.
 *
 * <p>Confined to one thread.
 */
public final class JournalReader implements AutoCloseable
{
    private final GroupWalk walk;
    private int framesLeft;
    private int nextOffset;
    private int offset;
    private int length;
    private long sequence;
    private long timestamp;
    private int epoch;
    private int crc;
    private int previousCrc;

    private JournalReader(final GroupWalk walk)
    {
        this.walk = walk;
    }

    /**
     * Opens a journal at its start.
     *
     * @param directory of the journal.
     * @return the reader, before its first frame.
     * @throws IOException if a file cannot be read.
     */
    public static JournalReader open(final Path directory) throws IOException
    {
        return open(directory, 0);
    }

    /**
     * Opens a journal at a file. Frames of an earlier file may come first, where that file is needed to prove what
     * follows.
     *
     * @param directory of the journal.
     * @param fromCycle the first file that is wanted, as a snapshot names it; 0 = from the start.
     * @return the reader, before its first frame.
     * @throws IOException if a file cannot be read.
     */
    public static JournalReader open(final Path directory, final long fromCycle) throws IOException
    {
        return new JournalReader(GroupWalk.open(directory, fromCycle));
    }

    /**
     * Goes on to the next frame.
     *
     * @return false if there is none for now.
     * @throws JournalDamage if something that was durable is lost or changed.
     * @throws IOException   if a file cannot be read.
     */
    public boolean next() throws IOException
    {
        while (framesLeft == 0)
        {
            if (!walk.next())
            {
                return false;
            }
            framesLeft = GroupHeader.frames(walk.buffer(), walk.groupOffset());
            nextOffset = walk.groupOffset() + GroupHeader.LENGTH;
        }
        final DirectBuffer buffer = walk.buffer();
        offset = nextOffset;
        length = JournalFrames.length(buffer, offset);
        sequence = JournalFrames.sequence(buffer, offset);
        timestamp = JournalFrames.timestamp(buffer, offset);
        epoch = JournalFrames.epoch(buffer, offset);
        crc = JournalFrames.crc(buffer, offset);
        previousCrc = JournalFrames.previousCrc(buffer, offset);
        nextOffset += Limits.align(length);
        framesLeft--;
        return true;
    }

    /** @return what holds the frame, until the next call of {@link #next()}. */
    public DirectBuffer buffer()
    {
        return walk.buffer();
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

    /** @return sequence of the frame; 0 before the first. */
    public long sequence()
    {
        return sequence;
    }

    /** @return the host's clock when it took the command, in ns since 1970. */
    public long timestamp()
    {
        return timestamp;
    }

    /** @return epoch of the frame. */
    public int epoch()
    {
        return epoch;
    }

    /** @return crc of the frame. */
    public int crc()
    {
        return crc;
    }

    /** @return crc of the frame before. */
    public int previousCrc()
    {
        return previousCrc;
    }

    /** @return number of the file that the frame stands in; -1 before the first. */
    public long cycle()
    {
        return walk.cycle();
    }

    /** @return the file that the frame stands in; null before the first. */
    public Path file()
    {
        return walk.file();
    }

    /** @return sequence of the first frame of the group, or of the next to come if the last group was a mark. */
    public long groupFirstSequence()
    {
        return walk.firstSequence();
    }

    /** @return the highest sequence that what was read so far shows to be durable. */
    public long durableSequence()
    {
        return walk.mark();
    }

    /** @return sequence of the last proven frame of the group that is being read. */
    public long groupLastSequence()
    {
        return walk.sequence();
    }

    @Override
    public void close() throws IOException
    {
        walk.close();
    }
}
