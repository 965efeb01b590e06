package io.suuupra.journal.audit;

import org.agrona.DirectBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Proves a journal by its audit chain: every frame by the marks and hashes of its block, every block by the one behind
 * it, every checkpoint by its signature. It only reads, and may do so while a node works: open it before the journal is
 * read, so that the journal can only be ahead.
 *
 * <p>Confined to one thread.
 */
public final class AuditProof implements AutoCloseable
{
    private static final int HEAD_TRIES = 3;
    private static final long HEAD_WAIT_NS = 200_000;

    private final KeyHistory keys;
    private final RecordFile blocks;
    private final MarkFile marks;
    private final RecordFile rows;
    private final List<Checkpoint> others = new ArrayList<>();
    private final OpenFrames open;
    private final long blockCount;
    private final long checkpointCount;
    private long nextBlock;
    private FrameBlock block;
    private FrameBlock before;
    private long nextCheckpoint;
    private Checkpoint checkpoint;
    private Octets rowsHash = FrameBlock.NONE;
    private boolean begun;
    private long chainFirst;
    private long provenBlocks;
    private long provenCheckpoints;
    private long signedSequence;
    private long provenFrom;
    private long provenFrames;
    private Checkpoint witness;
    private boolean witnessMet;

    /**
     * What was proven.
     *
     * @param first          sequence of the first frame under the chain; 0 = none.
     * @param frames         under the chain.
     * @param blocks         that are closed.
     * @param checkpoints    whose signature and chain hold.
     * @param signedSequence up to which the frames are signed; 0 = none is.
     * @param witnessMet     whether the checkpoint given to {@link #expect} is one of them.
     * @param keyId          of the newest key, 16 hex digits.
     */
    public record Summary(
        long first,
        long frames,
        long blocks,
        long checkpoints,
        long signedSequence,
        boolean witnessMet,
        String keyId)
    {
    }

    private AuditProof(final AuditPaths paths, final KeyHistory keys, final OpenFrames.Limits limits) throws IOException
    {
        this.keys = keys;
        open = new OpenFrames(limits);
        blocks = RecordFile.read(paths.frames(), FrameBlock.LENGTH);
        marks = MarkFile.read(paths.marks());
        rows = RecordFile.read(paths.rows(), Checkpoint.LENGTH);
        blockCount = blocks.records();
        checkpointCount = rows.records();
    }

    /**
     * @param directory of a chain.
     * @return whether there is one.
     */
    public static boolean exists(final Path directory)
    {
        final AuditPaths paths = new AuditPaths(directory);
        return Files.exists(paths.keys()) || Files.exists(paths.frames());
    }

    /**
     * Opens a chain.
     *
     * @param directory of the chain.
     * @param trusted   a key that the node has or has had, as it is known from elsewhere; null = as the folder has it.
     * @return the proof, before the first frame.
     * @throws AuditDamage if the chain was not made by that key, or cannot be one.
     * @throws IOException if a file cannot be read.
     */
    public static AuditProof open(final Path directory, final PublicNodeKey trusted) throws IOException
    {
        return open(directory, trusted, OpenFrames.LIMITS);
    }

    static AuditProof open(final Path directory, final PublicNodeKey trusted, final OpenFrames.Limits limits)
        throws IOException
    {
        final AuditPaths paths = new AuditPaths(directory);
        final KeyHistory keys = KeyHistory.trusted(paths.keys(), trusted);
        for (final Path file : List.of(paths.frames(), paths.marks(), paths.rows(), paths.head()))
        {
            if (!Files.isRegularFile(file))
            {
                throw new AuditDamage(0, file + " is missing");
            }
        }
        final AuditProof proof = new AuditProof(paths, keys, limits);
        try
        {
            proof.begin(paths);
            return proof;
        }
        catch (final IOException | RuntimeException failed)
        {
            proof.close();
            throw failed;
        }
    }

    private void begin(final AuditPaths paths) throws IOException
    {
        readHead(paths);
        loadBlock();
        chainFirst = block == null ? 0 : block.first();
        loadCheckpoint();
    }

    /** A node writes each slot a few times a second at most, so one that is half written is whole a moment later. */
    private static Checkpoint slot(final RecordFile head, final long slot) throws IOException
    {
        for (int i = 0; i < HEAD_TRIES; i++)
        {
            final ByteBuffer record = head.get(slot);
            if (record != null)
            {
                return Checkpoint.read(record);
            }
            LockSupport.parkNanos(HEAD_WAIT_NS);
        }
        throw new AuditDamage(0, "slot " + slot + " of the newest checkpoints does not have its checksum");
    }

