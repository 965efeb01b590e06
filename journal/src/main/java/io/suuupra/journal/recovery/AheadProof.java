package io.suuupra.journal.recovery;

import io.suuupra.journal.GroupChain;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.wal.WalScan;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves what the write-ahead files hold behind the journal: groups that follow its last proven one without a gap.
 *
 * <p>Chronicle Queue's files are not trusted for having been forced, but for what their checksums and their chain
 * prove; the write-ahead files go on where that ends. They are used again only when Chronicle Queue is forced past
 * them, so a gap between the two means that something durable is lost.
 */
final class AheadProof
{
    private final Path directory;
    private final GroupChain chain;

    /**
     * @param directory of the journal.
     * @param chain     up to the last proven group of the journal's own files; it moves on.
     */
    AheadProof(final Path directory, final GroupChain chain)
    {
        this.directory = directory;
        this.chain = chain;
    }

    /**
     * What was found.
     *
     * @param proven    the groups that follow, in order.
     * @param tornBytes of the one behind them that was being written.
     */
    record Result(List<WalScan.Entry> proven, long tornBytes)
    {
    }

    /**
     * @return what was found.
     * @throws JournalDamage if one that was durable is missing or changed.
     * @throws IOException   if a file cannot be read.
     */
    Result run() throws IOException
    {
        final List<WalScan.Entry> found = WalScan.behind(directory, chain.sequence());
        final List<WalScan.Entry> proven = new ArrayList<>();
        ByteBuffer memory = ByteBuffer.allocateDirect(0);
        UnsafeBuffer buffer = new UnsafeBuffer(memory);
        Path rejectedFile = null;
        String rejection = "the next group is missing";
        long durable = 0;
        long tornBytes = 0;
        for (final WalScan.Entry entry : found)
        {
            durable = Math.max(durable, entry.durableSequence());
            if (entry.firstSequence() != chain.sequence() + 1 || entry.lastSequence() < entry.firstSequence())
            {
                continue;
            }
            if (entry.length() > memory.capacity())
            {
                memory = ByteBuffer.allocateDirect(entry.length());
                buffer = new UnsafeBuffer(memory);
            }
            final String reason = entry.read(memory) ? chain.check(buffer, 0) : "a group that is not complete";
            if (reason == null)
            {
                proven.add(entry);
                tornBytes = 0;
            }
            else
            {
                rejection = reason;
                rejectedFile = entry.file();
                tornBytes = Math.max(tornBytes, entry.length());
            }
        }
        if (durable > chain.sequence())
        {
            throw new JournalDamage(chain.sequence() + 1, rejectedFile == null ? directory : rejectedFile,
                rejection + "; a later group in the write-ahead files shows that " + durable + " was durable");
        }
        return new Result(proven, tornBytes);
    }
}
