package io.suuupra.engine.host.local;

import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.suuupra.engine.Engine;
import io.suuupra.engine.host.HostMetrics;
import io.suuupra.engine.host.LatencyRecorder;
import io.suuupra.engine.host.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

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
    private static final long DRAIN_TIMEOUT_S = 30;

    private final Halt halt;
    private final ByteRing requests;
    private final ByteRing replies;
    private final Disruptor<Slot> disruptor;
    private final RingIngress ingress;
    private final EngineStage engineStage;
    private final JournalStage journalStage;
    private final ReleaseStage releaseStage;
    private final ScanReaders readers;
    private final SnapshotKeeper snapshots;
    private final AdmissionGuard guard;
    private final Pulse pulse;
    private final Thread pulseThread;
    private final ThreadFactory ringThreadFactory = Thread.ofPlatform().name("ring-", 0).factory();
    private final List<Thread> ringThreads = new ArrayList<>();

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
        requests = new ByteRing(options.ringBytes());
        replies = new ByteRing(options.replyBytes());
        guard = new AdmissionGuard(
            options.data(), options.diskFreeBytesMin(), FreeMemory.ofThisSystem());
        readers = new ScanReaders(2, halt);
        disruptor = new Disruptor<>(
            Slot::new,
            options.ringSlots(),
            this::newThread,
            // One producer at a time, but not one thread: only this sequencer allows that.
            ProducerType.MULTI,
            new IdleWaitStrategy());
        final RingBuffer<Slot> ring = disruptor.getRingBuffer();
        disruptor.setDefaultExceptionHandler(new HaltOnError(halt));
        engineStage = new EngineStage(engine, requests, replies, halt);
        releaseStage = new ReleaseStage(ring, engineStage::doneSequence, requests, replies, halt, readers, snapshots,
            engine.ledger().store().rows());
        journalStage = new JournalStage(journal, requests, releaseStage::upTo, engine.sequence());
        if (options.ringThreads() == 1)
        {
            disruptor.handleEventsWith(new EngineJournalStage(engineStage, journalStage));
        }
        else
        {
            disruptor.handleEventsWith(engineStage, journalStage);
        }
        ingress = new RingIngress(ring, requests, clock, halt, guard, engine.sequence());
        readers.ingress(ingress);
        pulse = new Pulse(ingress, engineStage, journalStage, snapshots, guard, clock, halt);
        pulseThread = Thread.ofPlatform().name("pulse").daemon(true).unstarted(pulse);
    }

    private Thread newThread(final Runnable stage)
    {
        final Thread thread = ringThreadFactory.newThread(() ->
        {
            if (!TimerSlack.tighten())
            {
                LOG.debug("sleeps of {} may be longer than asked for", Thread.currentThread().getName());
            }
            stage.run();
        });
        ringThreads.add(thread);
        return thread;
    }

    void start()
    {
        disruptor.start();
        pulseThread.start();
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
        await(pulseThread);
        ingress.close();
        if (halt.isHalted())
        {
            disruptor.halt();
        }
        else
        {
            drain();
        }
        // The journal's stage closes its files as it ends: until then nobody else may have the folder.
        ringThreads.forEach(LocalPipeline::await);
        readers.close();
    }

    /** @return whether no thread uses the engine any more. */
    boolean hasEnded()
    {
        return ringThreads.stream().noneMatch(Thread::isAlive);
    }

    private void drain()
    {
        try
        {
            disruptor.shutdown(DRAIN_TIMEOUT_S, TimeUnit.SECONDS);
        }
        catch (final TimeoutException late)
        {
            halt.now("close", late);
            disruptor.halt();
        }
    }

    private static void await(final Thread thread)
    {
        try
        {
            thread.join(TimeUnit.SECONDS.toMillis(DRAIN_TIMEOUT_S));
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    /** @return what this pipeline tells of itself. */
    HostMetrics metrics()
    {
        return new Metrics();
    }

    /** Throws the halt switch, then ends the processor of the stage. */
    private record HaltOnError(Halt halt) implements ExceptionHandler<Slot>
    {
        @Override
        public void handleEventException(final Throwable cause, final long ringSequence, final Slot slot)
        {
            halt.now(stage(), cause);
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

        private static String stage()
        {
            return Thread.currentThread().getName();
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
            final RingBuffer<Slot> ring = disruptor.getRingBuffer();
            return ring.getBufferSize() - ring.remainingCapacity();
        }

        @Override
        public long ringSlots()
        {
            return disruptor.getRingBuffer().getBufferSize();
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