    private void readHead(final AuditPaths paths) throws IOException
    {
        try (RecordFile head = RecordFile.read(paths.head(), Checkpoint.LENGTH))
        {
            final List<Checkpoint> found = new ArrayList<>();
            for (long slot = 0; slot < head.records(); slot++)
            {
                found.add(slot(head, slot));
            }
            for (final Checkpoint newest : found)
            {
                if (newest.firstRow() > rows.recordsNow() * Checkpoint.ROWS_MAX)
                {
                    throw new AuditDamage(0, "blocks of rows before row " + newest.firstRow() + " are missing");
                }
                add(newest);
            }
        }
    }

    /**
     * Demands that a checkpoint is of this chain: one that a receipt holds, say.
     *
     * @param given signed by a key of the node. Only before the first frame.
     */
    public void expect(final Checkpoint given)
    {
        witness = given;
        add(given);
    }

    private void add(final Checkpoint signed)
    {
        others.add(signed);
        others.sort(Comparator.comparingLong(Checkpoint::sequence));
    }

    private void loadBlock() throws IOException
    {
        before = block;
        block = null;
        if (nextBlock >= blockCount)
        {
            return;
        }
        final ByteBuffer record = blocks.get(nextBlock);
        final FrameBlock loaded = record == null ? null : FrameBlock.read(record);
        if (loaded == null || !AuditChain.follows(loaded, before))
        {
            throw new AuditDamage(before == null ? 0 : before.last() + 1,
                "record " + nextBlock + " of the blocks of frames is not in order");
        }
        nextBlock++;
        block = loaded;
    }

    private void loadCheckpoint() throws IOException
    {
        checkpoint = null;
        if (nextCheckpoint == checkpointCount)
        {
            return;
        }
        final ByteBuffer record = rows.get(nextCheckpoint);
        final Checkpoint loaded = record == null ? null : Checkpoint.read(record);
        if (loaded == null || !loaded.isClosed() || !loaded.previous().equals(rowsHash) ||
            loaded.firstRow() != nextCheckpoint * Checkpoint.ROWS_MAX)
        {
            throw new AuditDamage(0, "record " + nextCheckpoint + " of the blocks of rows is not in order");
        }
        rowsHash = loaded.rowsHash();
        nextCheckpoint++;
        checkpoint = loaded;
    }

    /**
     * Proves the next frame.
     *
     * @param buffer    that holds it.
     * @param offset    of its header.
     * @param length    header included, padding excluded.
     * @param sequence  of the frame: the first that is given may be any, then one after the other.
     * @param timestamp the host's clock when it took the command, in ns since 1970.
     * @throws AuditDamage if it, or a frame before it in its block, is not the one that was chained.
     * @throws IOException if a file cannot be read.
     */
    public void frame(
        final DirectBuffer buffer, final int offset, final int length, final long sequence, final long timestamp)
        throws IOException
    {
        if (!begun && !beginAt(sequence))
        {
            return;
        }
        open.add(buffer, offset, length, sequence, timestamp, 0);
        provenFrom = provenFrames == 0 ? sequence : provenFrom;
        provenFrames++;
        if (block != null ? sequence == block.last() : open.isFull())
        {
            closeBlock();
        }
        else if (open.isFull())
        {
            // It has fewer frames than were chained, or longer ones.
            throw changed();
        }
        meetCheckpoints(sequence);
    }

    /** A journal may begin in the middle of a block; the chain in the middle of a journal. */
    private boolean beginAt(final long sequence) throws IOException
    {
        while (block != null && block.last() < sequence)
        {
            loadBlock();
        }
        passCheckpoints(sequence);
        if (block == null && before == null)
        {
            // No block is closed yet: then the chain begins with the journal.
            chainFirst = sequence;
            begun = true;
            open.begin(sequence);
        }
        else if (block == null)
        {
            if (sequence > before.last() + 1)
            {
                throw new AuditDamage(before.last() + 1,
                    "the journal begins with sequence " + sequence + ", the chain ends before");
            }
            begun = true;
            open.beginAfter(before);
        }
        else if (sequence == block.first())
        {
            begun = true;
            open.begin(sequence);
            if (before != null)
            {
                open.beginAfter(before);
            }
        }
        return begun;
    }

    /** Of what was signed before the journal begins, only the signature can be proven. */
    private void passCheckpoints(final long sequence) throws IOException
    {
        while (checkpoint != null && checkpoint.sequence() < sequence)
        {
            keys.requireSigned(checkpoint);
            loadCheckpoint();
        }
        while (!others.isEmpty() && others.getFirst().sequence() < sequence)
        {
            keys.requireSigned(others.removeFirst());
        }
    }

