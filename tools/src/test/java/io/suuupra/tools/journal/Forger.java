package io.suuupra.tools.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.cycle.Crc;
import io.suuupra.journal.cycle.GroupHeader;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Changes a frame of a journal and makes every crc behind it anew, so that the journal is in order by itself. */
final class Forger
{
    private final Crc crc = new Crc();
    private int previousCrc;
    private boolean changed;

    private record Group(Path file, int cycle, long position, UnsafeBuffer bytes)
    {
    }

    /** Changes one byte of the command with that sequence. */
    static void change(final Path journal, final long sequence) throws IOException
    {
        new Forger().run(journal, sequence);
    }

    private void run(final Path journal, final long sequence) throws IOException
    {
        final List<Group> groups = new ArrayList<>();
        try (GroupWalk walk = GroupWalk.open(journal, 0))
        {
            while (walk.next())
            {
                final byte[] bytes = new byte[walk.groupLength()];
                walk.buffer().getBytes(walk.groupOffset(), bytes);
                groups.add(new Group(
                    walk.file(), walk.cycle(), walk.end() - walk.groupLength(), new UnsafeBuffer(bytes)));
            }
        }
        for (final Group group : groups)
        {
            rewrite(group, sequence);
            try (FileChannel channel = FileChannel.open(group.file(), StandardOpenOption.WRITE))
            {
                channel.write(ByteBuffer.wrap(group.bytes().byteArray()), group.position());
            }
        }
        if (!changed)
        {
            throw new AssertionError("no sequence " + sequence);
        }
    }

    private void rewrite(final Group group, final long sequence)
    {
        final UnsafeBuffer buffer = group.bytes();
        final int frames = GroupHeader.frames(buffer, 0);
        GroupHeader.encode(buffer, 0, buffer.capacity(), frames, GroupHeader.epoch(buffer, 0), previousCrc,
            GroupHeader.firstSequence(buffer, 0), GroupHeader.durableSequence(buffer, 0));
        GroupHeader.seal(buffer, 0, group.cycle(), group.position(), crc);
        int offset = GroupHeader.LENGTH;
        for (int i = 0; i < frames; i++)
        {
            final int length = JournalFrames.length(buffer, offset);
            if (JournalFrames.sequence(buffer, offset) == sequence)
            {
                buffer.putByte(offset + length - 1, (byte)(buffer.getByte(offset + length - 1) ^ 1));
                changed = true;
            }
            buffer.putInt(offset + JournalFrameHeaderEncoder.previousCrcEncodingOffset(), previousCrc,
                ByteOrder.LITTLE_ENDIAN);
            final int covered = JournalFrameHeaderEncoder.crcEncodingOffset() + Integer.BYTES;
            previousCrc = crc.of(buffer, offset + covered, length - covered);
            buffer.putInt(offset + JournalFrameHeaderEncoder.crcEncodingOffset(), previousCrc,
                ByteOrder.LITTLE_ENDIAN);
            offset += Limits.align(length);
        }
    }
}
