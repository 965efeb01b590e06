package io.suuupra.engine.ledger;

import io.suuupra.engine.SegmentSource;

/**
 * Builds the index of the records again when a store is restored: from what a host has kept of full segments where it
 * has, so that their rows need not be read; else from the rows.
 *
 * <p>{@link #keys} is for any thread. {@link #run} is for several at once, with different parts: no two of them touch
 * the same partition of the index.
 */
public final class IndexBuild implements Indexing.Part
{
    /**
     * Stands for a row that has to be looked at itself: one that no id finds, or that with the one id whose hash is 0.
     */
    private static final long LOOK = 0;

    /** Rows that are gathered before they are inserted: enough for thousands in each partition. */
    private static final long ROWS_AT_ONCE = 1 << 23;

    private final TransferStore store;
    private final IdIndex index;
    private final SegmentSource source;

    IndexBuild(final TransferStore store, final IdIndex index, final SegmentSource source)
    {
        this.store = store;
        this.index = index;
        this.source = source;
    }

    /**
     * Gives for each row of a full segment what the index needs to know of it.
     *
     * @param segment whose rows all lie below the caller's cut.
     * @return a number a row.
     */
    public long[] keys(final int segment)
    {
        final long[] keys = new long[source.rowsPerSegment()];
        final long first = (long)segment * keys.length;
        for (int i = 0; i < keys.length; i++)
        {
            keys[i] = store.isIndexed(first + i) ? hash(first + i) : LOOK;
        }
        return keys;
    }

    @Override
    public void run(final int part, final int parts)
    {
        final int from = index.partitions() * part / parts;
        final int to = index.partitions() * (part + 1) / parts;
        for (int partition = from; partition < to; partition++)
        {
            index.clear(partition, store.rows());
        }
        final int segmentRows = source.rowsPerSegment();
        final int full = (int)(store.rows() / segmentRows);
        final Buckets buckets = new Buckets(from, to, Math.min(ROWS_AT_ONCE, store.rows()) / parts);
        for (int segment = 0; segment < full; segment++)
        {
            final long[] kept = source.keys(segment);
            final long[] keys = kept == null ? keys(segment) : kept;
            final long first = (long)segment * segmentRows;
            for (int i = 0; i < keys.length; i++)
            {
                if (keys[i] == LOOK)
                {
                    insert(first + i, from, to);
                }
                else
                {
                    buckets.add(keys[i], first + i);
                }
            }
        }
        buckets.insertAll();
        for (long row = (long)full * segmentRows; row < store.rows(); row++)
        {
            insert(row, from, to);
        }
    }

    /**
     * Gathers entries by partition, so that many go into the same table one after the other: a table fits into the
     * processor's caches, all of them do not.
     */
    private final class Buckets
    {
        private final int from;
        private final int to;
        private final int room;
        private final long[] rows;
        private final long[] hashes;
        private final int[] counts;

        /** Takes what was read, so that the compiler cannot leave the reads out. */
        private long seen;

        Buckets(final int from, final int to, final long entries)
        {
            this.from = from;
            this.to = to;
            room = (int)(entries / (to - from)) + 16;
            rows = new long[room * (to - from)];
            hashes = new long[rows.length];
            counts = new int[to - from];
        }

        /** Ids of other parts are passed over. */
        void add(final long hash, final long row)
        {
            final int partition = index.partition(hash);
            if (partition >= from && partition < to)
            {
                final int bucket = partition - from;
                final int at = bucket * room + counts[bucket];
                hashes[at] = hash;
                rows[at] = row;
                if (++counts[bucket] == room)
                {
                    insert(bucket);
                }
            }
        }

        void insertAll()
        {
            for (int bucket = 0; bucket < counts.length; bucket++)
            {
                insert(bucket);
            }
        }

        private void insert(final int bucket)
        {
            final int first = bucket * room;
            final int end = first + counts[bucket];
            long sum = seen;
            for (int at = first; at < end; at += Lookahead.WINDOW)
            {
                final int windowEnd = Math.min(end, at + Lookahead.WINDOW);
                // Many reads under way at once, before each place is needed; see Lookahead.
                for (int i = at; i < windowEnd; i++)
                {
                    sum += index.peek(hashes[i]);
                }
                for (int i = at; i < windowEnd; i++)
                {
                    index.insert(hashes[i], rows[i]);
                }
            }
            seen = sum;
            counts[bucket] = 0;
        }
    }

    private void insert(final long row, final int from, final int to)
    {
        final int partition = index.partition(hash(row));
        if (partition >= from && partition < to && store.isIndexed(row))
        {
            index.insert(hash(row), row);
        }
    }

    private long hash(final long row)
    {
        return Hashing.ofId(store.idLow(row), store.idHigh(row));
    }
}
