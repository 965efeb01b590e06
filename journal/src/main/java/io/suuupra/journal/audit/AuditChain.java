package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The audit chain of a data folder, to go on with: takes frames and rows in their order, closes blocks, signs
 * checkpoints.
 *
 * <p>All of it but the signatures follows from the journal and the store, so nothing here has to be durable at once:
 * what a crash has torn is cut and made again, the same to the byte. It must be durable before a journal file goes that
 * it was made of; {@link #neededCycle} sees to that.
 *
 * <p>For one thread; {@link #covering}, {@link #signedSequence} and {@link #signedRows} are for any.
 */
public final class AuditChain implements AutoCloseable
{
    /** Records after which the files are forced, so that not much has to be made again after a loss of power. */
    private static final int FORCE_EVERY = 64;

    private static final int HEAD_SLOTS = 2;

    private final AuditPaths paths;
    private final NodeKeys keys;
    private final LeafSalts salts;
    private final RecordFile frames;
    private final MarkFile marks;
    private final RecordFile rows;
    private final RecordFile head;
    private final OpenFrames.Limits limits;
    private final OpenFrames openFrames;
    private final MerkleTree openRows = new MerkleTree(Checkpoint.ROWS_MAX);
    private long firstSequence;
    private FrameBlock lastBlock;
    private long timestamp;
    private long marksWritten;
    private Octets rowsHash = FrameBlock.NONE;
    private Checkpoint expected;
    private Checkpoint expectedRows;
    private long headSlot;
    private int unforced;
    private boolean closed;
    private volatile long closedRows;
    private volatile Checkpoint newest;

    private AuditChain(final AuditPaths paths, final Disk disk, final OpenFrames.Limits limits) throws IOException
    {
        this.paths = paths;
        this.limits = limits;
        openFrames = new OpenFrames(limits);
        keys = NodeKeys.open(paths, disk);
        if (!Files.exists(paths.salt()) && !Files.exists(paths.frames()))
        {
            LeafSalts.generate(disk.machine().random()).write(paths.salt(), disk);
        }
        salts = LeafSalts.read(paths.salt());
        frames = RecordFile.open(paths.frames(), FrameBlock.LENGTH, disk);
        marks = MarkFile.open(paths.marks(), disk);
        rows = RecordFile.open(paths.rows(), Checkpoint.LENGTH, disk);
        head = RecordFile.open(paths.head(), Checkpoint.LENGTH, disk);
    }

    /**
     * Opens a chain; begins one, with a new key, where there is none. What does not hold at its end is cut.
     *
     * @param directory of the chain; made if it is missing. Its folder must be locked by this process.
     * @param disk      to work on.
     * @return the chain, behind its last block.
     * @throws AuditDamage if a checkpoint is not signed by the node, or keys are missing that a chain was made with.
     * @throws IOException if the disk fails.
     */
    public static AuditChain open(final Path directory, final Disk disk) throws IOException
    {
        return open(directory, disk, OpenFrames.LIMITS);
    }

    static AuditChain open(final Path directory, final Disk disk, final OpenFrames.Limits limits) throws IOException
    {
        disk.createDirectory(directory);
        final AuditPaths paths = new AuditPaths(directory);
        requireWhole(paths);
        final AuditChain chain = new AuditChain(paths, disk, limits);
        try
        {
            chain.recover();
            return chain;
        }
        catch (final IOException | RuntimeException failed)
        {
            chain.close();
            throw failed;
        }
    }

    /** A crash may tear a file, but takes none away. What is put back may be older: the rest is made again. */
    private static void requireWhole(final AuditPaths paths) throws IOException
    {
        if (Files.exists(paths.head()) || Files.exists(paths.frames()) && Files.size(paths.frames()) > 0)
        {
            for (final Path file : List.of(paths.frames(), paths.marks(), paths.rows(), paths.head()))
            {
                if (!Files.exists(file))
                {
                    throw new AuditDamage(0, file + " is missing: put it back from a backup");
                }
            }
        }
    }

    /**
     * Gives the node another key; the old one and the new one sign the change, and the old private key is gone then.
     *
     * @param directory of a chain. Its folder must be locked by this process, and no node works on it.
     * @param disk      to work on.
     * @return the new public key.
     * @throws IOException if the disk fails.
     */
    public static PublicNodeKey changeKey(final Path directory, final Disk disk) throws IOException
    {
        final AuditPaths paths = new AuditPaths(directory);
        return NodeKeys.open(paths, disk).change(paths, disk).key().publicKey();
    }

    private void recover() throws IOException
    {
        recoverFrames();
        recoverRows();
        for (int slot = 0; slot < HEAD_SLOTS; slot++)
        {
            final ByteBuffer record = head.get(slot);
            final Checkpoint checkpoint = record == null ? null : Checkpoint.read(record);
            if (checkpoint != null && (newest == null || isNewer(checkpoint, newest)))
            {
                newest = checkpoint;
                headSlot = slot + 1L;
            }
        }
        if (newest != null)
        {
            keys.history().requireSigned(newest);
            expected = newest.sequence() >= openFrames.next() ? newest : null;
            expectedRows = newest.endRow() > closedRows ? newest : null;
        }
    }

    private static boolean isNewer(final Checkpoint one, final Checkpoint other)
    {
        return one.sequence() > other.sequence() ||
            one.sequence() == other.sequence() && one.endRow() >= other.endRow();
    }

    private void recoverFrames() throws IOException
    {
        long good = 0;
        while (good < frames.records())
        {
            final ByteBuffer record = frames.get(good);
            final FrameBlock block = record == null ? null : FrameBlock.read(record);
            if (block == null || !follows(block, lastBlock) || !hasMarks(block, good))
            {
                break;
            }
            firstSequence = good == 0 ? block.first() : firstSequence;
            lastBlock = block;
            good++;
        }
        if (good < frames.records() || frames.hasRest())
        {
            frames.cut(good);
        }
        if (lastBlock != null)
        {
            openFrames.beginAfter(lastBlock);
            timestamp = lastBlock.timestamp();
            marksWritten = lastBlock.last() + 1 - firstSequence;
        }
    }

    /** @return whether a block may stand behind another; null = it is the first. */
    static boolean follows(final FrameBlock block, final FrameBlock before)
    {
        return block.last() >= block.first() && (before == null ? block.previous().equals(FrameBlock.NONE) :
            block.first() == before.last() + 1 && block.previous().equals(before.hash()));
    }

    /** Only of the last blocks marks may be missing: all others were forced. */
    private boolean hasMarks(final FrameBlock block, final long index) throws IOException
    {
        final long start = index == 0 ? block.first() : firstSequence;
        return block.count() > 0 && block.count() <= limits.frames() &&
            (index < frames.records() - 2 * FORCE_EVERY || block.marks().equals(
                new Sha256().add(marks.get(block.first() - start, block.count())).octets()));
    }

    private void recoverRows() throws IOException
    {
        long good = 0;
        while (good < rows.records())
        {
            final ByteBuffer record = rows.get(good);
            final Checkpoint block = record == null ? null : Checkpoint.read(record);
            if (block == null || !block.isClosed() || block.firstRow() != good * Checkpoint.ROWS_MAX ||
                !block.previous().equals(rowsHash))
            {
                break;
            }
            rowsHash = block.rowsHash();
            newest = block;
            good++;
        }
        if (good < rows.records() || rows.hasRest())
        {
            rows.cut(good);
        }
        closedRows = good * Checkpoint.ROWS_MAX;
    }

    /** @return whether nothing was ever chained here. */
    public boolean isNew()
    {
        return firstSequence == 0 && newest == null;
    }

    /** @return sequence of the last frame that was ever covered by a checkpoint; 0 = none. */
    public long signedSequence()
    {
        final Checkpoint checkpoint = newest;
        return checkpoint == null ? 0 : checkpoint.sequence();
    }

    /** @return number of rows that are covered by a checkpoint. */
    public long signedRows()
    {
        final Checkpoint checkpoint = newest;
        return checkpoint == null ? 0 : checkpoint.endRow();
    }

    /** @return sequence of the frame to be added next; 0 = of whichever is the first that is there. */
    public long nextSequence()
    {
        return firstSequence == 0 ? 0 : openFrames.next();
    }

    /** @return journal file in which, or behind which, the next frame stands. */
    public long cycle()
    {
        return lastBlock == null ? 0 : lastBlock.cycle();
    }

    /** @return number of the row to be added next. */
    public long nextRow()
    {
        return closedRows + openRows.size();
    }

    /** @return the salts of the leaves, for a thread of its own. */
    public LeafSalts salts()
    {
        return salts.copy();
    }

    /** @return the key that signs. */
    public PublicNodeKey publicKey()
    {
        return keys.key().publicKey();
    }

    /**
     * Holds a frame that is chained already against what the chain has of it.
     *
     * @param buffer   that holds it.
     * @param offset   of its header.
     * @param length   header included, padding excluded.
     * @param sequence of the frame: the one before {@link #nextSequence()}.
     * @throws AuditDamage if it is another frame.
     * @throws IOException if the disk fails.
     */
    public void requireLast(final DirectBuffer buffer, final int offset, final int length, final long sequence)
        throws IOException
    {
        final byte[] mark = marks.get(sequence - firstSequence, 1);
        final byte[] hash = new Sha256().add(buffer, offset, length).hash();
        if (Arrays.mismatch(mark, hash) != OpenFrames.MARK)
        {
            throw new AuditDamage(sequence, "the journal holds another frame than was chained");
        }
    }

    /**
     * Refuses a journal that ends before what was signed.
     *
     * @param tail sequence of the journal's last frame.
     * @param rows of the store.
     * @throws AuditDamage if frames or rows are gone.
     */
    public void requireReached(final long tail, final long rows) throws AuditDamage
    {
        final long known = Math.max(signedSequence(), lastBlock == null ? 0 : lastBlock.last());
        if (tail < known)
        {
            throw new AuditDamage(tail + 1, "the journal ends here, the chain holds sequence " + known);
        }
        if (rows < signedRows())
        {
            throw new AuditDamage(0, "the store has " + rows + " rows, but " + signedRows() + " were signed");
        }
    }

    /**
     * Chains the next frame.
     *
     * @param buffer   that holds it.
     * @param offset   of its header.
     * @param length   header included, padding excluded.
     * @param sequence of the frame.
     * @param clock    the host's clock when it took the command, in ns since 1970.
     * @param cycle    journal file that holds it.
     * @throws AuditDamage if it is not the next one, or the chain is not what was signed up to it.
     * @throws IOException if the disk fails.
     */
    public void addFrame(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long sequence,
        final long clock,
        final long cycle) throws IOException
    {
        if (firstSequence == 0)
        {
            firstSequence = sequence;
            openFrames.begin(sequence);
        }
        openFrames.add(buffer, offset, length, sequence, clock, cycle);
        timestamp = clock;
        if (openFrames.isFull())
        {
            closeFrames();
        }
        if (expected != null && expected.sequence() == sequence)
        {
            if (!openFrames.head().equals(expected.frames()))
            {
                throw new AuditDamage(openFrames.block().first(),
                    "a frame from here to " + sequence + " is another one than was signed");
            }
            expected = null;
        }
    }

    private void closeFrames() throws IOException
    {
        final FrameBlock block = openFrames.block();
        writeMarks();
        final ByteBuffer record = frames.room();
        block.write(record);
        frames.append(record);
        openFrames.beginAfter(block);
        lastBlock = block;
        appended();
    }

    private void writeMarks() throws IOException
    {
        final long from = openFrames.block().first() - firstSequence;
        final byte[] all = openFrames.marks();
        final int written = (int)(marksWritten - from) * OpenFrames.MARK;
        if (written < all.length)
        {
            marks.put(marksWritten, Arrays.copyOfRange(all, written, all.length));
            marksWritten = openFrames.next() - firstSequence;
        }
    }

    /**
     * Takes the next row, which a frame has made that was added before. A block that is full by it is signed.
     *
     * @param leaf canonical bytes of the row ({@link TransferLeaf}).
     * @throws AuditDamage if the rows are not those that were signed up to it.
     * @throws IOException if the disk fails.
     */
    public void addRow(final byte[] leaf) throws IOException
    {
        openRows.add(leaf);
        if (expectedRows != null && expectedRows.endRow() == nextRow())
        {
            requireRows(expectedRows);
            expectedRows = null;
        }
        if (openRows.size() == Checkpoint.ROWS_MAX)
        {
            final Checkpoint checkpoint = sign();
            final ByteBuffer record = rows.room();
            checkpoint.write(record);
            rows.append(record);
            rowsHash = checkpoint.rowsHash();
            openRows.clear();
            closedRows = checkpoint.endRow();
            newest = checkpoint;
            appended();
        }
    }

    private void requireRows(final Checkpoint signed) throws AuditDamage
    {
        if (!signed.previous().equals(rowsHash) || !signed.root().equals(Octets.of(openRows.root())))
        {
            throw new AuditDamage(0, "a row from " + signed.firstRow() + " to " + (signed.endRow() - 1) +
                ", or a block before, is another one than was signed");
        }
    }

    private Checkpoint sign()
    {
        return new Checkpoint(openFrames.next() - 1, openFrames.head(), timestamp, closedRows, openRows.size(),
            Octets.of(openRows.root()), rowsHash, 0, Checkpoint.UNSIGNED).sign(keys.key());
    }

    /**
     * Signs what was added so far, unless that was done.
     *
     * @throws IOException if the disk fails.
     */
    public void checkpoint() throws IOException
    {
        if (firstSequence == 0 || expected != null)
        {
            return;
        }
        if (!openFrames.isEmpty())
        {
            writeMarks();
        }
        if (newest != null && newest.sequence() >= openFrames.next() - 1 && newest.endRow() >= nextRow())
        {
            return;
        }
        final Checkpoint checkpoint = sign();
        final ByteBuffer record = head.room();
        checkpoint.write(record);
        head.put(headSlot % HEAD_SLOTS, record);
        headSlot++;
        newest = checkpoint;
    }

    private void appended() throws IOException
    {
        unforced++;
        if (unforced >= FORCE_EVERY)
        {
            force();
        }
    }

    private void force() throws IOException
    {
        marks.force();
        frames.force();
        rows.force();
        head.force();
        unforced = 0;
    }

    /**
     * @param row of the store.
     * @return the checkpoint whose block of rows holds it; null if it is not signed yet.
     * @throws AuditDamage if that checkpoint is not in order.
     * @throws IOException if it cannot be read.
     */
    public Checkpoint covering(final long row) throws IOException
    {
        // In this order: a block that is closed meanwhile is found among the closed ones.
        final Checkpoint open = newest;
        if (row >= closedRows)
        {
            return open != null && open.firstRow() <= row && row < open.endRow() ? open : null;
        }
        final long index = row / Checkpoint.ROWS_MAX;
        final ByteBuffer record = rows.get(index);
        if (record == null)
        {
            throw new AuditDamage(0, paths.rows() + ": record " + index + " does not have its checksum");
        }
        final Checkpoint closed = Checkpoint.read(record);
        keys.history().requireSigned(closed);
        return closed;
    }

    /**
     * Makes the closed blocks durable and tells which journal files they still need.
     *
     * @param directory of a chain, on which a node may work.
     * @param disk      to work on.
     * @return the oldest journal file that may not be removed; the greatest number if there is no chain.
     * @throws IOException if the disk fails.
     */
    public static long neededCycle(final Path directory, final Disk disk) throws IOException
    {
        final AuditPaths paths = new AuditPaths(directory);
        if (!Files.exists(paths.frames()))
        {
            return Files.exists(paths.keys()) ? 0 : Long.MAX_VALUE;
        }
        try (RecordFile blocks = RecordFile.open(paths.frames(), FrameBlock.LENGTH, disk);
            MarkFile marks = MarkFile.open(paths.marks(), disk))
        {
            marks.force();
            blocks.force();
            final ByteBuffer last = blocks.records() == 0 ? null : blocks.get(blocks.records() - 1);
            return last == null ? 0 : FrameBlock.read(last).cycle();
        }
    }

    /** Closes the files as they are, because the disk has failed. */
    public void abandon() throws IOException
    {
        if (!closed)
        {
            closed = true;
            try (frames; marks; rows)
            {
                head.close();
            }
        }
    }

    /** Forces the files and closes them. */
    @Override
    public void close() throws IOException
    {
        if (!closed)
        {
            try
            {
                force();
            }
            finally
            {
                abandon();
            }
        }
    }
}
