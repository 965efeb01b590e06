package io.suuupra.tools.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.cycle.GroupHeader;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints the frames of a journal, each proven before it is printed.
 */
final class Dump
{
    private static final int LINES_BETWEEN_CHECKS = 64;

    private final PrintWriter out;
    private final SchemaPrinter printer;
    private final Range range;
    private long frames;
    private int unchecked;
    private boolean readerIsGone;

    /**
     * What to print.
     *
     * @param from  first sequence.
     * @param to    last sequence.
     * @param limit most frames; 0 = all.
     * @param marks true: the headers of the groups too.
     */
    record Range(long from, long to, long limit, boolean marks)
    {
        boolean has(final long sequence)
        {
            return sequence >= from && sequence <= to;
        }
    }

    private Dump(final PrintWriter out, final Range range) throws IOException
    {
        this.out = out;
        this.range = range;
        printer = new SchemaPrinter(out);
    }

    /**
     * @param journal folder of the journal.
     * @param range   what to print.
     * @param out     where to.
     * @return frames printed.
     * @throws io.suuupra.journal.JournalDamage where the journal is damaged; what is before was printed.
     * @throws IOException if a file cannot be read.
     */
    static long run(final Path journal, final Range range, final PrintWriter out) throws IOException
    {
        final Dump dump = new Dump(out, range);
        try (GroupWalk walk = GroupWalk.open(journal, startCycle(journal, range.from())))
        {
            while (!dump.isDone() && walk.sequence() < range.to() && walk.next())
            {
                dump.group(walk);
            }
        }
        finally
        {
            dump.printer.flush();
            out.flush();
        }
        return dump.frames;
    }

    /** Finds the last file that begins at or before a sequence, so that what is older need not be read. */
    private static long startCycle(final Path journal, final long sequence) throws IOException
    {
        final List<CycleFile> files = CycleFiles.list(journal);
        int from = 0;
        int to = files.size();
        while (to - from > 1)
        {
            final int middle = (from + to) >>> 1;
            try (GroupWalk walk = GroupWalk.open(journal, files.get(middle).cycle()))
            {
                if (walk.next() && walk.firstSequence() <= sequence)
                {
                    from = middle;
                }
                else
                {
                    to = middle;
                }
            }
        }
        return files.isEmpty() ? 0 : files.get(from).cycle();
    }

    private boolean isDone()
    {
        return readerIsGone || range.limit() > 0 && frames >= range.limit();
    }

    private void group(final GroupWalk walk) throws IOException
    {
        final int count = GroupHeader.frames(walk.buffer(), walk.groupOffset());
        if (range.marks() && (range.has(walk.firstSequence()) || range.has(walk.sequence())))
        {
            printer.group(walk.buffer(), walk.groupOffset());
            printed();
        }
        int offset = walk.groupOffset() + GroupHeader.LENGTH;
        for (int i = 0; i < count && !isDone(); i++)
        {
            final int length = JournalFrames.length(walk.buffer(), offset);
            if (range.has(walk.firstSequence() + i))
            {
                printer.frame(walk.buffer(), offset, length);
                frames++;
                printed();
            }
            offset += Limits.align(length);
        }
    }

    private void printed() throws IOException
    {
        if (++unchecked >= LINES_BETWEEN_CHECKS)
        {
            unchecked = 0;
            printer.flush();
            // The one who reads, a pager or head, may have seen enough.
            readerIsGone = out.checkError();
        }
    }
}
