package io.suuupra.engine.host.local;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.TickEncoder;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.journal.machine.Machine;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What must happen though nobody asks: ticks when holds are due, marks behind the last group, a look at disk and heap,
 * and the call for a snapshot.
 */
final class Pulse implements Runnable
{
    private static final long BEAT_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long GUARD_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
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
    private long nextGuardNs;
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
        if (engine.hasDue(clock.nowNs()))
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
