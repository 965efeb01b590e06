package io.suuupra.journal.audit;

import org.agrona.DirectBuffer;

import java.util.Arrays;

/**
 * The block of frames that is being filled. Where it ends follows from the frames alone, so everybody who reads the
 * same journal gets the same blocks: with the frame that makes it {@link #FRAMES_MAX} frames, or at least
 * {@link #BYTES_MAX} bytes.
 *
 * <p>Confined to one thread.
 */
final class OpenFrames
{
    static final int FRAMES_MAX = 4_096;
    static final long BYTES_MAX = 4L * 1024 * 1024;

    /** What all nodes use; tests have smaller blocks. */
    static final Limits LIMITS = new Limits(FRAMES_MAX, BYTES_MAX);

    /** Bytes of a frame's mark. */
    static final int MARK = Long.BYTES;

    private final Limits limits;
    private final Sha256 sha = new Sha256();
    private final byte[] hashes;
    private long next;
    private int count;
    private long bytes;
    private long timestamp;
    private long cycle;
    private Octets previous = FrameBlock.NONE;

    /** Where a block ends. */
    record Limits(int frames, long bytes)
    {
    }

    OpenFrames(final Limits limits)
    {
        this.limits = limits;
        hashes = new byte[limits.frames() * Sha256.LENGTH];
    }

    /** Begins the first block of a chain. */
    void begin(final long sequence)
    {
        next = sequence;
        count = 0;
        bytes = 0;
        previous = FrameBlock.NONE;
    }

    /** Begins the block behind another. */
    void beginAfter(final FrameBlock block)
    {
        begin(block.last() + 1);
        previous = block.hash();
        cycle = block.cycle();
    }

    /**
     * Adds the next frame.
     *
     * @param buffer    that holds it.
     * @param offset    of its header.
     * @param length    header included, padding excluded.
     * @param sequence  of the frame.
     * @param clock     the host's clock when it took the command, in ns since 1970.
     * @param fileCycle journal file that holds it.
     * @throws AuditDamage if it is not the next one.
     */
    void add(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long sequence,
        final long clock,
        final long fileCycle) throws AuditDamage
    {
        if (sequence != next)
        {
            throw new AuditDamage(next, "the next frame has the sequence " + sequence);
        }
        sha.add(buffer, offset, length).hash(hashes, count * Sha256.LENGTH);
        count++;
        next++;
        bytes += length;
        timestamp = clock;
        cycle = fileCycle;
    }

    boolean isEmpty()
    {
        return count == 0;
    }

    boolean isFull()
    {
        return count == limits.frames() || bytes >= limits.bytes();
    }

    /** @return sequence of the frame that comes next. */
    long next()
    {
        return next;
    }

    /** @return hash of the chain up to the last frame. */
    Octets head()
    {
        return count == 0 ? previous : block().hash();
    }

    /** @return the block as it stands now. */
    FrameBlock block()
    {
        return new FrameBlock(next - count, next - 1, bytes, timestamp,
            sha.add(hashes, 0, count * Sha256.LENGTH).octets(), sha.add(marks()).octets(), previous, cycle);
    }

    /** @return the marks of all its frames, one behind the other. */
    byte[] marks()
    {
        final byte[] marks = new byte[count * MARK];
        for (int i = 0; i < count; i++)
        {
            System.arraycopy(hashes, i * Sha256.LENGTH, marks, i * MARK, MARK);
        }
        return marks;
    }

    /** @return index of the first frame whose mark differs; -1 = none does. */
    int firstDifference(final byte[] marks)
    {
        final int differs = Arrays.mismatch(marks(), marks);
        return differs < 0 ? -1 : differs / MARK;
    }
}
