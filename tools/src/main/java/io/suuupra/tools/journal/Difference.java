package io.suuupra.tools.journal;

import io.suuupra.codecs.generated.JournalFrameHeaderDecoder;
import io.suuupra.journal.JournalReader;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Compares the commands of two journals, and what the hosts stamped on them. Epochs and checksums tell of the writers'
 * restarts and are left out.
 */
final class Difference
{
    /** All that belongs to the command follows what belongs to the writer. */
    private static final int COMPARED_OFFSET = JournalFrameHeaderDecoder.sequenceEncodingOffset();

    private Difference()
    {
    }

    /**
     * Where two journals part.
     *
     * @param first     sequence that was compared first.
     * @param last      sequence that was compared last; below {@code first} where none was.
     * @param different the first sequence that differs, or that only one of them has; 0 = none.
     */
    record Result(long first, long last, long different)
    {
    }

    /**
     * Compares, and prints both frames where they differ; {@code null} stands for one that is not there.
     *
     * @param one   folder of a journal.
     * @param other folder of another.
     * @param out   where to.
     * @return what was found.
     * @throws IOException if a file cannot be read, or the journals have no sequence in common.
     */
    static Result run(final Path one, final Path other, final PrintWriter out) throws IOException
    {
        try (JournalReader left = JournalReader.open(one); JournalReader right = JournalReader.open(other))
        {
            boolean hasLeft = left.next();
            boolean hasRight = right.next();
            // What one of them has pruned cannot be compared.
            while (hasLeft && hasRight && left.sequence() < right.sequence())
            {
                hasLeft = left.next();
            }
            while (hasLeft && hasRight && right.sequence() < left.sequence())
            {
                hasRight = right.next();
            }
            if (hasLeft && hasRight && left.sequence() == right.sequence())
            {
                return compare(left, right, out);
            }
            if (hasLeft || hasRight)
            {
                throw new IOException("the journals have no sequence in common");
            }
            return new Result(1, 0, 0);
        }
    }

    private static Result compare(final JournalReader left, final JournalReader right, final PrintWriter out)
        throws IOException
    {
        final long first = left.sequence();
        boolean hasLeft = true;
        boolean hasRight = true;
        long sequence = first;
        while (hasLeft && hasRight && areEqual(left, right))
        {
            sequence++;
            hasLeft = left.next();
            hasRight = right.next();
        }
        if (!hasLeft && !hasRight)
        {
            return new Result(first, sequence - 1, 0);
        }
        final SchemaPrinter printer = new SchemaPrinter(out);
        print(printer, hasLeft ? left : null);
        print(printer, hasRight ? right : null);
        printer.flush();
        out.flush();
        return new Result(first, sequence, sequence);
    }

    private static boolean areEqual(final JournalReader left, final JournalReader right)
    {
        return left.length() == right.length() && compared(left).equals(compared(right));
    }

    private static UnsafeBuffer compared(final JournalReader reader)
    {
        return new UnsafeBuffer(reader.buffer(), reader.offset() + COMPARED_OFFSET, reader.length() - COMPARED_OFFSET);
    }

    private static void print(final SchemaPrinter printer, final JournalReader reader) throws IOException
    {
        if (reader == null)
        {
            printer.nothing();
        }
        else
        {
            printer.frame(reader.buffer(), reader.offset(), reader.length());
        }
    }
}
