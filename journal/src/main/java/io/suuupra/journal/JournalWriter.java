package io.suuupra.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.cycle.Crc;
import io.suuupra.journal.cycle.CycleLog;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.cycle.GroupLog;
import io.suuupra.journal.wal.WriteAheadLog;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes frames in groups: what is appended between two commits is one group, one document of Chronicle Queue, one
 * force. With write-ahead files a group is durable there first, and Chronicle Queue follows.
 *
 * <p>After the first error every call throws: the file may hold anything from there on, and a force that succeeds after
 * one that failed proves nothing. The node has to stop; the next start repairs the tail.
 *
 * <p>Confined to the thread that calls {@link #open}, which must not be interrupted. Append and commit allocate nothing
 * as long as the file stays the same.
 */
public final class JournalWriter implements AutoCloseable
{
    private final JournalOptions options;
    private final GroupLog log;
    private final UnsafeBuffer group;
    private final Crc crc = new Crc();
    private final int epoch;
    private int groupLength = GroupHeader.LENGTH;
    private int groupFrames;
    private int groupPreviousCrc;
    private int frameCrc;
    private long sequence;
    private long durableSequence;
    private long mark;
    private long bytesWritten;
    private Throwable failure;

    private JournalWriter(final JournalOptions options, final GroupLog log, final JournalTail tail)
    {
        this.options = options;
        this.log = log;
        group = log.group();
        epoch = tail.epoch() + 1;
        frameCrc = tail.frameCrc();
        groupPreviousCrc = frameCrc;
        sequence = tail.sequence();
        durableSequence = sequence;
        mark = sequence;
    }

    /**
     * Begins a new file behind the tail, in the next epoch. The folder must be locked by this process, and the tail
     * must be what the repair of this start has found.
     *
     * @param journalDirectory that holds the journal.
     * @param options          sizes.
     * @param tail             where the journal ends.
     * @return the writer, for the thread that calls.
     * @throws IOException if the file cannot be made.
     */
    public static JournalWriter open(
        final Path journalDirectory,
        final JournalOptions options,
        final JournalTail tail) throws IOException
    {
        options.disk().createDirectory(journalDirectory);
        return new JournalWriter(options, log(journalDirectory, options, tail), tail);
    }

    private static GroupLog log(final Path directory, final JournalOptions options, final JournalTail tail)
        throws IOException
    {
        return options.wal() == null ?
            CycleLog.open(directory, options.sizes(), options.rollBytes(), options.disk(), tail.nextCycle()) :
            WriteAheadLog.open(directory, options.wal(), options.sizes(), options.rollBytes(), options.disk(),
                tail.nextCycle(), tail.sequence());
    }

    /**
     * @param length of a frame, header included.
     * @return whether the open group has room for it.
     */
    public boolean hasRoom(final int length)
    {
        return groupLength + Limits.align(length) <= options.groupBytesMax();
    }

    /**
     * Seals a frame where it stands (its epoch, previous crc and crc) and copies it to the open group. It is not on the
     * disk before {@link #commit()} returns.
     *
     * @param buffer that holds the frame: over a byte array or a ByteBuffer. Its length, sequence and all else must be
     *               set.
     * @param offset of the frame.
     * @param length of header and message, from {@link JournalFrames#HEADER_LENGTH} to
     *               {@link JournalFrames#LENGTH_MAX}.
     * @throws IllegalArgumentException if length or sequence are not what they must be.
     * @throws IllegalStateException    if the group has no room for it.
     * @throws IOException              if the writer has failed before.
     */
    public void append(final MutableDirectBuffer buffer, final int offset, final int length) throws IOException
    {
        checkUsable();
        if (length < JournalFrames.HEADER_LENGTH || length > JournalFrames.LENGTH_MAX ||
            JournalFrames.length(buffer, offset) != length)
        {
            throw new IllegalArgumentException("length: a frame of " + length + " bytes says that it has " +
                JournalFrames.length(buffer, offset));
        }
        if (JournalFrames.sequence(buffer, offset) != sequence + 1)
        {
            throw new IllegalArgumentException("sequence: " + JournalFrames.sequence(buffer, offset) +
                " does not follow " + sequence);
        }
        if (!hasRoom(length))
        {
            throw new IllegalStateException("the group has no room for " + length + " bytes");
        }
        frameCrc = JournalFrames.seal(buffer, offset, length, epoch, frameCrc, crc);
        group.putBytes(groupLength, buffer, offset, length);
        final int aligned = Limits.align(length);
        for (int i = length; i < aligned; i++)
        {
            group.putByte(groupLength + i, (byte)0);
        }
        groupLength += aligned;
        groupFrames++;
        sequence++;
    }

    /**
     * Writes the open group and forces it. Without a frame in it nothing happens.
     *
     * @return sequence of the last frame that is on the disk.
     * @throws IOException if that failed, now or before. What was appended since the last commit may or may not be
     *                     there.
     */
    public long commit() throws IOException
    {
        checkUsable();
        if (groupFrames > 0)
        {
            write();
        }
        return durableSequence;
    }

    /**
     * Writes a mark, an empty group that says what is durable, if the last group does not say it: from then on damage
     * to what was committed cannot be taken for a torn tail. For the host to call when it has had nothing to commit for
     * some ms, and when the writer {@link #isBroken()}, which it then says by throwing.
     *
     * @return whether a mark was needed.
     * @throws IOException if that failed, now or before.
     */
    public boolean mark() throws IOException
    {
        checkUsable();
        if (groupFrames > 0 || mark == durableSequence && !log.isBroken())
        {
            return false;
        }
        write();
        return true;
    }

    private void write() throws IOException
    {
        try
        {
            final long first = sequence - groupFrames + 1;
            GroupHeader.encode(
                group, 0, groupLength, groupFrames, epoch, groupPreviousCrc, first, durableSequence);
            log.commit(groupLength, frameCrc);
        }
        catch (final IOException | RuntimeException | Error e)
        {
            failure = e;
            throw e;
        }
        mark = durableSequence;
        durableSequence = sequence;
        bytesWritten += groupLength;
        groupPreviousCrc = frameCrc;
        groupLength = GroupHeader.LENGTH;
        groupFrames = 0;
    }

    private void checkUsable() throws IOException
    {
        if (failure != null)
        {
            throw new IOException("the journal failed before, its tail has to be repaired by a new start", failure);
        }
    }

    /** @return sequence of the last frame that is on the disk. */
    public long durableSequence()
    {
        return durableSequence;
    }

    /** @return sequence of the last frame appended. */
    public long sequence()
    {
        return sequence;
    }

    /** @return crc of the last frame appended, or of the last one before. */
    public int frameCrc()
    {
        return frameCrc;
    }

    /** @return epoch of this writer. */
    public int epoch()
    {
        return epoch;
    }

    /** @return bytes of all groups that this writer has written. */
    public long bytesWritten()
    {
        return bytesWritten;
    }

    /** @return number of a journal file such that the next frame goes there or to a later one. */
    public long cycle()
    {
        return log.cycle();
    }

    /** @return ns that the force of the last commit took. */
    public long lastForceNs()
    {
        return log.lastForceNs();
    }

    /** @return whether the journal failed behind the last commit: the next call throws. Any thread may ask. */
    public boolean isBroken()
    {
        return log.isBroken();
    }

    /** Closes the files, Chronicle Queue's with all that was committed. What was not committed is lost. */
    @Override
    public void close() throws IOException
    {
        failure = failure == null ? new IllegalStateException("the journal writer is closed") : failure;
        log.close();
    }
}
