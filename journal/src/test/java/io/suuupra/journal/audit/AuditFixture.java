package io.suuupra.journal.audit;

import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.journal.Frames;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.disk.Disk;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames and rows, and a chain over them whose blocks are small. */
final class AuditFixture
{
    private static final int FRAME_MAX = 512;
    static final OpenFrames.Limits SMALL = new OpenFrames.Limits(16, 3_000);

    private AuditFixture()
    {
    }

    /** Frames from 1 on, sealed as a writer does. */
    static List<byte[]> frames(final int count)
    {
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 1; i <= count; i++)
        {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAME_MAX]);
            final int length = Frames.encode(buffer, 0, i, i % 13);
            frames.add(Arrays.copyOf(buffer.byteArray(), length));
        }
        seal(frames, 0);
        return frames;
    }

    /** Numbers the frames and chains their crcs anew, as one does who wants a change to pass for a journal. */
    static void seal(final List<byte[]> frames, final int from)
    {
        int crc = from == 0 ? 0 : JournalFrames.crc(new UnsafeBuffer(frames.get(from - 1)), 0);
        for (int i = from; i < frames.size(); i++)
        {
            final byte[] frame = frames.get(i).clone();
            final UnsafeBuffer buffer = new UnsafeBuffer(frame);
            buffer.putLong(JournalFrameHeaderEncoder.sequenceEncodingOffset(), i + 1L, ByteOrder.LITTLE_ENDIAN);
            crc = Frames.seal(buffer, 0, frame.length, 1, crc);
            frames.set(i, frame);
        }
    }

    static AuditChain open(final Path directory, final Disk disk) throws IOException
    {
        return AuditChain.open(directory, disk, SMALL);
    }

    static void add(final AuditChain chain, final List<byte[]> frames, final int from, final int to) throws IOException
    {
        for (int i = from; i < to; i++)
        {
            final UnsafeBuffer frame = new UnsafeBuffer(frames.get(i));
            chain.addFrame(frame, 0, frame.capacity(), i + 1L, JournalFrames.timestamp(frame, 0), i / 40);
        }
    }

    static byte[] leaf(final long row)
    {
        final byte[] leaf = new byte[TransferLeaf.LENGTH];
        new UnsafeBuffer(leaf).putLong(0, row, ByteOrder.LITTLE_ENDIAN);
        return leaf;
    }

    static void addRows(final AuditChain chain, final long to) throws IOException
    {
        for (long row = chain.nextRow(); row < to; row++)
        {
            chain.addRow(leaf(row));
        }
    }

    /** @return what a proof of these frames gives. */
    static AuditProof.Summary prove(final Path directory, final PublicNodeKey key, final List<byte[]> frames)
        throws IOException
    {
        try (AuditProof proof = AuditProof.open(directory, key, SMALL))
        {
            return prove(proof, frames);
        }
    }

    static AuditProof.Summary prove(final AuditProof proof, final List<byte[]> frames) throws IOException
    {
        for (final byte[] bytes : frames)
        {
            final UnsafeBuffer frame = new UnsafeBuffer(bytes);
            proof.frame(frame, 0, frame.capacity(),
                JournalFrames.sequence(frame, 0), JournalFrames.timestamp(frame, 0));
        }
        return proof.end(frames.isEmpty() ? 0 : JournalFrames.sequence(new UnsafeBuffer(frames.getLast()), 0));
    }
}
