package io.suuupra.journal;

import io.suuupra.journal.cycle.CycleFileReader;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.cycle.GroupHeader;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes through the groups of a journal in their order, from file to file, and takes those that are proven: the header,
 * every frame's crc, the chain of crcs, sequences without a gap, epochs that do not fall. Reader, repair and backup all
 * stand on it.
 *
 * <p>Each group names a sequence that was durable before it. If the proven groups end below the highest such mark that
 * is found anywhere behind them, something durable is lost: {@link JournalDamage}. Otherwise what is behind them was
 * never forced as a whole.
 *
 * <p>The journal may be written meanwhile, by another process too. Confined to one thread.
 */
public final class GroupWalk implements AutoCloseable
{
    private final Path directory;
    private final GroupChain chain = new GroupChain();
    private CycleFileReader current;
    private boolean checkedAgain;
    private long mark;
    private int lastCycle = -1;
    private Path lastFile;
    private long lastEnd;
    private int groupOffset;
    private int groupLength;
    private Path rejectedFile;
    private String rejection;

    private GroupWalk(final Path directory)
    {
        this.directory = directory;
    }

    /**
     * Opens a journal. If the first file that is asked for does not begin with a group that is in order, as a file does
     * that was just begun, the walk begins an earlier file, so that the chain into it is known.
     *
     * @param directory of the journal.
     * @param fromCycle the first file that is wanted; 0 = from the start.
     * @return the walk, before its first group.
     * @throws IOException if a file cannot be read.
     */
    public static GroupWalk open(final Path directory, final long fromCycle) throws IOException
    {
        final GroupWalk walk = new GroupWalk(directory);
        final List<CycleFile> files = CycleFiles.list(directory);
        if (files.isEmpty())
        {
            walk.chain.anchor();
        }
        else
        {
            int index = 0;
            while (index < files.size() - 1 && files.get(index).cycle() < fromCycle)
            {
                index++;
            }
            while (index > 0 && !walk.begins(files.get(index)))
            {
                index--;
            }
            final boolean begins = walk.begins(files.get(index));
            walk.chain.reset();
            if (!begins)
            {
                walk.chain.anchor();
            }
            walk.open(files.get(index));
        }
        return walk;
    }

    private boolean begins(final CycleFile file) throws IOException
    {
        chain.reset();
        try (CycleFileReader reader = new CycleFileReader(file.path(), file.cycle()))
        {
            return reader.next() && reader.isWhole() && reader.isWalked() &&
                chain.check(reader.buffer(), reader.offset()) == null;
        }
    }

    /**
     * Goes on to the next proven group.
     *
     * @return false if there is none for now; a later call may find one that was written meanwhile.
     * @throws JournalDamage if something durable is lost or changed.
     * @throws IOException   if a file cannot be read.
     */
    public boolean next() throws IOException
    {
        while (current != null || openAfter(-1))
        {
            while (current.next())
            {
                if (take())
                {
                    checkedAgain = false;
                    return true;
                }
            }
            // A writer that began the next file has written the last group of this one before: look once more.
            if (!checkedAgain)
            {
                if (!existsAfter(current.cycle()))
                {
                    return false;
                }
                checkedAgain = true;
            }
            else if (!openAfter(current.cycle()))
            {
                return false;
            }
        }
        return false;
    }

    /** Decides about a candidate. */
    private boolean take() throws JournalDamage
    {
        final UnsafeBuffer buffer = current.buffer();
        final int offset = current.offset();
        final long durable = GroupHeader.durableSequence(buffer, offset);
        final String reason = current.isWhole() ? chain.check(buffer, offset) : "a group that is not complete";
        if (reason == null)
        {
            groupOffset = offset;
            groupLength = GroupHeader.length(buffer, offset);
            rejection = null;
            lastCycle = current.cycle();
            lastFile = current.file();
            lastEnd = current.candidatePosition() + groupLength;
            mark = Math.max(mark, durable);
            current.accept();
            return true;
        }
        if (rejection == null)
        {
            rejection = reason;
            // A group that is the first of its file is not what is wrong: what should stand before it is missing.
            rejectedFile = current.isWalked() && lastCycle < current.cycle() && lastFile != null ?
                lastFile : current.file();
        }
        if (durable > chain.sequence())
        {
            throw new JournalDamage(chain.sequence() + 1, rejectedFile,
                rejection + "; a later group in " + current.file().getFileName() + " shows that " + durable +
                " was durable");
        }
        return false;
    }

    private boolean existsAfter(final int cycle) throws IOException
    {
        final List<CycleFile> files = CycleFiles.list(directory);
        return !files.isEmpty() && files.getLast().cycle() > cycle;
    }

    private boolean openAfter(final int cycle) throws IOException
    {
        for (final CycleFile file : CycleFiles.list(directory))
        {
            if (file.cycle() > cycle)
            {
                open(file);
                return true;
            }
        }
        return false;
    }

    private void open(final CycleFile file) throws IOException
    {
        close();
        checkedAgain = false;
        current = new CycleFileReader(file.path(), file.cycle());
    }

    /**
     * Measures what stands behind the last proven group, in its file and in those after it. Call it when
     * {@link #next()} has answered false, and on a journal that no one writes.
     *
     * @return bytes; 0 if the journal ends as it should.
     * @throws IOException if a file cannot be read.
     */
    public long remains() throws IOException
    {
        long bytes = 0;
        for (final CycleFile file : CycleFiles.list(directory))
        {
            if (file.cycle() >= lastCycle)
            {
                try (CycleFileReader reader = new CycleFileReader(file.path(), file.cycle()))
                {
                    reader.skipTo(file.cycle() == lastCycle ? lastEnd : 0);
                    bytes += reader.remains();
                }
            }
        }
        return bytes;
    }

    /** @return what holds the group, until the next call of {@link #next()}. */
    public UnsafeBuffer buffer()
    {
        return current.buffer();
    }

    /** @return offset of the group's header. */
    public int groupOffset()
    {
        return groupOffset;
    }

    /** @return bytes of the group, its header included. */
    public int groupLength()
    {
        return groupLength;
    }

    /** @return sequence of the group's first frame, or of the next to come if it has none. */
    public long firstSequence()
    {
        return chain.firstSequence();
    }

    /** @return the chain up to the last proven group. */
    public GroupChain chain()
    {
        return chain;
    }

    /** @return sequence of the last proven frame; 0 = none. */
    public long sequence()
    {
        return chain.sequence();
    }

    /** @return crc of that frame. */
    public int frameCrc()
    {
        return chain.frameCrc();
    }

    /** @return epoch of the last proven group. */
    public int epoch()
    {
        return chain.epoch();
    }

    /** @return timestamp of the last proven frame that the walk has seen. */
    public long timestamp()
    {
        return chain.timestamp();
    }

    /** @return the highest sequence that a proven group shows to be durable. */
    public long mark()
    {
        return mark;
    }

    /** @return cycle of the last proven group; -1 = none. */
    public int cycle()
    {
        return lastCycle;
    }

    /** @return file of the last proven group; null = none. */
    public Path file()
    {
        return lastFile;
    }

    /** @return position behind the last proven group in its file. */
    public long end()
    {
        return lastEnd;
    }

    /** @return why the first group behind the last proven one was not taken; null if there was none. */
    public String rejection()
    {
        return rejection;
    }

    @Override
    public void close() throws IOException
    {
        if (current != null)
        {
            current.close();
            current = null;
        }
    }
}
