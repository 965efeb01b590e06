package io.suuupra.engine.host.local;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.journal.machine.Machine;
import org.agrona.MutableDirectBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Runs the engine on the ring's frames, in order. Replies go to a byte ring of their own, where release finds them.
 */
final class EngineStage implements EventHandler<Slot>, EventSink
{
    private static final long WAIT_NS = 10_000;

    private final Engine engine;
    private final ByteRing requests;
    private final ByteRing replies;
    private final Halt halt;
    private final LatencyRecorder ringTime = new LatencyRecorder();
    private final LatencyRecorder applyTime = new LatencyRecorder();
    private Sequence progress;
    private RepliesFull repliesFull;
    private long replyPosition;
    private int replyLength;
    private volatile long appliedSequence;
    private volatile long firstExpiry;
    private volatile long paidCycleEnd;
    private volatile long disputeCycleEnd;
    private volatile long lastStamp;
    private volatile long accounts;
    private volatile long rows;

    EngineStage(
        final Engine engine, final ByteRing requests, final ByteRing replies, final Halt halt, final Machine machine)
    {
        repliesFull = () -> machine.park(WAIT_NS);
        this.engine = engine;
        this.requests = requests;
        this.replies = replies;
        this.halt = halt;
        publishGauges();
    }

    /** What is done, again and again, while there is no room for a reply: to wait until release has made some. */
    interface RepliesFull
    {
        void makeRoom() throws IOException;
    }

    void onRepliesFull(final RepliesFull instead)
    {
        repliesFull = instead;
    }

    /** @return place on the ring of the last slot that is done. */
    long doneSequence()
    {
        return progress.get();
    }

    @Override
    public void setSequenceCallback(final Sequence sequence)
    {
        progress = sequence;
    }

    @Override
    public void onEvent(final Slot slot, final long ringSequence, final boolean endOfBatch)
    {
        switch (slot.kind)
        {
            case COMMAND ->
            {
                final long startNs = System.nanoTime();
                ringTime.record(startNs - slot.offeredNs);
                engine.onCommand(
                    slot.sequence, slot.timestamp, requests.buffer(), slot.offset, slot.length, this);
                takeReply(slot);
                slot.appliedNs = System.nanoTime();
                applyTime.record(slot.appliedNs - startNs);
            }
            case READ ->
            {
                replyLength = 0;
                slot.scan = engine.onRead(requests.buffer(), slot.offset, this);
                takeReply(slot);
            }
            case SNAPSHOT -> slot.snapshot = engine.snapshot();
            case MARK ->
            {
                // Only the journal has something to do.
            }
        }
        slot.rows = engine.ledger().store().rows();
        if (endOfBatch)
        {
            publishGauges();
        }
        // Release may go on while this batch still runs: it frees the room for replies that the rest may wait for.
        progress.set(ringSequence);
    }

    private void takeReply(final Slot slot)
    {
        slot.replyLength = replyLength;
        slot.replyOffset = replies.offset(replyPosition);
        slot.replyEnd = replyPosition + Limits.align(replyLength);
        replyLength = 0;
    }

    @Override
    public MutableDirectBuffer claim(final int lengthMax)
    {
        long position = replies.tryClaim(lengthMax);
        while (position == ByteRing.FULL)
        {
            if (halt.isHalted())
            {
                throw new IllegalStateException("halted while waiting for room for a reply");
            }
            makeRoom();
            position = replies.tryClaim(lengthMax);
        }
        replyPosition = position;
        return replies.buffer();
    }

    private void makeRoom()
    {
        try
        {
            repliesFull.makeRoom();
        }
        catch (final IOException broken)
        {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public int offset()
    {
        return replies.offset(replyPosition);
    }

    @Override
    public void commit(final int length)
    {
        replyLength = length;
        replies.trim(replyPosition + Limits.align(length));
    }

    private void publishGauges()
    {
        accounts = engine.ledger().accounts().count();
        rows = engine.ledger().store().rows();
        lastStamp = engine.ledger().stamps().last();
        firstExpiry = engine.firstExpiry();
        paidCycleEnd = engine.upi().cycleEnd(UpiCycleKind.AUTHORISED);
        disputeCycleEnd = engine.upi().cycleEnd(UpiCycleKind.DISPUTES);
        appliedSequence = engine.sequence();
    }

    /** @return true if a tick at that time would expire a hold. */
    boolean hasDue(final long nowNs)
    {
        return firstExpiry <= Math.max(nowNs - Limits.EXPIRY_MAX + 1, lastStamp + 1);
    }

    /** @return kind of a settlement cycle that has ended at that time; {@code NULL_VAL} = none has. */
    UpiCycleKind endedCycle(final long nowNs)
    {
        final long now = Math.max(nowNs, lastStamp);
        return paidCycleEnd <= now ? UpiCycleKind.AUTHORISED :
            disputeCycleEnd <= now ? UpiCycleKind.DISPUTES : UpiCycleKind.NULL_VAL;
    }

    /** @return time from the offer of a command to its start in the engine. */
    LatencyRecorder.Snapshot ringTime()
    {
        return ringTime.snapshot();
    }

    /** @return time of a command in the engine. */
    LatencyRecorder.Snapshot applyTime()
    {
        return applyTime.snapshot();
    }

    long appliedSequence()
    {
        return appliedSequence;
    }

    long accounts()
    {
        return accounts;
    }

    long rows()
    {
        return rows;
    }
}