    private void closeBlock() throws IOException
    {
        final FrameBlock found = open.block();
        if (block != null)
        {
            compare(found);
            provenBlocks++;
            loadBlock();
        }
        else if (isSignedBehind(found.last()) && blocks.recordsNow() <= nextBlock)
        {
            throw new AuditDamage(found.first(), "the record of the block that begins here is missing");
        }
        else
        {
            // A node has chained it since the proof was opened, or will.
            nextBlock++;
        }
        open.beginAfter(found);
    }

    private boolean isSignedBehind(final long sequence)
    {
        return checkpoint != null && checkpoint.sequence() > sequence ||
            !others.isEmpty() && others.getLast().sequence() > sequence;
    }

    private void compare(final FrameBlock found) throws IOException
    {
        if (!found.hash().equals(block.hash()))
        {
            throw changed();
        }
        if (!Arrays.equals(open.marks(), marks.get(block.first() - chainFirst, block.count())))
        {
            throw new AuditDamage(block.first(), "the marks of the frames from here to " + block.last() +
                " were changed; the frames themselves were not");
        }
    }

    /** Finds the first frame of the block that is not the one that was chained, by the marks, if they are in order. */
    private AuditDamage changed() throws IOException
    {
        final byte[] kept = marks.get(block.first() - chainFirst, block.count());
        if (!new Sha256().add(kept).octets().equals(block.marks()))
        {
            return new AuditDamage(block.first(), "a frame from here to " + block.last() +
                " is not the one that was chained, and their marks were changed too");
        }
        final int differs = open.firstDifference(kept);
        return differs < 0 ?
            new AuditDamage(block.first(),
                "a frame from here to " + block.last() + " is not the one that was chained") :
            new AuditDamage(block.first() + differs, "the frame is not the one that was chained");
    }

    private void meetCheckpoints(final long sequence) throws IOException
    {
        while (checkpoint != null && checkpoint.sequence() <= sequence)
        {
            meet(checkpoint, sequence);
            loadCheckpoint();
        }
        while (!others.isEmpty() && others.getFirst().sequence() <= sequence)
        {
            meet(others.removeFirst(), sequence);
        }
    }

    private void meet(final Checkpoint signed, final long sequence) throws IOException
    {
        keys.requireSigned(signed);
        if (signed.sequence() == sequence)
        {
            final long differs = firstOpenDifference();
            if (!signed.frames().equals(open.head()))
            {
                throw new AuditDamage(differs == 0 ? signedSequence + 1 : differs,
                    "a frame from here to " + sequence + " is not the one that was signed");
            }
            if (differs != 0)
            {
                throw new AuditDamage(differs, "the mark of this frame was changed; the frame itself was not");
            }
            signedSequence = sequence;
            provenCheckpoints++;
            witnessMet |= signed.equals(witness);
        }
    }

    /**
     * Within the open block only the marks tell which frame was changed; they are written before a checkpoint is
     * signed.
     *
     * @return sequence of the first frame whose mark is another one; 0 = none is.
     */
    private long firstOpenDifference() throws IOException
    {
        if (open.isEmpty())
        {
            return 0;
        }
        final FrameBlock part = open.block();
        final byte[] kept = marks.get(part.first() - chainFirst, part.count());
        final int differs = open.firstDifference(kept);
        return differs < 0 ? 0 : part.first() + differs;
    }

    /**
     * Ends the proof.
     *
     * @param lastSequence of the journal's last frame.
     * @return what was proven.
     * @throws AuditDamage if the chain holds frames that the journal does not have any more.
     * @throws IOException if a file cannot be read.
     */
    public Summary end(final long lastSequence) throws IOException
    {
        long known = block == null ? 0 : block.last();
        while (checkpoint != null)
        {
            keys.requireSigned(checkpoint);
            known = Math.max(known, checkpoint.sequence());
            loadCheckpoint();
        }
        for (final Checkpoint other : others)
        {
            keys.requireSigned(other);
            known = Math.max(known, other.sequence());
        }
        if (known > lastSequence)
        {
            final long differs = firstOpenDifference();
            throw differs == 0 ?
                new AuditDamage(lastSequence + 1, "the journal ends here, the chain holds sequence " + known) :
                new AuditDamage(differs, "the frame is not the one that was chained, and the journal ends at " +
                    lastSequence + ", before the chain's " + known);
        }
        return new Summary(provenFrom, provenFrames, provenBlocks, provenCheckpoints, signedSequence, witnessMet,
            keys.newest().idText());
    }

    @Override
    public void close() throws IOException
    {
        try (blocks; marks)
        {
            rows.close();
        }
    }
}
