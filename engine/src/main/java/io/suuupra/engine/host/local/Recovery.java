package io.suuupra.engine.host.local;

import io.suuupra.engine.Engine;
import io.suuupra.engine.EngineRestore;
import io.suuupra.engine.EventSink;
import io.suuupra.engine.ledger.Indexing;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalReadAhead;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.machine.Machine;
import io.suuupra.journal.snapshot.SnapshotFileReader;
import io.suuupra.journal.snapshot.SnapshotInfo;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Brings an engine to where its journal ends: the newest valid snapshot, then the journal behind it.
 */
public final class Recovery
{
    private static final int PROGRESS_EVERY = 10_000;
    private static final int INDEX_PARTS_MAX = 16;

    private final Engine engine;
    private final Path journal;
    private final Optional<SnapshotInfo> snapshot;
    private final LongConsumer progress;
    private final Machine machine;

    /**
     * @param engine    that is new; its segments hold the store.
     * @param journal   folder of the journal.
     * @param snapshot  newest valid one.
     * @param progress  told the sequence now and then.
     * @param machine   to work on.
     */
    public Recovery(
        final Engine engine,
        final Path journal,
        final Optional<SnapshotInfo> snapshot,
        final LongConsumer progress,
        final Machine machine)
    {
        this.engine = engine;
        this.journal = journal;
        this.snapshot = snapshot;
        this.progress = progress;
        this.machine = machine;
    }

    /** Sees to it that no record of the store below a snapshot's cut is used that differs from what it was then. */
    public interface StoreCheck
    {
        /**
         * @param records   number of records below the cut.
         * @param blockCrcs of the store's blocks up to there.
         * @throws IOException if the store is too short.
         */
        void check(long records, int[] blockCrcs) throws IOException;
    }

    /**
     * Restores and replays.
     *
     * @param tail       where the journal ends, after its repair.
     * @param storeCheck told of the snapshot's cut before a record below it is used.
     * @return sequence of the snapshot that was used; 0 = none.
     * @throws IOException if a file cannot be read, or the journal does not reach from the snapshot to its tail.
     */
    public long run(final JournalTail tail, final StoreCheck storeCheck) throws IOException
    {
        try
        {
            return restoreAndReplay(tail, storeCheck);
        }
        catch (final UncheckedIOException damage)
        {
            // Of the store's segments, which come through the engine.
            throw damage.getCause();
        }
    }

    private long restoreAndReplay(final JournalTail tail, final StoreCheck storeCheck) throws IOException
    {
        final EngineRestore restore = restoreSnapshot(storeCheck);
        final long snapshotSequence = engine.sequence();
        final long fromCycle = restore == null ? 0 : restore.header().journalCycle();
        final int snapshotCrc = restore == null ? 0 : (int)restore.header().frameCrc();
        replay(fromCycle, snapshotSequence, snapshotCrc);
        if (engine.sequence() != tail.sequence())
        {
            throw new JournalDamage(engine.sequence() + 1, journal,
                "the journal ends at " + tail.sequence() + ", but what is there reaches from " + snapshotSequence +
                " to " + engine.sequence() + " only");
        }
        return snapshotSequence;
    }

    private EngineRestore restoreSnapshot(final StoreCheck storeCheck) throws IOException
    {
        if (snapshot.isEmpty())
        {
            return null;
        }
        final EngineRestore restore = engine.restore();
        try (SnapshotFileReader file = SnapshotFileReader.open(snapshot.get().file()))
        {
            while (file.next())
            {
                restore.onMessage(file.buffer(), file.offset(), file.length());
            }
        }
        storeCheck.check(restore.header().records(), restore.blockCrcs());
        restore.finish(this::index);
        return restore;
    }

    /** A part for each core: this is most of the work of a start with many records. */
    private void index(final Indexing.Part part)
    {
        final int parts = Math.min(INDEX_PARTS_MAX, machine.parallelism());
        if (parts == 1)
        {
            part.run(0, 1);
        }
        else
        {
            IntStream.range(0, parts).parallel().forEach(i -> part.run(i, parts));
        }
    }

    private void replay(final long fromCycle, final long snapshotSequence, final int snapshotCrc) throws IOException
    {
        final Discard discard = new Discard();
        try (JournalReadAhead reader = JournalReadAhead.open(journal, fromCycle, machine))
        {
            while (reader.next())
            {
                final long sequence = reader.sequence();
                if (sequence <= snapshotSequence)
                {
                    if (sequence == snapshotSequence && reader.crc() != snapshotCrc)
                    {
                        throw new JournalDamage(sequence, reader.file(), "the snapshot was taken of another journal");
                    }
                    continue;
                }
                engine.onCommand(
                    sequence, reader.timestamp(), reader.buffer(), reader.offset(), reader.length(), discard);
                if (sequence % PROGRESS_EVERY == 0)
                {
                    progress.accept(sequence);
                }
            }
        }
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
