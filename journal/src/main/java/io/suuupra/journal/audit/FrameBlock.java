package io.suuupra.journal.audit;

import java.nio.ByteBuffer;

/**
 * A block of frames, as the chain holds it.
 *
 * @param first     sequence of its first frame.
 * @param last      sequence of its last frame.
 * @param bytes     of its frames, headers included, padding excluded.
 * @param timestamp the host's clock at its last frame, in ns since 1970.
 * @param frames    SHA-256 of the frames' hashes, one behind the other.
 * @param marks     SHA-256 of the frames' marks: the first eight bytes of each hash.
 * @param previous  hash of the block before; zeros for the first.
 * @param cycle     journal file that holds its last frame: a hint where to read on, not part of the hash.
 */
record FrameBlock(
    long first, long last, long bytes, long timestamp, Octets frames, Octets marks, Octets previous, long cycle)
{
    /** Stands for the block before the first. */
    static final Octets NONE = Octets.zeros(Sha256.LENGTH);

    /** Bytes of {@link #write}. */
    static final int LENGTH = 5 * Long.BYTES + 3 * Sha256.LENGTH;

    private static final byte BLOCK = 2;

    Octets hash()
    {
        return new Sha256().add(BLOCK).add(first).add(last).add(bytes).add(timestamp)
            .add(frames).add(marks).add(previous).octets();
    }

    void write(final ByteBuffer target)
    {
        target.putLong(first).putLong(last).putLong(bytes).putLong(timestamp).putLong(cycle);
        frames.write(target);
        marks.write(target);
        previous.write(target);
    }

    static FrameBlock read(final ByteBuffer source)
    {
        final long first = source.getLong();
        final long last = source.getLong();
        final long bytes = source.getLong();
        final long timestamp = source.getLong();
        final long cycle = source.getLong();
        return new FrameBlock(first, last, bytes, timestamp, Octets.read(source, Sha256.LENGTH),
            Octets.read(source, Sha256.LENGTH), Octets.read(source, Sha256.LENGTH), cycle);
    }

    int count()
    {
        return (int)(last - first + 1);
    }
}
