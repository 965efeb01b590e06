package io.suuupra.journal;

import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.TickEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Frames for the tests: a tick, followed by bytes that depend on the sequence, so that any mix-up shows. */
public final class Frames
{
    private static final JournalFrameHeaderEncoder HEADER = new JournalFrameHeaderEncoder();
    private static final MessageHeaderEncoder MESSAGE_HEADER = new MessageHeaderEncoder();
    private static final TickEncoder TICK = new TickEncoder();
    private static final int TICK_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(JournalFrames.LENGTH_MAX + 16));

    /** What was read of a frame. */
    public record Frame(long sequence, long timestamp, int epoch, String bytes)
    {
    }

    public static int encode(final MutableDirectBuffer target, final int offset, final long sequence, final int extra)
    {
        final int length = JournalFrames.HEADER_LENGTH + TICK_LENGTH + extra;
        HEADER.wrap(target, offset).length(length).sequence(sequence).timestamp(1_000 + sequence)
            .sessionLow(7).sessionHigh(8).request(sequence).principalKey(9).principalTenant(1).principalScopes(1)
            .ledgerMin(0).ledgerMax(-1);
        TICK.wrapAndApplyHeader(target, offset + JournalFrames.HEADER_LENGTH, MESSAGE_HEADER).advanceNs(sequence);
        for (int i = 0; i < extra; i++)
        {
            target.putByte(offset + JournalFrames.HEADER_LENGTH + TICK_LENGTH + i, (byte)(sequence * 31 + i));
        }
        for (int i = length; i % 8 != 0; i++)
        {
            target.putByte(offset + i, (byte)0);
        }
        return length;
    }

    public static int seal(
        final MutableDirectBuffer target, final int offset, final int length, final int epoch, final int previousCrc)
    {
        return JournalFrames.seal(target, offset, length, epoch, previousCrc, new io.suuupra.journal.cycle.Crc());
    }

    public void append(final JournalWriter writer, final long sequence, final int extra) throws IOException
    {
        // Rubbish behind the frame: padding must not come from the caller's buffer.
        final int length = encode(buffer, 8, sequence, extra);
        buffer.setMemory(8 + length, 8, (byte)0x55);
        writer.append(buffer, 8, length);
    }

    public void commit(
        final JournalWriter writer, final long first, final long last, final int extra) throws IOException
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            append(writer, sequence, (int)(extra + sequence % 13));
        }
        writer.commit();
    }

    public static List<Frame> read(final Path journal) throws IOException
    {
        final List<Frame> frames = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal))
        {
            while (reader.next())
            {
                frames.add(frame(reader));
            }
        }
        return frames;
    }

    public static Frame frame(final JournalReader reader)
    {
        final byte[] bytes = new byte[reader.length() - JournalFrames.HEADER_LENGTH];
        reader.buffer().getBytes(reader.offset() + JournalFrames.HEADER_LENGTH, bytes);
        return new Frame(reader.sequence(), reader.timestamp(), reader.epoch(), Arrays.toString(bytes));
    }

    /** Checks that frames are those from 1 to the last, each with its own bytes. */
    public static void assertWhole(final List<Frame> read, final long last)
    {
        assertEquals(
            LongStream.rangeClosed(1, last).boxed().toList(), read.stream().map(Frame::sequence).toList());
        final UnsafeBuffer expected = new UnsafeBuffer(new byte[JournalFrames.LENGTH_MAX]);
        for (final Frame frame : read)
        {
            assertEquals(1_000 + frame.sequence(), frame.timestamp());
            final int extra = frame.bytes().split(",").length - 16;
            final int length = encode(expected, 0, frame.sequence(), extra);
            final byte[] bytes = new byte[length - JournalFrames.HEADER_LENGTH];
            expected.getBytes(JournalFrames.HEADER_LENGTH, bytes);
            assertEquals(Arrays.toString(bytes), frame.bytes(), () -> "frame " + frame.sequence());
        }
    }
}
