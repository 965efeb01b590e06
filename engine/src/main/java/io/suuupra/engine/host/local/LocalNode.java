package io.suuupra.engine.host.local;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ConfigureEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.engine.Engine;
import io.suuupra.engine.host.ChangeFeed;
import io.suuupra.engine.host.HostMetrics;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.Receipts;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.journal.DataFolder;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.JournalWriter;
import io.suuupra.journal.audit.AuditChain;
import io.suuupra.journal.machine.Machine;
import io.suuupra.journal.recovery.TailRepair;
import io.suuupra.journal.snapshot.SnapshotFiles;
import io.suuupra.journal.snapshot.SnapshotInfo;
import io.suuupra.journal.store.MappedSegments;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A node without its front door: opens the data folder, recovers, and runs the pipeline.
 */
public final class LocalNode implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
    private static final long TIMEOUT_S = 60;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(TIMEOUT_S);

    private final Machine machine;
    private final DataFolder folder;
    private final MappedSegments store;
    private final SnapshotKeeper snapshots;
    private final StoreProof proof;
    private final AuditKeeper audit;
    private final ReceiptDesk receipts;
    private final LocalPipeline pipeline;
    private final Engine engine;
    private final Halt halt;
    private final HostMetrics metrics;
    private final ChangeFeed changes;
    private final boolean snapshotOnClose;
    private final long recoveredSequence;
    private boolean freed;

    private LocalNode(
        final LocalNodeOptions options,
        final DataFolder folder,
        final MappedSegments store,
        final Engine engine,
        final JournalTail tail,
        final AuditChain chain,
        final Halt halt)
    {
        machine = options.journal().disk().machine();
        this.folder = folder;
        this.store = store;
        this.engine = engine;
        this.halt = halt;
        this.snapshotOnClose = options.snapshotOnClose();
        this.recoveredSequence = tail.sequence();
        final HostClock clock = options.manualClock() ? manualClock(options, engine) : new SystemClock(machine);
        snapshots = new SnapshotKeeper(folder.paths().snapshots(), store, options.snapshotEveryBytes(),
            options.journal().disk(), halt);
        proof = new StoreProof(store, halt, machine);
        pipeline = new LocalPipeline(
            options,
            engine,
            () -> JournalWriter.open(folder.paths().journal(), options.journal(), tail),
            snapshots,
            clock,
            halt);
        metrics = pipeline.metrics();
        changes = new StoreFeed(engine, pipeline.release());
        final Accounts accounts = engine.ledger().accounts();
        final TransferStore rows = engine.ledger().store();
        audit = new AuditKeeper(chain, folder.paths().journal(), metrics::durableSequence,
            pipeline.release()::durableRows, new RowLeaves(accounts, rows, chain.salts()), halt, machine,
            options.auditEveryNs());
        receipts = new ReceiptDesk(
            chain, rows, pipeline.release()::durableRows, new RowLeaves(accounts, rows, chain.salts()), halt, machine);
    }

    /**
     * Opens a node, recovers it and starts it. Returns when it takes requests.
     *
     * @param options how it runs.
     * @return the node.
     * @throws IOException if the folder is in use, of another format, damaged, or cannot be read or written.
     */
    public static LocalNode open(final LocalNodeOptions options) throws IOException
    {
        final LocalNode node = prepare(options);
        try
        {
            node.start(options.capacities());
            return node;
        }
        catch (final IOException | RuntimeException | Error failed)
        {
            node.halt.now("start", failed);
            try
            {
                node.close();
            }
            catch (final IOException alsoFailed)
            {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private static LocalNode prepare(final LocalNodeOptions options) throws IOException
    {
        final DataFolder folder = DataFolder.open(options.data(), options.journal().disk());
        MappedSegments store = null;
        Engine engine = null;
        AuditChain chain = null;
        try
        {
            store = MappedSegments.open(
                folder.paths().store(), options.rowsPerSegment(), options.journal().disk());
            engine = new Engine(new StoreSegments(store));
            final JournalTail tail = recover(options, folder, store, engine);
            chain = AuditChain.open(folder.paths().audit(), options.journal().disk());
            chain.requireReached(tail.sequence(), engine.ledger().store().rows());
            if (chain.isNew())
            {
                tellOfNewChain(tail.sequence(), chain);
            }
            return new LocalNode(options, folder, store, engine, tail, chain, new Halt());
        }
        catch (final IOException | RuntimeException | Error failed)
        {
            if (engine != null)
            {
                engine.close();
            }
            if (store != null)
            {
                store.close();
            }
            if (chain != null)
            {
                chain.abandon();
            }
            folder.close();
            throw failed;
        }
    }

    private static void tellOfNewChain(final long sequence, final AuditChain chain)
    {
        if (sequence > 0)
        {
            // Of an older version, or taken away: whoever reads this knows which.
            LOG.warn("the folder has no audit chain, but commands up to sequence {}: a new chain begins, signed by " +
                "the key {}", sequence, chain.publicKey().idText());
        }
        else
        {
            LOG.info("the audit chain begins, signed by the key {}", chain.publicKey().idText());
        }
    }

    private static JournalTail recover(
        final LocalNodeOptions options, final DataFolder folder, final MappedSegments store, final Engine engine)
        throws IOException
    {
        final Machine machine = options.journal().disk().machine();
        final long startNs = machine.nanoTime();
        final Optional<SnapshotInfo> newest = SnapshotFiles.newestValid(folder.paths().snapshots(),
            damage -> LOG.warn("passed over a damaged snapshot: {}", damage.getMessage()));
        final JournalTail tail = TailRepair.repair(
            folder.paths().journal(), options.journal(), newest.map(SnapshotInfo::sequence).orElse(0L));
        if (tail.cutBytes() > 0)
        {
            LOG.warn("cut {} bytes of a torn group behind sequence {}", tail.cutBytes(), tail.sequence());
        }
        final Recovery recovery = new Recovery(engine, folder.paths().journal(), newest,
            sequence -> LOG.info("replayed to sequence {} of {}", sequence, tail.sequence()), machine);
        final long snapshot = recovery.run(tail, store::expect);
        LOG.info("recovered to sequence {} in {} ms (snapshot at {}, {} frames replayed)", tail.sequence(),
            TimeUnit.NANOSECONDS.toMillis(machine.nanoTime() - startNs), snapshot, tail.sequence() - snapshot);
        return tail;
    }

    // The engine moves a manual clock by itself, so the host's reading only has to be old enough.
    private HostClock manualClock(final LocalNodeOptions options, final Engine engine)
    {
        final long start = options.clockStartNs() == 0 ? machine.wallNs() : options.clockStartNs();
        final long reading = Math.max(start, engine.ledger().stamps().last());
        return () -> reading;
    }

    private void start(final Capacities capacities) throws IOException
    {
        final boolean configured = engine.isConfigured();
        pipeline.start();
        proof.start();
        audit.start();
        if (!configured)
        {
            configure(capacities);
        }
    }

    private void configure(final Capacities capacities) throws IOException
    {
        final UnsafeBuffer message = new UnsafeBuffer(
            new byte[MessageHeaderEncoder.ENCODED_LENGTH + ConfigureEncoder.BLOCK_LENGTH]);
        new ConfigureEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
            .accountsMax(capacities.accountsMax())
            .transfersMax(capacities.transfersMax())
            .holdsMax(capacities.holdsMax())
            .sessionsMax(capacities.sessionsMax())
            .repliesMax(capacities.repliesMax());
        final AtomicBoolean done = new AtomicBoolean();
        final Offer offer = pipeline.ingress().offer(
            (correlation, buffer, offset, length) -> done.set(true),
            0, Principal.NODE, 0, 0, 0, message, 0, message.capacity());
        if (offer != Offer.ACCEPTED || !machine.await(() -> done.get() || halt.isHalted(), TIMEOUT_NS) ||
            halt.isHalted())
        {
            throw new IllegalStateException("the node could not begin its journal: " +
                (halt.isHalted() ? halt.reason() : "the first command was answered " + offer));
        }
    }

    /** @return the way in. */
    public Ingress ingress()
    {
        return pipeline.ingress();
    }

    /** @return the feed of changes. */
    public ChangeFeed changes()
    {
        return changes;
    }

    /** @return the audit chain: receipts, and how far it has come. */
    public Receipts receipts()
    {
        return receipts;
    }

    /** @return what the node tells of itself. */
    public HostMetrics metrics()
    {
        return metrics;
    }

    /** @return sequence that the node stood at when it started. */
    public long recoveredSequence()
    {
        return recoveredSequence;
    }

    /**
     * @param listener told the reason once, on the thread that failed, should the node halt.
     */
    public void onHalt(final Consumer<String> listener)
    {
        halt.listener(listener);
    }

    /**
     * Halts the node, as an error of its own would: nothing is answered any more.
     *
     * @param why in one line.
     */
    public void halt(final String why)
    {
        halt.now("asked", new IllegalStateException(why));
    }

    /**
     * Cuts a snapshot now and waits until it is on disk.
     *
     * @return false if the node has halted, it took longer than a minute, or the caller's thread was interrupted.
     */
    public boolean snapshot()
    {
        if (!snapshots.acquire(TIMEOUT_S))
        {
            return false;
        }
        if (!pipeline.ingress().offer(Slot.Kind.SNAPSHOT))
        {
            snapshots.giveUp();
            return false;
        }
        final boolean written = snapshots.acquire(TIMEOUT_S);
        if (written)
        {
            snapshots.release();
        }
        return written && !halt.isHalted();
    }

    /** Answers what was accepted, leaves a snapshot where that is wanted, and closes the folder. */
    @Override
    public void close() throws IOException
    {
        if (snapshotOnClose && !halt.isHalted() && metrics.sequence() > snapshots.lastSequence())
        {
            snapshot();
        }
        pipeline.close();
        snapshots.close();
        proof.close();
        receipts.close();
        audit.close();
        if (!pipeline.hasEnded() || !receipts.hasEnded())
        {
            // What it works on must not be taken from it: the memory of engine and store goes with the process.
            throw new IOException("the node's threads have not ended; its folder stays locked until the process ends");
        }
        if (!freed)
        {
            freed = true;
            engine.close();
            store.close();
            folder.close();
        }
    }
}
