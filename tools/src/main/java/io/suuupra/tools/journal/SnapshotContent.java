package io.suuupra.tools.journal;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SnapshotWordsDecoder;
import io.suuupra.engine.table.Words;
import io.suuupra.journal.snapshot.SnapshotDamage;
import io.suuupra.journal.snapshot.SnapshotFileReader;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.snapshot.SnapshotInfo;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the tools need of a snapshot.
 */
final class SnapshotContent
{
    /**
     * A snapshot that was read to its end.
     *
     * @param file   of the snapshot.
     * @param info   what its header says; null where it is damaged.
     * @param damage why it is not in order; null where it is.
     */
    record Checked(Path file, SnapshotInfo info, SnapshotDamage damage)
    {
        boolean isValid()
        {
            return info != null;
        }
    }

    private SnapshotContent()
    {
    }

    /**
     * @param directory of the snapshots.
     * @return all of them, the newest first, each read to its end.
     * @throws IOException if one cannot be read.
     */
    static List<Checked> check(final Path directory) throws IOException
    {
        final List<Checked> checked = new ArrayList<>();
        for (final Path file : SnapshotFiles.list(directory))
        {
            try
            {
                checked.add(new Checked(file, SnapshotFiles.verify(file), null));
            }
            catch (final SnapshotDamage damage)
            {
                checked.add(new Checked(file, null, damage));
            }
            catch (final NoSuchFileException goneMeanwhile)
            {
                // A node that runs removes an old one when it has written the next.
            }
        }
        return checked;
    }

    /**
     * @param file of a snapshot that is in order.
     * @return checksums of the store's blocks.
     * @throws IOException if it cannot be read.
     */
    static int[] blockCrcs(final Path file) throws IOException
    {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        int[] crcs = new int[0];
        try (SnapshotFileReader reader = SnapshotFileReader.open(file))
        {
            while (reader.next())
            {
                header.wrap(reader.buffer(), reader.offset());
                if (header.templateId() == SnapshotWordsDecoder.TEMPLATE_ID)
                {
                    final Words.Run run = Words.read(reader.buffer(), reader.offset());
                    if (run.table() == Words.TABLE_BLOCK_CRCS)
                    {
                        final int first = (int)run.first();
                        crcs = Arrays.copyOf(crcs, first + run.count());
                        for (int i = 0; i < run.count(); i++)
                        {
                            crcs[first + i] = (int)run.get(i);
                        }
                    }
                }
            }
        }
        return crcs;
    }
}
