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
    /** Stands for a row that has to be looked at itself: an expiry, which no id finds, or the one key that is 0. */
    private static final int LOOK = 0;

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
    public int[] keys(final int segment)
    {
        final int[] keys = new int[source.rowsPerSegment()];
        final long first = (long)segment * keys.length;
        for (int i = 0; i < keys.length; i++)
        {
            keys[i] = isIndexed(first + i) ? key(first + i) : LOOK;
        }
        return keys;
    }

    @Override
    public void run(final int part, final int parts)
    {
        final int from = index.partitions() * part / parts;
        final int to = index.partitions() * (part + 1) / parts;
        final int segmentRows = source.rowsPerSegment();
        final int full = (int)(store.rows() / segmentRows);
        for (int segment = 0; segment < full; segment++)
        {
            final int[] kept = source.keys(segment);
            insert((long)segment * segmentRows, kept == null ? keys(segment) : kept, from, to);
        }
        for (long row = (long)full * segmentRows; row < store.rows(); row++)
        {
            insert(row, from, to);
        }
    }

    private void insert(final long firstRow, final int[] keys, final int from, final int to)
    {
        for (int i = 0; i < keys.length; i++)
        {
            final int partition = IdIndex.partition(keys[i]);
            if (keys[i] == LOOK)
            {
                insert(firstRow + i, from, to);
            }
            else if (partition >= from && partition < to)
            {
                index.insertKey(keys[i], firstRow + i);
            }
        }
    }

    private void insert(final long row, final int from, final int to)
    {
        final int partition = IdIndex.partition(key(row));
        if (partition >= from && partition < to && isIndexed(row))
        {
            index.insertKey(key(row), row);
        }
    }

    private boolean isIndexed(final long row)
    {
        return store.kind(row) != TransferStore.KIND_EXPIRED;
    }

    private int key(final long row)
    {
        return index.key(Hashing.ofId(store.idLow(row), store.idHigh(row)));
    }
}
