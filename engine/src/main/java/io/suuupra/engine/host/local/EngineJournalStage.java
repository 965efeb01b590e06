package io.suuupra.engine.host.local;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;

import java.io.IOException;

/**
 * Engine, journal and release on one thread: each command is applied, then appended, and the group of them is forced
 * and answered. Where cores are few, what the engine would do while the disk works is less than what it costs to wake
 * it.
 */
final class EngineJournalStage implements EventHandler<Slot>
{
    private final EngineStage engine;
    private final JournalStage journal;
    private long ringSequence;

    EngineJournalStage(final EngineStage engine, final JournalStage journal)
    {
        this.engine = engine;
        this.journal = journal;
        engine.setSequenceCallback(new Sequence());
        engine.onRepliesFull(this::answerThoseBefore);
    }

    @Override
    public void setSequenceCallback(final Sequence sequence)
    {
        journal.setSequenceCallback(sequence);
    }

    @Override
    public void onEvent(final Slot slot, final long sequence, final boolean endOfBatch) throws IOException
    {
        ringSequence = sequence;
        engine.onEvent(slot, sequence, endOfBatch);
        journal.onEvent(slot, sequence, endOfBatch);
    }

    /** Nobody else makes room for replies. */
    private void answerThoseBefore() throws IOException
    {
        journal.flush(ringSequence - 1);
    }

    @Override
    public void onShutdown()
    {
        journal.onShutdown();
    }
}
