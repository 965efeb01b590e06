package io.suuupra.engine.host.local;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import io.suuupra.engine.Engine;
import io.suuupra.engine.host.HostMetrics;
import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.engine.host.Stage;
import io.suuupra.journal.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The whole wiring of the ring: <em>ingress -&gt; (journal || engine) -&gt; release</em>, where release is what the
 * journal's thread does behind each force.
 *
 * <p>A stage that fails never passes its slot: its processor ends, and the halt switch is thrown, which release looks
 * at before anything leaves.
 */
final class LocalPipeline implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(LocalPipeline.class);
    private static final long DRAIN_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Machine machine;
    private final Halt halt;
    private final ByteRing requests;
    private final ByteRing replies;
    private final RingBuffer<Slot> ring;
    private final Map<String, BatchEventProcessor<Slot>> processors = new LinkedHashMap<>();
    private final List<Machine.Work> ringThreads = new ArrayList<>();
    private final RingIngress ingress;
    private final EngineStage engineStage;
    private final JournalStage journalStage;
    private final ReleaseStage releaseStage;
    private final ScanReaders readers;
    private final SnapshotKeeper snapshots;
    private final AdmissionGuard guard;
    private final Pulse pulse;
    private Machine.Work pulseThread;

    LocalPipeline(
        final LocalNodeOptions options,
        final Engine engine,
        final JournalStage.Opening journal,
        final SnapshotKeeper snapshots,
        final HostClock clock,
        final Halt halt)
    {
        this.halt = halt;
        this.snapshots = snapshots;
        machine = options.journal().disk().machine();
        requests = new ByteRing(options.ringBytes());
        replies = new ByteRing(options.replyBytes());
        guard = new AdmissionGuard(options.data(), options.diskFreeBytesMin(), options.journal().disk());
        readers = new ScanReaders(2, halt, machine);
        // One producer at a time, but not one thread: only this sequencer allows that.
        ring = RingBuffer.createMultiProducer(Slot::new, options.ringSlots(),
            machine.hasThreads() ? new IdleWaitStrategy() : new ParkingWaitStrategy(machine));
        engineStage = new EngineStage(engine, requests, replies, halt, machine);
        releaseStage = new ReleaseStage(ring, engineStage::doneSequence, requests, replies, halt, readers, snapshots,
            machine, engine.ledger().store().rows());
        journalStage = new JournalStage(journal, requests, releaseStage::upTo, engine.sequence());
        if (options.ringThreads() == 1)
        {
            handle("ring-0", new EngineJournalStage(engineStage, journalStage));
        }
        else
        {
            handle("ring-0", engineStage);
            handle("ring-1", journalStage);
        }
        ingress = new RingIngress(ring, requests, clock, halt, guard, engine.sequence());
        readers.ingress(ingress);
        pulse = new Pulse(ingress, engineStage, journalStage, snapshots, guard, clock, halt, machine);
    }

    private void handle(final String name, final EventHandler<Slot> stage)
    {
        final BatchEventProcessor<Slot> processor =
            new BatchEventProcessorBuilder().build(ring, ring.newBarrier(), stage);
        processor.setExceptionHandler(new HaltOnError(halt, name));
        ring.addGatingSequences(processor.getSequence());
        processors.put(name, processor);
    }

    void start()
    {
        processors.forEach((name, processor) -> ringThreads.add(machine.start(name, false, () ->
        {
            if (!TimerSlack.tighten())
            {
                LOG.debug("sleeps of {} may be longer than asked for", name);
            }
            processor.run();
        })));
        pulseThread = machine.start("pulse", true, pulse);
    }

    RingIngress ingress()
    {
        return ingress;
    }

    ReleaseStage release()
    {
        return releaseStage;
    }

    SnapshotKeeper snapshots()
    {
        return snapshots;
    }

    /** Ends admission, answers what was accepted, and stops. A halted pipeline just stops. */
    @Override
    public void close()
    {
        pulse.stop();
        if (pulseThread != null)
        {
            await(pulseThread);
        }
        ingress.close();
        if (!machine.await(() -> halt.isHalted() || isDrained(), DRAIN_TIMEOUT_NS))
        {
            halt.now("close", new TimeoutException("what was accepted is not answered yet"));
        }
        processors.values().forEach(BatchEventProcessor::halt);
        // The journal's stage closes its files as it ends: until then nobody else may have the folder.
        ringThreads.forEach(this::await);
        readers.close();
    }

    /** @return whether no thread uses the engine any more. */
    boolean hasEnded()
    {
        return ringThreads.stream().noneMatch(Machine.Work::isAlive);
    }

    private boolean isDrained()
    {
        return processors.values().stream().allMatch(stage -> stage.getSequence().get() >= ring.getCursor());
    }

    private void await(final Machine.Work thread)
    {
        machine.await(() -> !thread.isAlive(), DRAIN_TIMEOUT_NS);
    }

    /** @return what this pipeline tells of itself. */
    HostMetrics metrics()
    {
        return new Metrics();
    }

    /** Throws the halt switch, then ends the processor of the stage. */
    private record HaltOnError(Halt halt, String stage) implements ExceptionHandler<Slot>
    {
        @Override
        public void handleEventException(final Throwable cause, final long ringSequence, final Slot slot)
        {
            halt.now(stage, cause);
            throw new IllegalStateException("the stage has failed", cause);
        }

        @Override
        public void handleOnStartException(final Throwable cause)
        {
            halt.now("start", cause);
        }

        @Override
        public void handleOnShutdownException(final Throwable cause)
        {
            halt.now("shutdown", cause);
        }
    }

    private final class Metrics implements HostMetrics
    {
        @Override
        public long commands()
        {
            return releaseStage.commands();
        }

        @Override
        public long reads()
        {
            return releaseStage.reads();
        }

        @Override
        public long events()
        {
            return releaseStage.events();
        }

        @Override
        public long sequence()
        {
            return engineStage.appliedSequence();
        }

        @Override
        public long durableSequence()
        {
            return journalStage.durableSequence();
        }

        @Override
        public long journalBytes()
        {
            return journalStage.bytesWritten();
        }

        @Override
        public long ringSlotsUsed()
        {
            return ring.getBufferSize() - ring.remainingCapacity();
        }

        @Override
        public long ringSlots()
        {
            return ring.getBufferSize();
        }

        @Override
        public long ringBytesUsed()
        {
            return requests.used();
        }

        @Override
        public long ringBytes()
        {
            return requests.capacity();
        }

        @Override
        public long accounts()
        {
            return engineStage.accounts();
        }

        @Override
        public long records()
        {
            return engineStage.rows();
        }

        @Override
        public String shortage()
        {
            return guard.shortage();
        }

        @Override
        public String halted()
        {
            return halt.reason();
        }

        @Override
        public long snapshotAgeSeconds()
        {
            return snapshots.ageSeconds();
        }

        @Override
        public LatencyRecorder.Snapshot syncTime()
        {
            return journalStage.syncTime();
        }

        @Override
        public LatencyRecorder.Snapshot replyTime()
        {
            return releaseStage.replyTime();
        }

        @Override
        public List<Stage> stages()
        {
            return List.of(
                new Stage("ring", engineStage.ringTime()),
                new Stage("apply", engineStage.applyTime()),
                new Stage("journal_write", journalStage.writeTime()),
                new Stage("journal_sync", journalStage.syncTime()),
                new Stage("durable_wait", releaseStage.durableWait()),
                new Stage("release", releaseStage.releaseTime()));
        }
    }
}
