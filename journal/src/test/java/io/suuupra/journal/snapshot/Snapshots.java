package io.suuupra.journal.snapshot;

import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotWordsEncoder;
import io.suuupra.journal.disk.Disk;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;

/** Snapshots for the tests: a header and some tables of words. */
public final class Snapshots
{
    private Snapshots()
    {
    }

    public static Path write(
        final Path directory,
        final Disk disk,
        final long sequence,
        final int frameCrc,
        final long journalCycle,
        final long records,
        final int tables) throws IOException
    {
        final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8_192]);
        try (SnapshotFileWriter writer = SnapshotFileWriter.create(directory, sequence, disk))
        {
            final SnapshotHeaderEncoder header = new SnapshotHeaderEncoder()
                .wrapAndApplyHeader(buffer, 0, messageHeader)
                .sequence(sequence).epoch(1).frameCrc(Integer.toUnsignedLong(frameCrc))
                .journalCycle(journalCycle).records(records);
            writer.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + header.encodedLength());
            for (int table = 0; table < tables; table++)
            {
                final byte[] words = new byte[8 * (1 + table * 37 % 400)];
                words[0] = (byte)table;
                final SnapshotWordsEncoder encoder = new SnapshotWordsEncoder()
                    .wrapAndApplyHeader(buffer, 0, messageHeader)
                    .table(table).words(words.length / 8L).first(0).putData(words, 0, words.length);
                writer.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
            }
            return writer.commit();
        }
    }
}
