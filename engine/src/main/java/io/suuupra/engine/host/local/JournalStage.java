package io.suuupra.engine.host.local;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.journal.JournalWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;

/**
 * Writes the ring's commands to the journal and forces them once for all that queued up meanwhile: group commit. Its
 * place on the ring moves on only when what lies behind it is durable.
 */
final class JournalStage implements EventHandler<Slot>
{
    /** Opens the writer in the thread that will use it. */
    interface Opening
    {
        JournalWriter open() throws IOException;
    }

    private final Opening opening;
    private final ByteRing requests;
    private final LongConsumer release;
    private final LatencyRecorder syncTime = new LatencyRecorder();
    private final LatencyRecorder writeTime = new LatencyRecorder();
    private Sequence progress;
    private JournalWriter writer;
    private int uncommitted;
    private volatile long durableSequence;
    private volatile long bytesWritten;
    private volatile boolean markDue;
    private volatile JournalWriter opened;

    JournalStage(
        final Opening opening, final ByteRing requests, final LongConsumer release, final long durableSequence)
    {
        this.opening = opening;
        this.requests = requests;
        this.release = release;
        this.durableSequence = durableSequence;
    }

    @Override
    public void setSequenceCallback(final Sequence sequence)
    {
        progress = sequence;
    }

    @Override
    public void onEvent(final Slot slot, final long ringSequence, final boolean endOfBatch) throws IOException
    {
        if (writer == null)
        {
            writer = opening.open();
            opened = writer;
        }
        switch (slot.kind)
        {
            case COMMAND -> append(slot, ringSequence);
            case MARK ->
            {
                commit();
                writer.mark();
                markDue = false;
            }
            case SNAPSHOT ->
            {
                commit();
                slot.frameCrc = writer.frameCrc();
                slot.epoch = writer.epoch();
                slot.cycle = writer.cycle();
                slot.journalBytes = writer.bytesWritten();
            }
            case READ ->
            {
                // Nothing of a read is kept.
            }
        }
        if (endOfBatch)
        {
            commit();
            release.accept(ringSequence);
        }
    }

    /** Forces and answers all up to a slot that has been handled. */
    void flush(final long ringSequence) throws IOException
    {
        commit();
        release.accept(ringSequence);
        progress.set(ringSequence);
    }

    private void append(final Slot slot, final long ringSequence) throws IOException
    {
        if (!writer.hasRoom(slot.length))
        {
            flush(ringSequence - 1);
        }
        writer.append(requests.buffer(), slot.offset, slot.length);
        uncommitted++;
    }

    private void commit() throws IOException
    {
        if (uncommitted == 0)
        {
            return;
        }
        final long startNs = System.nanoTime();
        durableSequence = writer.commit();
        syncTime.record(writer.lastForceNs());
        writeTime.record(System.nanoTime() - startNs - writer.lastForceNs());
        bytesWritten = writer.bytesWritten();
        uncommitted = 0;
        markDue = true;
    }

    /** The processor ends on its own thread, which is the writer's. */
    @Override
    public void onShutdown()
    {
        if (writer == null)
        {
            return;
        }
        try
        {
            writer.close();
        }
        catch (final IOException broken)
        {
            throw new UncheckedIOException(broken);
        }
    }

    /** @return true if no group tells yet that the last one is durable, or if the writer has to say that it failed. */
    boolean isMarkDue()
    {
        return markDue || opened != null && opened.isBroken();
    }

    long durableSequence()
    {
        return durableSequence;
    }

    long bytesWritten()
    {
        return bytesWritten;
    }

    /** @return time of a commit but for its force. */
    LatencyRecorder.Snapshot writeTime()
    {
        return writeTime.snapshot();
    }

    LatencyRecorder.Snapshot syncTime()
    {
        return syncTime.snapshot();
    }
}
