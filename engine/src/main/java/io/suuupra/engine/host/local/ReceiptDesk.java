package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.engine.host.Receipts;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.journal.audit.AuditChain;
import io.suuupra.journal.audit.AuditDamage;
import io.suuupra.journal.audit.Checkpoint;
import io.suuupra.journal.audit.MerkleTree;
import io.suuupra.journal.audit.Octets;
import io.suuupra.journal.audit.Receipt;
import io.suuupra.journal.audit.TransferLeaf;
import io.suuupra.journal.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Writes receipts, one at a time in a thread of its own: hashes the rows of the transfer's block again, which takes
 * some milliseconds, and holds the root against the signed one. If they differ the store is not what was signed, and
 * the node halts.
 */
final class ReceiptDesk implements Receipts, AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);
    private static final int WAITING_MAX = 256;
    private static final long CLOSE_S = 10;

    private final AuditChain chain;
    private final TransferStore store;
    private final LongSupplier durableRows;
    private final RowLeaves leaves;
    private final Halt halt;
    private final MerkleTree tree = new MerkleTree(Checkpoint.ROWS_MAX);
    private final ExecutorService clerk;
    private Checkpoint treeOf;

    ReceiptDesk(
        final AuditChain chain,
        final TransferStore store,
        final LongSupplier durableRows,
        final RowLeaves leaves,
        final Halt halt,
        final Machine machine)
    {
        this.chain = chain;
        this.store = store;
        this.durableRows = durableRows;
        this.leaves = leaves;
        this.halt = halt;
        clerk = machine.workers("receipts", 1, WAITING_MAX);
    }

    @Override
    public boolean request(final long timestamp, final long idLow, final long idHigh, final Answer answer)
    {
        try
        {
            clerk.execute(() -> answer(timestamp, new UInt128(idHigh, idLow), answer));
            return true;
        }
        catch (final RejectedExecutionException full)
        {
            LOG.debug("a receipt is refused: too many wait", full);
            return false;
        }
    }

    private void answer(final long timestamp, final UInt128 id, final Answer answer)
    {
        try
        {
            final long row = store.firstTransferAtOrAfter(timestamp, durableRows.getAsLong());
            if (row >= durableRows.getAsLong() || !store.isTransfer(row) || store.idLow(row) != id.low() ||
                store.idHigh(row) != id.high())
            {
                throw new IllegalStateException("the store has no transfer " + id + " at " + timestamp);
            }
            final Checkpoint checkpoint = chain.covering(row);
            if (checkpoint == null)
            {
                answer.notYet();
            }
            else
            {
                answer.receipt(receipt(row, checkpoint).text());
            }
        }
        catch (final IOException | RuntimeException | Error broken)
        {
            halt.now("receipts", broken);
            answer.failed(halt.reason());
        }
    }

    private Receipt receipt(final long row, final Checkpoint checkpoint) throws IOException
    {
        if (!checkpoint.equals(treeOf))
        {
            grow(checkpoint);
        }
        return new Receipt(TransferLeaf.of(leaves.of(row)),
            Octets.of(tree.path((int)(row - checkpoint.firstRow()))), checkpoint);
    }

    private void grow(final Checkpoint checkpoint) throws AuditDamage
    {
        treeOf = null;
        tree.clear();
        for (long row = checkpoint.firstRow(); row < checkpoint.endRow(); row++)
        {
            tree.add(leaves.of(row));
        }
        if (!Octets.of(tree.root()).equals(checkpoint.root()))
        {
            throw new AuditDamage(0, "rows " + checkpoint.firstRow() + " to " + (checkpoint.endRow() - 1) +
                " of the store are not those that were signed");
        }
        treeOf = checkpoint;
    }

    @Override
    public long signedSequence()
    {
        return chain.signedSequence();
    }

    @Override
    public long signedRecords()
    {
        return chain.signedRows();
    }

    /** @return whether nobody reads the store here any more. */
    boolean hasEnded()
    {
        return clerk.isTerminated();
    }

    /** Answers what was taken, and ends. */
    @Override
    public void close()
    {
        clerk.shutdown();
        try
        {
            if (!clerk.awaitTermination(CLOSE_S, TimeUnit.SECONDS))
            {
                LOG.warn("receipts were not all written within {} s", CLOSE_S);
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
