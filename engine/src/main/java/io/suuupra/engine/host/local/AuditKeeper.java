package io.suuupra.engine.host.local;

import io.suuupra.journal.JournalReader;
import io.suuupra.journal.audit.AuditChain;
import io.suuupra.journal.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the audit chain, behind everything else and in a thread of its own: reads what is durable of the journal and
 * the store, chains and signs it. Where others need the cores it falls back, and catches up later ({@link AuditPace}).
 *
 * <p>First the frames up to a durable sequence, then the rows that were there before that sequence was asked for: so
 * every row that is signed was made by a frame that is.
 */
final class AuditKeeper implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(AuditKeeper.class);

    /** The files of the journal follow what is durable within milliseconds. */
    private static final long FOLLOW_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What is still open at the end is chained as far as this allows; the rest by the next start. */
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(2);

    private static final int ROWS_AT_ONCE = 1_024;

    private final AuditChain chain;
    private final Path journal;
    private final LongSupplier durableSequence;
    private final LongSupplier durableRows;
    private final RowLeaves leaves;
    private final Halt halt;
    private final Machine machine;
    private final long everyNs;
    private Machine.Work work;
    private long reached;
    private AuditPace pace;
    private volatile long closeAtNs;
    private volatile boolean closing;

    /**
     * @param chain           to go on with; closed with the keeper.
     * @param journal         folder of the journal.
     * @param durableSequence of the last command that is durable.
     * @param durableRows     number of rows that are; asked before the sequence.
     * @param leaves          writes rows.
     * @param halt            thrown if the chain cannot go on.
     * @param machine         that it runs on.
     * @param everyNs         so long after it was durable, or a little more, a transfer is signed while nothing holds
     *                        the keeper up.
     */
    AuditKeeper(
        final AuditChain chain,
        final Path journal,
        final LongSupplier durableSequence,
        final LongSupplier durableRows,
        final RowLeaves leaves,
        final Halt halt,
        final Machine machine,
        final long everyNs)
    {
        this.chain = chain;
        this.journal = journal;
        this.durableSequence = durableSequence;
        this.durableRows = durableRows;
        this.leaves = leaves;
        this.halt = halt;
        this.machine = machine;
        this.everyNs = everyNs;
        reached = Math.max(0, chain.nextSequence() - 1);
    }

    void start()
    {
        work = machine.start("audit", true, this::run);
    }

    private void run()
    {
        if (machine.hasThreads())
        {
            pace = new AuditPace(machine.nanoTime(), durableRows.getAsLong(), !LowPriority.take());
        }
        try (JournalReader reader = JournalReader.open(journal, chain.cycle()))
        {
            boolean last = false;
            while (!last && !halt.isHalted())
            {
                // Asked before the work is: so what was durable at the end of the node is chained.
                last = closing;
                final long rows = durableRows.getAsLong();
                final long sequence = durableSequence.getAsLong();
                final long startNs = machine.nanoTime();
                if (pace != null)
                {
                    pace.round(startNs);
                }
                if (addFrames(reader, sequence) && addRows(rows))
                {
                    chain.checkpoint();
                }
                if (!last)
                {
                    pause(everyNs - (machine.nanoTime() - startNs));
                }
            }
        }
        catch (final IOException | RuntimeException | Error broken)
        {
            // An error, too: a journal that somebody cuts off under its mapping is one.
            halt.now("audit", broken);
        }
    }

    private boolean addFrames(final JournalReader reader, final long toSequence) throws IOException
    {
        while (reached < toSequence && goesOn())
        {
            if (!reader.next())
            {
                machine.park(FOLLOW_NS);
            }
            else if (reader.sequence() > reached)
            {
                chain.addFrame(reader.buffer(), reader.offset(), reader.length(), reader.sequence(),
                    reader.timestamp(), reader.cycle());
                reached = reader.sequence();
                rest();
            }
            else if (reader.sequence() == reached)
            {
                chain.requireLast(reader.buffer(), reader.offset(), reader.length(), reached);
            }
        }
        return reached >= toSequence;
    }

    private boolean addRows(final long toRow) throws IOException
    {
        while (chain.nextRow() < toRow && goesOn())
        {
            final long to = Math.min(toRow, chain.nextRow() + ROWS_AT_ONCE);
            for (long row = chain.nextRow(); row < to; row++)
            {
                chain.addRow(leaves.of(row));
            }
            rest();
        }
        return chain.nextRow() >= toRow;
    }

    private boolean goesOn()
    {
        return !halt.isHalted() && (!closing || machine.nanoTime() - closeAtNs < CLOSE_NS);
    }

    private void rest()
    {
        if (pace != null)
        {
            pause(pace.rest(machine.nanoTime(), durableRows.getAsLong()));
        }
    }

    private void pause(final long ns)
    {
        final long fromNs = machine.nanoTime();
        long left = ns;
        while (left > 0 && !closing && !halt.isHalted())
        {
            machine.park(Math.min(left, everyNs));
            left = ns - (machine.nanoTime() - fromNs);
        }
    }

    /** Chains what is left, as far as that is quick, and ends. The node must not go on meanwhile. */
    @Override
    public void close()
    {
        closeAtNs = machine.nanoTime();
        closing = true;
        if (work != null)
        {
            machine.wake(work);
            machine.join(work);
        }
        LOG.debug("the audit chain ends at sequence {}", chain.signedSequence());
        closeChain();
    }

    private void closeChain()
    {
        try
        {
            if (halt.isHalted())
            {
                chain.abandon();
            }
            else
            {
                chain.close();
            }
        }
        catch (final IOException broken)
        {
            halt.now("audit", broken);
        }
    }
}
