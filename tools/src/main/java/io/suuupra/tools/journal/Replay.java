package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.engine.CorruptStateException;
import io.suuupra.engine.Engine;
import io.suuupra.engine.EngineRestore;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.host.local.RowLeaves;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.StateHash;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalReadAhead;
import io.suuupra.journal.audit.RowProof;
import io.suuupra.journal.machine.Machine;
import io.suuupra.journal.snapshot.SnapshotFileReader;
import io.suuupra.journal.snapshot.SnapshotInfo;
import io.suuupra.tools.journal.SnapshotContent.Checked;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs a journal through a new engine. The folder is only read; the store lies in a temporary file.
 */
public final class Replay
{
    private static final int FRAMES_BETWEEN_REPORTS = 1 << 10;

    private final JournalFolder folder;
    private final long to;
    private final AuditDemand demand;
    private final Progress progress;
    private final long hashEvery;
    private final HashListener hashes;
    private final Discard discard = new Discard();

    /** Hears how far a replay is. */
    interface Progress
    {
        /**
         * @param sequence of the last command that was run.
         */
        void at(long sequence);
    }

    /** Hears the state hash on the way. */
    interface HashListener
    {
        /**
         * @param sequence of the last command that was run.
         * @param hash     of the state behind it.
         */
        void at(long sequence, UInt128 hash);
    }

    /**
     * Where the engine stands at the end.
     *
     * @param state            what a node answers that stands there.
     * @param totals           sums of the accounts.
     * @param snapshotSequence of the snapshot that the replay began with; 0 = at the first command.
     * @param signedRows       records that are as the audit chain has signed them; -1 = not compared.
     * @param elapsedNs        of the replay.
     */
    record Result(EngineState state, LedgerTotals totals, long snapshotSequence, long signedRows, long elapsedNs)
    {
    }

    private Replay(
        final JournalFolder folder,
        final long to,
        final AuditDemand demand,
        final Progress progress,
        final long hashEvery,
        final HashListener hashes)
    {
        this.demand = demand;
        this.folder = folder;
        this.to = to;
        this.progress = progress;
        this.hashEvery = hashEvery;
        this.hashes = hashes;
    }

    /**
     * Replays from the first command.
     *
     * @param data     data folder; it is only read.
     * @param sequence of the last command to run, 1 or more.
     * @return what a node answers that stands there.
     * @throws IOException if a file cannot be read, or the journal is damaged or does not reach so far.
     */
    public static EngineState stateAt(final Path data, final long sequence) throws IOException
    {
        return run(JournalFolder.open(data), sequence, false, null, reached -> { }, 0, (reached, hash) -> { }).state();
    }

    /**
     * @param folder       to read.
     * @param to           last sequence; {@code Long.MAX_VALUE} = the last there is.
     * @param fromSnapshot true: begin with the newest valid snapshot that is not past the end.
     * @param demand       what to hold the records against; null = nothing.
     * @param progress     told now and then.
     * @param hashEvery    commands between two hashes; 0 = none.
     * @param hashes       told the state hash behind each command whose sequence is a multiple of that.
     * @return where the engine stands.
     * @throws JournalDamage if the journal is damaged.
     * @throws IOException   if a file cannot be read, the journal does not reach so far, or no snapshot serves.
     */
    static Result run(
        final JournalFolder folder,
        final long to,
        final boolean fromSnapshot,
        final AuditDemand demand,
        final Progress progress,
        final long hashEvery,
        final HashListener hashes) throws IOException
    {
        final Replay replay = new Replay(folder, to, demand, progress, hashEvery, hashes);
        try
        {
            return fromSnapshot ? replay.fromSnapshot() : replay.fromStart();
        }
        catch (final UncheckedIOException e)
        {
            throw e.getCause();
        }
    }

    private Result fromStart() throws IOException
    {
        final long startNs = System.nanoTime();
        try (ScratchStore store = ScratchStore.empty(); Engine engine = new Engine(store))
        {
            replay(engine, 0, 0);
            return result(engine, 0, startNs);
        }
    }

