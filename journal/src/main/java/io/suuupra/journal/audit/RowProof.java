package io.suuupra.journal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongFunction;

/**
 * Proves rows by the trees that were signed. Together with {@link AuditProof} over the frames that the rows were made
 * of, it shows that what was signed is what the commands lead to.
 *
 * <p>It only reads, and may do so while a node works. Confined to one thread.
 */
public final class RowProof implements AutoCloseable
{
    private final KeyHistory keys;
    private final LeafSalts salts;
    private final RecordFile blocks;
    private final RecordFile head;
    private final MerkleTree tree = new MerkleTree(Checkpoint.ROWS_MAX);
    private final long blockCount;
    private Octets rowsHash = FrameBlock.NONE;
    private long proven;

    private RowProof(final AuditPaths paths, final KeyHistory keys) throws IOException
    {
        this.keys = keys;
        salts = LeafSalts.read(paths.salt());
        blocks = RecordFile.read(paths.rows(), Checkpoint.LENGTH);
        head = RecordFile.read(paths.head(), Checkpoint.LENGTH);
        blockCount = blocks.records();
    }

    /**
     * Opens a chain.
     *
     * @param directory of the chain.
     * @param trusted   a key that the node has or has had, as it is known from elsewhere; null = as the folder has it.
     * @return the proof.
     * @throws AuditDamage if the chain was not made by that key.
     * @throws IOException if a file cannot be read.
     */
    public static RowProof open(final Path directory, final PublicNodeKey trusted) throws IOException
    {
        final AuditPaths paths = new AuditPaths(directory);
        return new RowProof(paths, KeyHistory.trusted(paths.keys(), trusted));
    }

    /** @return the salts of the leaves. */
    public LeafSalts salts()
    {
        return salts;
    }

    /**
     * Proves all rows that are signed, as far as they are there.
     *
     * @param rows   that are there.
     * @param leaves gives the canonical bytes of a row.
     * @return number of rows that are proven.
     * @throws AuditDamage if a row is not the one that was signed.
     * @throws IOException if a file cannot be read.
     */
    public long prove(final long rows, final LongFunction<byte[]> leaves) throws IOException
    {
        for (long i = 0; i < blockCount && (i + 1) * Checkpoint.ROWS_MAX <= rows; i++)
        {
            final ByteBuffer record = blocks.get(i);
            final Checkpoint block = record == null ? null : Checkpoint.read(record);
            if (block == null || !block.isClosed() || block.firstRow() != i * Checkpoint.ROWS_MAX ||
                !block.previous().equals(rowsHash))
            {
                throw new AuditDamage(0, "record " + i + " of the blocks of rows is not in order");
            }
            rowsHash = block.rowsHash();
            prove(block, leaves);
        }
        for (long slot = 0; slot < head.records(); slot++)
        {
            final ByteBuffer record = head.get(slot);
            final Checkpoint newest = record == null ? null : Checkpoint.read(record);
            if (newest != null && newest.endRow() > proven && newest.endRow() <= rows)
            {
                prove(newest, leaves);
            }
        }
        return proven;
    }

    private void prove(final Checkpoint signed, final LongFunction<byte[]> leaves) throws AuditDamage
    {
        keys.requireSigned(signed);
        tree.clear();
        for (long row = signed.firstRow(); row < signed.endRow(); row++)
        {
            tree.add(leaves.apply(row));
        }
        if (!Octets.of(tree.root()).equals(signed.root()))
        {
            throw new AuditDamage(0, "a row from " + signed.firstRow() + " to " + (signed.endRow() - 1) +
                " is not the one that was signed");
        }
        proven = Math.max(proven, signed.endRow());
    }

    @Override
    public void close() throws IOException
    {
        try (blocks)
        {
            head.close();
        }
    }
}
