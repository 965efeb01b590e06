package io.suuupra.engine.host.local;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.TickEncoder;
import io.suuupra.codecs.generated.UpiCloseCycleEncoder;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.journal.machine.Machine;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What must happen though nobody asks: ticks when holds are due, the close of settlement cycles, marks behind the last
 * group, a look at disk and heap, and the call for a snapshot.
 */
final class Pulse implements Runnable
{
    private static final long BEAT_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long GUARD_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    /** Between two commands that close the same cycle: the first may still wait for its turn. */
    private static final long CLOSE_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final ReplyTo NOBODY = (correlation, buffer, offset, length) ->
    {
    };

    private final RingIngress ingress;
    private final EngineStage engine;
    private final JournalStage journal;
    private final SnapshotKeeper snapshots;
    private final AdmissionGuard guard;
    private final HostClock clock;
    private final Halt halt;
    private final Machine machine;
    private final UnsafeBuffer tick = new UnsafeBuffer(
        new byte[MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH]);
    private final UnsafeBuffer close = new UnsafeBuffer(
        new byte[MessageHeaderEncoder.ENCODED_LENGTH + UpiCloseCycleEncoder.BLOCK_LENGTH]);
    private final UpiCloseCycleEncoder closeCycle =
        new UpiCloseCycleEncoder().wrapAndApplyHeader(close, 0, new MessageHeaderEncoder());
    private long nextGuardNs;
    private long nextCloseNs;
    private volatile boolean running = true;

    Pulse(
        final RingIngress ingress,
        final EngineStage engine,
        final JournalStage journal,
        final SnapshotKeeper snapshots,
        final AdmissionGuard guard,
        final HostClock clock,
        final Halt halt,
        final Machine machine)
    {
        this.ingress = ingress;
        this.engine = engine;
        this.journal = journal;
        this.snapshots = snapshots;
        this.guard = guard;
        this.clock = clock;
        this.halt = halt;
        this.machine = machine;
        this.nextGuardNs = machine.nanoTime();
        this.nextCloseNs = nextGuardNs;
        new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder()).advanceNs(0);
    }

    @Override
    public void run()
    {
        while (running && !halt.isHalted())
        {
            try
            {
                beat();
            }
            catch (final IOException | RuntimeException | Error broken)
            {
                halt.now("pulse", broken);
            }
            machine.park(BEAT_NS);
        }
    }

    private void beat() throws IOException
    {
        final long clockNs = clock.nowNs();
        if (engine.hasDue(clockNs))
        {
            ingress.offer(NOBODY, 0, Principal.NODE, 0, 0, 0, tick, 0, tick.capacity());
        }
        else if (journal.isMarkDue())
        {
            ingress.offer(Slot.Kind.MARK);
        }
        if (snapshots.isDue(journal.bytesWritten()) && !ingress.offer(Slot.Kind.SNAPSHOT))
        {
            snapshots.giveUp();
        }
        final long now = machine.nanoTime();
        final UpiCycleKind ended = engine.endedCycle(clockNs);
        if (ended != UpiCycleKind.NULL_VAL && now - nextCloseNs >= 0)
        {
            nextCloseNs = now + CLOSE_EVERY_NS;
            closeCycle.kind(ended);
            ingress.offer(NOBODY, 0, Principal.NODE, 0, 0, 0, close, 0, close.capacity());
        }
        if (now - nextGuardNs >= 0)
        {
            nextGuardNs = now + GUARD_EVERY_NS;
            guard.check();
        }
    }

    void stop()
    {
        running = false;
    }
}
