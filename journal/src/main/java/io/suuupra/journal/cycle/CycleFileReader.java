package io.suuupra.journal.cycle;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Finds the groups in a file of Chronicle Queue without Chronicle Queue: it reads (never maps), believes no length
 * before a checksum has vouched for it, and does not need the queue's header or index to be in order.
 *
 * <p>The format: documents follow one another, each aligned to four bytes and headed by 32 bits, low byte first: bits
 * 0-29 its length, bit 30 = the queue's own data, bit 31 = not complete. 0 = nothing written yet; {@code C0000000} =
 * end of the file.
 *
 * <p>It walks from document to document as long as they are in order. Where they are not it searches the rest of the
 * file for a header of a group. A group that it finds is only a candidate: the caller checks its frames and their
 * chain, and says {@link #accept()}. The walk goes on behind the last accepted group, so a file that is still being
 * written can be followed.
 *
 * <p>Confined to one thread.
 */
public final class CycleFileReader implements AutoCloseable
{
    static final int META_DATA = 0x4000_0000;
    static final int NOT_COMPLETE = 0x8000_0000;
    static final int END_OF_FILE = NOT_COMPLETE | META_DATA;
    static final int LENGTH_MASK = META_DATA - 1;

    /** The header, and four bytes that say "EOF" in letters. */
    private static final int END_OF_FILE_LENGTH = 8;

    private static final int DOCUMENT_HEADER = Integer.BYTES;

    /** Bytes of the queue's own documents: its header and its index pages are far smaller. */
    private static final int OWN_DATA_MAX = 64 * 1024;

    private static final int WINDOW_LENGTH = 1024 * 1024;
    private static final int WINDOW_LENGTH_MIN = 64 * 1024;

    private enum State
    {
        /** At {@code position}, which no one has looked at yet. */
        WALK,
        /** The caller has been given the group at {@code candidate}. */
        CANDIDATE,
        /** At a place that is no document; the rest of the file is to be searched from {@code cursor} on. */
        SEARCH,
        /** The same, and the search found nothing more. */
        END
    }

    private final int cycle;
    private final Path file;
    private final FileChannel channel;
    private final Crc crc = new Crc();
    private ByteBuffer memory;
    private final UnsafeBuffer window;
    private long windowStart;
    private int windowLength;
    private State state = State.WALK;
    private long position;
    private long cursor;
    private int stopHeader;
    /** A file that grows is not searched each time its end is reached, only when it stood still since. */
    private boolean growing;
    private long candidate;
    private int candidateLength;
    private boolean candidateWhole;
    private boolean candidateWalked;

    /**
     * Opens a file, at its start.
     *
     * @param file  to read.
     * @param cycle its number.
     * @throws IOException if it cannot be opened.
     */
    public CycleFileReader(final Path file, final int cycle) throws IOException
    {
        this.cycle = cycle;
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.READ);
        memory = allocate(Math.clamp(channel.size(), WINDOW_LENGTH_MIN, WINDOW_LENGTH));
        window = new UnsafeBuffer(memory);
    }

    /**
     * Goes on to the next candidate.
     *
     * @return false if there is none for now.
     * @throws IOException if the file cannot be read.
     */
    public boolean next() throws IOException
    {
        while (true)
        {
            switch (state)
            {
                case WALK ->
                {
                    if (walk())
                    {
                        return true;
                    }
                    if (state == State.END)
                    {
                        return false;
                    }
                }
                case CANDIDATE ->
                {
                    // Where the walk stopped stays as it was: if a writer goes on there, the search sees it.
                    cursor = candidateEnd();
                    state = State.SEARCH;
                }
                case SEARCH ->
                {
                    if (search())
                    {
                        return true;
                    }
                    if (state == State.END)
                    {
                        return false;
                    }
                }
                case END ->
                {
                    if (freshHeader() != stopHeader)
                    {
                        growing = true;
                        state = State.WALK;
                    }
                    else if (growing)
                    {
                        growing = false;
                        cursor = position;
                        state = State.SEARCH;
                    }
                    else
                    {
                        return false;
                    }
                }
                default -> throw new IllegalStateException("state: " + state);
            }
        }
    }

    /** Takes the candidate: the walk goes on behind it. */
    public void accept()
    {
        if (state != State.CANDIDATE)
        {
            throw new IllegalStateException("there is no candidate");
        }
        position = candidateEnd();
        state = State.WALK;
    }

    /**
     * Walks on to behind a group that is known to be proven, and past the queue's own data that follows it. What is
     * there is not accepted.
     *
     * @param groupEnd end of the group; 0 = the start of the file.
     * @throws IOException if the file cannot be read.
     */
    public void skipTo(final long groupEnd) throws IOException
    {
        while (next() && candidateEnd() <= groupEnd)
        {
            accept();
        }
    }

    private long candidateEnd()
    {
        return candidate + candidateLength;
    }

    /** One step of the walk; leaves the state WALK when the step leads nowhere. */
    private boolean walk() throws IOException
    {
        int header = header(position);
        if (!leadsOn(header))
        {
            header = freshHeader();
        }
        final int length = header & LENGTH_MASK;
        final long size = channel.size();
        if (leadsOn(header) && position + DOCUMENT_HEADER + length <= size)
        {
            final long start = position + DOCUMENT_HEADER;
            if ((header & META_DATA) != 0)
            {
                // Its length has no checksum: a wrong one must not lead past a group, nor past the header before one.
                final long end = start + length + 3 & -4L;
                if (length <= OWN_DATA_MAX && find(start, end + DOCUMENT_HEADER, size) < 0)
                {
                    position = end;
                    return false;
                }
            }
            else if (isGroup(start) && GroupHeader.length(window, offset(start)) == length)
            {
                stopHeader = header;
                offer(start, length, true, true);
                return true;
            }
        }
        stopHeader = header;
        cursor = position;
        state = growing ? State.END : State.SEARCH;
        return false;
    }

    private static boolean leadsOn(final int header)
    {
        return header != 0 && (header & NOT_COMPLETE) == 0;
    }

    private boolean search() throws IOException
    {
        final long size = channel.size();
        final long found = find(cursor + DOCUMENT_HEADER, size, size);
        if (freshHeader() != stopHeader)
        {
            // The file has grown here meanwhile: what was found may lie behind groups that were not there yet.
            state = State.WALK;
            return false;
        }
        if (found < 0)
        {
            growing = false;
            state = State.END;
            return false;
        }
        load(found, GroupHeader.LENGTH);
        final int length = GroupHeader.length(window, offset(found));
        final boolean whole = header(found - DOCUMENT_HEADER) == length && found + length <= size;
        offer(found, length, whole, false);
        return true;
    }

    private void offer(final long start, final int length, final boolean whole, final boolean walked) throws IOException
    {
        candidate = start;
        candidateLength = length;
        candidateWhole = whole && load(start, length);
        candidateWalked = walked;
        state = State.CANDIDATE;
    }

    /** Finds the first intact header of a group that begins within a range; -1 = none. */
    private long find(final long from, final long to, final long size) throws IOException
    {
        final long limit = Math.min(to, size - GroupHeader.LENGTH + 1);
        long at = from;
        while (at < limit)
        {
            if (!load(at, GroupHeader.LENGTH))
            {
                return -1;
            }
            final long end = Math.min(windowStart + windowLength - GroupHeader.LENGTH + 1, limit);
            while (at < end)
            {
                if (at + 4 < end && window.getLong(offset(at)) == 0)
                {
                    at += 8;
                    continue;
                }
                final int value = window.getInt(offset(at), ByteOrder.LITTLE_ENDIAN);
                if (value != 0 && value == GroupHeader.magic(cycle, at) && isGroup(at))
                {
                    return at;
                }
                at += 4;
            }
        }
        return -1;
    }

    private boolean isGroup(final long start) throws IOException
    {
        return load(start, GroupHeader.LENGTH) && GroupHeader.isIntact(window, offset(start), cycle, start, crc);
    }

    private int header(final long at) throws IOException
    {
        return load(at, DOCUMENT_HEADER) ? window.getInt(offset(at), ByteOrder.LITTLE_ENDIAN) : 0;
    }

    /** Reads the header at the position anew, past the window. */
    private int freshHeader() throws IOException
    {
        windowLength = 0;
        return header(position);
    }

    private int offset(final long at)
    {
        return (int)(at - windowStart);
    }

    /** Brings a part of the file into the window. */
    private boolean load(final long from, final int length) throws IOException
    {
        if (from >= windowStart && from + length <= windowStart + windowLength)
        {
            return true;
        }
        if (length > memory.capacity())
        {
            memory = allocate(length);
            window.wrap(memory);
        }
        memory.clear();
        windowStart = from;
        windowLength = 0;
        while (memory.hasRemaining())
        {
            final int read = channel.read(memory, from + windowLength);
            if (read < 0)
            {
                break;
            }
            windowLength += read;
        }
        return windowLength >= length;
    }

    private static ByteBuffer allocate(final int length)
    {
        return ByteBuffer.allocateDirect(length);
    }

    /** @return what holds the candidate, until the next call of {@link #next()}. */
    public UnsafeBuffer buffer()
    {
        return window;
    }

    /**
     * @return offset of the candidate's header in {@link #buffer()}; its body is there only if it {@link #isWhole()}.
     */
    public int offset()
    {
        return offset(candidate);
    }

    /** @return whether the candidate is a complete document. */
    public boolean isWhole()
    {
        return candidateWhole;
    }

    /** @return whether the walk led to the candidate, and not a search. */
    public boolean isWalked()
    {
        return candidateWalked;
    }

    /** @return position of the candidate in the file. */
    public long candidatePosition()
    {
        return candidate;
    }

    /** @return where the walk stands: behind the last accepted group and the queue's own data behind it. */
    public long position()
    {
        return position;
    }

    /** @return number of the file's cycle. */
    public int cycle()
    {
        return cycle;
    }

    /** @return the file. */
    public Path file()
    {
        return file;
    }

    /**
     * Measures what stands behind the walk's position.
     *
     * @return bytes from there to the last byte that is not zero; 0 if there is nothing, or the end mark alone.
     * @throws IOException if the file cannot be read.
     */
    public long remains() throws IOException
    {
        final long size = channel.size();
        final long from = freshHeader() == END_OF_FILE ? position + END_OF_FILE_LENGTH : position;
        long last = from;
        long at = from;
        while (at < size && load(at, 1))
        {
            int i = offset(at);
            while (i < windowLength)
            {
                if (i + 8 <= windowLength && window.getLong(i) == 0)
                {
                    i += 8;
                    continue;
                }
                last = window.getByte(i) == 0 ? last : windowStart + i + 1;
                i++;
            }
            at = windowStart + windowLength;
        }
        return last > from ? last - position : 0;
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
    }
}
