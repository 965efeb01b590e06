package io.suuupra.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.cycle.Crc;
import io.suuupra.journal.cycle.GroupHeader;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What makes groups a journal: every frame's crc, the chain of crcs, sequences without a gap, epochs that do not fall.
 *
 * <p>Confined to one thread.
 */
public final class GroupChain
{
    private final Crc crc = new Crc();
    private boolean anchored;
    private long sequence;
    private int frameCrc;
    private int epoch;
    private long timestamp;
    private long firstSequence;

    GroupChain()
    {
    }

    /** Begins anew: the first group that comes may be in the middle of a journal. */
    void reset()
    {
        anchored = false;
        sequence = 0;
        frameCrc = 0;
        epoch = 0;
        timestamp = 0;
        firstSequence = 0;
    }

    /** The next group must follow what was before it, or be the first of all. */
    public void anchor()
    {
        anchored = true;
    }

    /**
     * Checks a whole group against the chain; if it holds, the chain has moved past it.
     *
     * @param buffer that holds the group; its header must be intact.
     * @param offset of the group.
     * @return null if it holds, else what is wrong.
     */
    public String check(final UnsafeBuffer buffer, final int offset)
    {
        final int groupEpoch = GroupHeader.epoch(buffer, offset);
        final long first = GroupHeader.firstSequence(buffer, offset);
        final int previous = GroupHeader.previousCrc(buffer, offset);
        if (anchored ? first != sequence + 1 : first == 1 && previous != 0)
        {
            return anchored ? "the next group begins with sequence " + first : "the first group has a group before it";
        }
        if (anchored && previous != frameCrc)
        {
            return "the chain of crcs is broken";
        }
        if (groupEpoch < epoch)
        {
            return "a group of the older epoch " + groupEpoch + " follows epoch " + epoch;
        }
        final int frames = GroupHeader.frames(buffer, offset);
        final int length = GroupHeader.length(buffer, offset);
        int position = offset + GroupHeader.LENGTH;
        int chained = previous;
        long time = timestamp;
        for (int i = 0; i < frames; i++)
        {
            final int remaining = offset + length - position;
            final String reason = checkFrame(buffer, position, remaining, groupEpoch, first + i, chained);
            if (reason != null)
            {
                return reason;
            }
            chained = JournalFrames.crc(buffer, position);
            time = JournalFrames.timestamp(buffer, position);
            position += Limits.align(JournalFrames.length(buffer, position));
        }
        if (position != offset + length)
        {
            return "the group is longer than its frames";
        }
        sequence = first + frames - 1;
        frameCrc = chained;
        epoch = groupEpoch;
        timestamp = time;
        firstSequence = first;
        anchored = true;
        return null;
    }

    private String checkFrame(
        final UnsafeBuffer buffer,
        final int offset,
        final int remaining,
        final int groupEpoch,
        final long expected,
        final int previous)
    {
        if (remaining < JournalFrames.HEADER_LENGTH)
        {
            return "the group is shorter than its frames";
        }
        final int length = JournalFrames.length(buffer, offset);
        if (length < JournalFrames.HEADER_LENGTH || length > JournalFrames.LENGTH_MAX ||
            Limits.align(length) > remaining)
        {
            return "frame " + expected + " has the length " + length;
        }
        if (JournalFrames.computeCrc(buffer, offset, length, crc) != JournalFrames.crc(buffer, offset))
        {
            return "frame " + expected + " does not have its crc";
        }
        if (JournalFrames.sequence(buffer, offset) != expected)
        {
            return "frame " + expected + " has the sequence " + JournalFrames.sequence(buffer, offset);
        }
        if (JournalFrames.previousCrc(buffer, offset) != previous)
        {
            return "frame " + expected + " does not follow the frame before it";
        }
        if (JournalFrames.epoch(buffer, offset) != groupEpoch)
        {
            return "frame " + expected + " has the epoch " + JournalFrames.epoch(buffer, offset);
        }
        for (int i = length; i < Limits.align(length); i++)
        {
            if (buffer.getByte(offset + i) != 0)
            {
                return "frame " + expected + " is followed by bytes that are not zero";
            }
        }
        return null;
    }

    /** @return sequence of the last proven frame; 0 = none. */
    public long sequence()
    {
        return sequence;
    }

    /** @return crc of that frame. */
    public int frameCrc()
    {
        return frameCrc;
    }

    /** @return epoch of the last proven group. */
    public int epoch()
    {
        return epoch;
    }

    /** @return the host's clock at the last proven frame. */
    public long timestamp()
    {
        return timestamp;
    }

    /** @return sequence of the first frame of the last proven group, or of the next to come if it is a mark. */
    long firstSequence()
    {
        return firstSequence;
    }
}
