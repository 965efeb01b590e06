package io.suuupra.tools.journal;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.audit.AuditDamage;
import io.suuupra.journal.audit.AuditProof;
import io.suuupra.journal.cycle.GroupHeader;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Proves frames by the audit chain in a thread of its own, while the caller reads on: hashing takes longer than reading
 * and checking crcs.
 */
final class AuditLane implements AutoCloseable
{
    private static final int BLOCKS = 4;
    private static final int BLOCK_BYTES = 2 * 1024 * 1024;

    private final AuditProof proof;
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
    private final Thread thread;
    private Block filling;
    private Throwable failure;

    /** Frames one behind the other, each at a multiple of 8. */
    private static final class Block
    {
        private UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(BLOCK_BYTES));
        private int used;
        private boolean last;
    }

    /** @param proof that has not begun; closed with the lane. */
    AuditLane(final AuditProof proof) throws IOException
    {
        this.proof = proof;
        for (int i = 0; i < BLOCKS; i++)
        {
            empty.add(new Block());
        }
        filling = take(empty);
        thread = Thread.ofPlatform().name("audit-proof").daemon().start(this::run);
    }

    private static Block take(final BlockingQueue<Block> queue) throws IOException
    {
        try
        {
            return queue.take();
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while verifying", interrupted);
        }
    }

    /** Hands the frames of the walk's group over. */
    void add(final GroupWalk walk) throws IOException
    {
        final int bytes = walk.groupLength() - GroupHeader.LENGTH;
        if (filling.used > 0 && filling.used + bytes > filling.buffer.capacity())
        {
            pass(false);
        }
        if (bytes > filling.buffer.capacity())
        {
            filling.buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes));
        }
        filling.buffer.putBytes(filling.used, walk.buffer(), walk.groupOffset() + GroupHeader.LENGTH, bytes);
        filling.used += bytes;
    }

    private void pass(final boolean last) throws IOException
    {
        filling.last = last;
        full.add(filling);
        if (!last)
        {
            filling = take(empty);
            filling.used = 0;
        }
    }

    private void run()
    {
        try
        {
            boolean last = false;
            while (!last)
            {
                final Block block = full.take();
                prove(block);
                last = block.last;
                empty.add(block);
            }
        }
        catch (final InterruptedException closed)
        {
            // Nobody waits for more.
            Thread.currentThread().interrupt();
        }
    }

    /** The first damage is the one that counts; what comes behind it is taken and passed over. */
    private void prove(final Block block)
    {
        try
        {
            int offset = 0;
            while (offset < block.used && failure == null)
            {
                final int length = JournalFrames.length(block.buffer, offset);
                proof.frame(block.buffer, offset, length, JournalFrames.sequence(block.buffer, offset),
                    JournalFrames.timestamp(block.buffer, offset));
                offset += Limits.align(length);
            }
        }
        catch (final IOException | RuntimeException | Error found)
        {
            failure = found;
        }
    }

    /**
     * Ends the proof behind the last frame.
     *
     * @param sequence of the last frame of the journal.
     * @return what was proven.
     * @throws AuditDamage if something is not as it was chained and signed.
     * @throws IOException if a file cannot be read.
     */
    AuditProof.Summary end(final long sequence) throws IOException
    {
        finish();
        return proof.end(sequence);
    }

    /**
     * Proves what was handed over, where the journal is damaged behind it.
     *
     * @throws AuditDamage if something is not as it was chained and signed.
     * @throws IOException if a file cannot be read.
     */
    void finish() throws IOException
    {
        pass(true);
        try
        {
            thread.join();
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while verifying", interrupted);
        }
        if (failure instanceof final IOException found)
        {
            throw found;
        }
        if (failure != null)
        {
            throw new IllegalStateException("the audit chain could not be proven", failure);
        }
    }

    @Override
    public void close() throws IOException
    {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive())
        {
            try
            {
                thread.join();
            }
            catch (final InterruptedException again)
            {
                interrupted = true;
            }
        }
        if (interrupted)
        {
            Thread.currentThread().interrupt();
        }
        proof.close();
    }
}
