package io.suuupra.engine.host.local;

import com.lmax.disruptor.RingBuffer;
import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.journal.machine.Machine;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Lets replies go. The journal's thread runs it behind each force, so what it sees is durable; it waits for the engine,
 * which works on the same commands while they are being forced and is mostly done by then, or has done them before on
 * this very thread. A thread of its own would cost more in being woken than it does.
 */
final class ReleaseStage
{
    private static final int SPINS = 100;
    private static final long SLEEP_NS = 20_000;

    private final RingBuffer<Slot> ring;
    private final LongSupplier applied;
    private final ByteRing requests;
    private final ByteRing replies;
    private final Halt halt;
    private final ScanReaders readers;
    private final SnapshotKeeper snapshots;
    private final Machine machine;
    private final LatencyRecorder replyTime = new LatencyRecorder();
    private final LatencyRecorder durableWait = new LatencyRecorder();
    private final LatencyRecorder releaseTime = new LatencyRecorder();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long nextSequence;
    private long notifiedRows;
    private volatile long durableRows;
    private volatile long commands;
    private volatile long reads;
    private volatile long events;

    /**
     * @param applied place on the ring of the last slot that the engine is done with.
     */
    ReleaseStage(
        final RingBuffer<Slot> ring,
        final LongSupplier applied,
        final ByteRing requests,
        final ByteRing replies,
        final Halt halt,
        final ScanReaders readers,
        final SnapshotKeeper snapshots,
        final Machine machine,
        final long rows)
    {
        this.ring = ring;
        this.applied = applied;
        this.nextSequence = ring.getCursor() + 1;
        this.requests = requests;
        this.replies = replies;
        this.halt = halt;
        this.readers = readers;
        this.snapshots = snapshots;
        this.machine = machine;
        this.durableRows = rows;
        this.notifiedRows = rows;
    }

    /**
     * Releases slots, as soon as the engine is done with each.
     *
     * @param ringSequence of the last one that is durable.
     */
    void upTo(final long ringSequence)
    {
        while (nextSequence <= ringSequence)
        {
            awaitApplied(nextSequence);
            release(ring.get(nextSequence));
            nextSequence++;
        }
        if (notifiedRows != durableRows)
        {
            notifiedRows = durableRows;
            listeners.forEach(Runnable::run);
        }
    }

    private void awaitApplied(final long ringSequence)
    {
        int spins = 0;
        while (applied.getAsLong() < ringSequence)
        {
            requireRunning();
            if (spins < SPINS)
            {
                spins++;
                Thread.onSpinWait();
            }
            else
            {
                machine.park(SLEEP_NS);
            }
        }
        requireRunning();
    }

    private void requireRunning()
    {
        if (halt.isHalted())
        {
            // Nothing leaves a halted node, and nothing is freed either: whoever waits sees that it has halted.
            throw new IllegalStateException("the node has halted");
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer, this thread; the others only look.
    private void release(final Slot slot)
    {
        durableRows = slot.rows;
        switch (slot.kind)
        {
            case COMMAND ->
            {
                final long startNs = System.nanoTime();
                durableWait.record(startNs - slot.appliedNs);
                reply(slot);
                commands++;
                events += slot.events;
                final long endNs = System.nanoTime();
                releaseTime.record(endNs - startNs);
                replyTime.record(endNs - slot.offeredNs);
                requests.free(slot.end);
            }
            case READ ->
            {
                if (slot.scan == null)
                {
                    reply(slot);
                }
                else
                {
                    readers.submit(slot.scan, slot.replyTo, slot.correlation, requests.buffer(), slot.offset);
                }
                reads++;
                requests.free(slot.end);
            }
            case SNAPSHOT ->
                snapshots.write(slot.snapshot, slot.epoch, slot.frameCrc, slot.cycle, slot.journalBytes);
            case MARK ->
            {
                // The journal has done it.
            }
        }
        slot.clear();
    }

    private void reply(final Slot slot)
    {
        slot.replyTo.onReply(slot.correlation, replies.buffer(), slot.replyOffset, slot.replyLength);
        replies.free(slot.replyEnd);
    }

    void addListener(final Runnable listener)
    {
        listeners.add(listener);
    }

    void removeListener(final Runnable listener)
    {
        listeners.remove(listener);
    }

    /** @return rows of the store that everybody may see. */
    long durableRows()
    {
        return durableRows;
    }

    long commands()
    {
        return commands;
    }

    long reads()
    {
        return reads;
    }

    long events()
    {
        return events;
    }

    /** @return time for which a command that is applied waits until it is durable. */
    LatencyRecorder.Snapshot durableWait()
    {
        return durableWait.snapshot();
    }

    /** @return time of handing a reply to its connection. */
    LatencyRecorder.Snapshot releaseTime()
    {
        return releaseTime.snapshot();
    }

    LatencyRecorder.Snapshot replyTime()
    {
        return replyTime.snapshot();
    }
}