    private Result fromSnapshot() throws IOException
    {
        final long startNs = System.nanoTime();
        final SnapshotInfo snapshot = newest().orElseThrow(() -> new IOException(
            "no valid snapshot serves" + (to == Long.MAX_VALUE ? "" : " sequence " + to) +
            ": leave out --from-snapshot"));
        final StoreFiles files = StoreFiles.open(folder.data().store());
        files.verify(snapshot.records(), SnapshotContent.blockCrcs(snapshot.file()));
        try (ScratchStore store = ScratchStore.above(files, snapshot.records()); Engine engine = new Engine(store))
        {
            final EngineRestore restore = engine.restore();
            try (SnapshotFileReader reader = SnapshotFileReader.open(snapshot.file()))
            {
                while (reader.next())
                {
                    restore.onMessage(reader.buffer(), reader.offset(), reader.length());
                }
            }
            restore.finish();
            replay(engine, snapshot.journalCycle(), snapshot.frameCrc());
            return result(engine, snapshot.sequence(), startNs);
        }
    }

    private Optional<SnapshotInfo> newest() throws IOException
    {
        if (folder.data() == null)
        {
            throw new IOException("--from-snapshot needs a data folder, " + folder.journal() + " is a journal alone");
        }
        return SnapshotContent.check(folder.data().snapshots()).stream()
            .filter(Checked::isValid)
            .map(Checked::info)
            .filter(info -> info.sequence() <= to)
            .findFirst();
    }

    /** Runs what is behind the engine's sequence. */
    private void replay(final Engine engine, final long fromCycle, final int frameCrc) throws IOException
    {
        final long start = engine.sequence();
        try (JournalReadAhead reader = JournalReadAhead.open(folder.journal(), fromCycle, Machine.SYSTEM))
        {
            while (engine.sequence() < to && reader.next())
            {
                final long sequence = reader.sequence();
                if (sequence == start && reader.crc() != frameCrc)
                {
                    throw new JournalDamage(sequence, reader.file(), "the snapshot was taken of another journal");
                }
                if (sequence > start)
                {
                    run(engine, reader);
                }
            }
        }
        if (to != Long.MAX_VALUE && engine.sequence() < to)
        {
            throw new IOException(
                "the journal ends with sequence " + engine.sequence() + ", there is no " + to + " yet");
        }
    }

    private void run(final Engine engine, final JournalReadAhead reader) throws IOException
    {
        final long sequence = reader.sequence();
        if (sequence != engine.sequence() + 1)
        {
            throw new IOException("the journal begins with sequence " + sequence + (engine.sequence() == 0 ?
                ", what was before is pruned: use --from-snapshot" : ", the snapshot ends with " + engine.sequence()));
        }
        try
        {
            engine.onCommand(
                sequence, reader.timestamp(), reader.buffer(), reader.offset(), reader.length(), discard);
        }
        catch (final CorruptStateException refused)
        {
            throw new IOException(
                "the engine stops at sequence " + sequence + " in " + reader.file() + ": " + refused.getMessage(),
                refused);
        }
        if (sequence % FRAMES_BETWEEN_REPORTS == 0)
        {
            progress.at(sequence);
        }
        if (hashEvery > 0 && sequence % hashEvery == 0)
        {
            hashes.at(sequence, stateHash(engine.hash()));
        }
    }

    private Result result(final Engine engine, final long snapshotSequence, final long startNs) throws IOException
    {
        final StateHash hash = engine.hash();
        final EngineState state = new EngineState(
            engine.sequence(),
            engine.ledger().stamps().last(),
            engine.ledger().accounts().count(),
            engine.ledger().store().rows(),
            engine.ledger().store().transfers(),
            engine.ledger().holds().open(),
            stateHash(hash),
            new UInt128(hash.contentHigh(), hash.contentLow()),
            engine.behaviour());
        return new Result(state, LedgerTotals.of(engine.ledger().accounts()), snapshotSequence, signedRows(engine),
            System.nanoTime() - startNs);
    }

    private long signedRows(final Engine engine) throws IOException
    {
        if (demand == null)
        {
            return -1;
        }
        final Ledger ledger = engine.ledger();
        try (RowProof proof = RowProof.open(folder.data().audit(), demand.key()))
        {
            return proof.prove(
                ledger.store().rows(), new RowLeaves(ledger.accounts(), ledger.store(), proof.salts())::of);
        }
    }

    private static UInt128 stateHash(final StateHash hash)
    {
        return new UInt128(hash.stateHigh(), hash.stateLow());
    }

    /** Takes replies that were sent long ago. */
    private static final class Discard implements EventSink
    {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Engine.REPLY_MAX]);

        @Override
        public MutableDirectBuffer claim(final int lengthMax)
        {
            return buffer;
        }

        @Override
        public int offset()
        {
            return 0;
        }

        @Override
        public void commit(final int length)
        {
            // Nobody waits for it.
        }
    }
}
