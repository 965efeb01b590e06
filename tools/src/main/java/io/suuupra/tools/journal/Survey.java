package io.suuupra.tools.journal;

import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.cycle.GroupHeader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the files of a journal, file by file. Reads all of it.
 */
final class Survey
{
    private final List<JournalFile> files = new ArrayList<>();
    private long sequence;
    private long mark;
    private long tornBytes;
    private JournalDamage damage;

    private Survey()
    {
    }

    /** Counts of one file. */
    static final class JournalFile
    {
        private final int cycle;
        private final Path path;
        private final long bytes;
        private long groups;
        private long frames;
        private long firstSequence;
        private long lastSequence;
        private long firstTimestamp;
        private long lastTimestamp;
        private int firstEpoch;
        private int lastEpoch;

        private JournalFile(final CycleFile file) throws IOException
        {
            cycle = file.cycle();
            path = file.path();
            bytes = Files.size(path);
        }

        private void take(final GroupWalk walk)
        {
            final int count = GroupHeader.frames(walk.buffer(), walk.groupOffset());
            if (groups == 0)
            {
                firstEpoch = walk.epoch();
            }
            lastEpoch = walk.epoch();
            groups++;
            if (count > 0)
            {
                if (frames == 0)
                {
                    firstSequence = walk.firstSequence();
                    firstTimestamp =
                        JournalFrames.timestamp(walk.buffer(), walk.groupOffset() + GroupHeader.LENGTH);
                }
                lastSequence = walk.sequence();
                lastTimestamp = walk.timestamp();
                frames += count;
            }
        }

        int cycle()
        {
            return cycle;
        }

        Path path()
        {
            return path;
        }

        long bytes()
        {
            return bytes;
        }

        long groups()
        {
            return groups;
        }

        long frames()
        {
            return frames;
        }

        long firstSequence()
        {
            return firstSequence;
        }

        long lastSequence()
        {
            return lastSequence;
        }

        long firstTimestamp()
        {
            return firstTimestamp;
        }

        long lastTimestamp()
        {
            return lastTimestamp;
        }

        int firstEpoch()
        {
            return firstEpoch;
        }

        int lastEpoch()
        {
            return lastEpoch;
        }
    }

    /**
     * @param journal folder of the journal.
     * @return what stands there, as far as it is proven.
     * @throws IOException if a file cannot be read.
     */
    static Survey of(final Path journal) throws IOException
    {
        final Survey survey = new Survey();
        for (final CycleFile file : CycleFiles.list(journal))
        {
            survey.files.add(new JournalFile(file));
        }
        try (GroupWalk walk = GroupWalk.open(journal, 0))
        {
            survey.walk(walk);
        }
        return survey;
    }

    private void walk(final GroupWalk walk) throws IOException
    {
        int file = 0;
        try
        {
            while (walk.next())
            {
                while (file < files.size() && files.get(file).cycle() < walk.cycle())
                {
                    file++;
                }
                if (file == files.size())
                {
                    // A node began another file meanwhile.
                    files.add(new JournalFile(new CycleFile(walk.cycle(), walk.file())));
                }
                files.get(file).take(walk);
            }
            final long remains = walk.remains();
            tornBytes = remains > 0 && !walk.next() ? remains : 0;
        }
        catch (final JournalDamage found)
        {
            damage = found;
        }
        sequence = walk.sequence();
        mark = walk.mark();
    }

    List<JournalFile> files()
    {
        return files;
    }

    /** @return sequence of the last proven frame; 0 = none. */
    long sequence()
    {
        return sequence;
    }

    /** @return the highest sequence that a proven group shows to be durable. */
    long mark()
    {
        return mark;
    }

    /** @return bytes behind the last proven group. */
    long tornBytes()
    {
        return tornBytes;
    }

    /** @return what ended the survey early; null = nothing. */
    JournalDamage damage()
    {
        return damage;
    }
}
