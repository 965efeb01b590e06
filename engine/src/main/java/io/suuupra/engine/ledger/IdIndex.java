package io.suuupra.engine.ledger;

/**
 * From a 128-bit id to its row, in 8 bytes an entry: 28 bits of the id's hash and 36 bits of row. The ids themselves
 * stay in the rows, and are read only where those 28 bits agree: of a hundred million of them, for one new id in five
 * hundred.
 *
 * <p>The table is split by other bits of the hash into partitions that grow one at a time, each at a fill of its own
 * from 0.36 to 0.72: so growing never stops the engine for long, and it is spread evenly over all inserts. In all an
 * entry takes 22 bytes, probes stay within a cache line or two. All that growing needs is in the entries. The order of
 * entries depends on the order of inserts and nothing observable depends on it.
 *
 * <p>The tables lie outside of the Java heap and are given back by {@link #close}.
 */
final class IdIndex implements AutoCloseable
{
    /** Answers whether a row has an id. */
    interface Rows
    {
        boolean hasId(long row, long low, long high);
    }

    static final long ABSENT = -1;

    private static final int FINGERPRINT_BITS = 28;
    private static final int ROW_BITS = 36;
    private static final long ROW_MASK = (1L << ROW_BITS) - 1;

    /** Rows that an entry can name. */
    static final long ROWS_MAX = ROW_MASK;

    private static final int FINGERPRINT_SHIFT = 20;
    private static final int FINGERPRINT_MASK = (1 << FINGERPRINT_BITS) - 1;
    private static final int SLOTS_MIN = 16;

    private final int partitionShift;
    private final WordTables tables;
    private final long[] sizes;
    private final long[] limits;
    private final Rows rows;

    /**
     * @param partitionBits of the hash that choose a partition, 1 to 8.
     * @param rows          that the index points to.
     */
    IdIndex(final int partitionBits, final Rows rows)
    {
        this.partitionShift = Long.SIZE - partitionBits;
        this.tables = new WordTables(1 << partitionBits);
        this.sizes = new long[1 << partitionBits];
        this.limits = new long[1 << partitionBits];
        this.rows = rows;
    }

    /** 23/64 of the length in the first partition, doubled in even steps to the last. */
    private long limit(final int partition, final long length)
    {
        return length * 23L * (tables.count() + partition) / (64L * tables.count());
    }

    /**
     * @return row of the id, or {@link #ABSENT}.
     */
    long find(final long low, final long high)
    {
        return find(Hashing.ofId(low, high), low, high);
    }

    /** The same with the id's hash, where it is known. */
    long find(final long hash, final long low, final long high)
    {
        final long table = tables.name(partition(hash));
        final int fingerprint = fingerprint(hash);
        final long mask = WordTables.mask(table);
        for (long slot = fingerprint & mask; ; slot = (slot + 1) & mask)
        {
            final long entry = WordTables.get(table, slot);
            if (entry == 0)
            {
                return ABSENT;
            }
            if ((int)(entry >>> ROW_BITS) == fingerprint && rows.hasId(row(entry), low, high))
            {
                return row(entry);
            }
        }
    }

    /** Reads the place where the search for an id with that hash begins. */
    long peek(final long hash)
    {
        final long table = tables.name(partition(hash));
        return WordTables.get(table, fingerprint(hash) & WordTables.mask(table));
    }

    /**
     * @return row of an id that has that hash, as far as the entries tell without a look at any row; or
     *     {@link #ABSENT}.
     */
    long guess(final long hash)
    {
        final long table = tables.name(partition(hash));
        final int fingerprint = fingerprint(hash);
        final long mask = WordTables.mask(table);
        long slot = fingerprint & mask;
        long entry = WordTables.get(table, slot);
        while (entry != 0 && (int)(entry >>> ROW_BITS) != fingerprint)
        {
            slot = (slot + 1) & mask;
            entry = WordTables.get(table, slot);
        }
        return row(entry);
    }

    /** The id must be absent. */
    void insert(final long low, final long high, final long row)
    {
        insert(Hashing.ofId(low, high), row);
    }

    /**
     * The same with the id's hash, where it is known. Threads may do that at once, as long as no two work on the same
     * partition.
     */
    void insert(final long hash, final long row)
    {
        final int partition = partition(hash);
        if (sizes[partition] >= limits[partition])
        {
            grow(partition);
        }
        place(tables.name(partition), ((long)fingerprint(hash) << ROW_BITS) | (row + 1));
        sizes[partition]++;
    }

    /** The id must be present with that row. */
    void remove(final long low, final long high, final long row)
    {
        final long hash = Hashing.ofId(low, high);
        final int partition = partition(hash);
        final long table = tables.name(partition);
        final long mask = WordTables.mask(table);
        final long wanted = ((long)fingerprint(hash) << ROW_BITS) | (row + 1);
        long hole = fingerprint(hash) & mask;
        while (WordTables.get(table, hole) != wanted)
        {
            hole = (hole + 1) & mask;
        }
        // Later entries of the run move up, so that no probe ends early at the hole.
        long slot = (hole + 1) & mask;
        for (long entry = WordTables.get(table, slot); entry != 0; entry = WordTables.get(table, slot))
        {
            final long home = (entry >>> ROW_BITS) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask))
            {
                WordTables.set(table, hole, entry);
                hole = slot;
            }
            slot = (slot + 1) & mask;
        }
        WordTables.set(table, hole, 0);
        sizes[partition]--;
    }

    /** Takes every entry out. */
    void clear()
    {
        for (int i = 0; i < tables.count(); i++)
        {
            clear(i, 0);
        }
    }

    /**
     * Takes every entry of a partition out, and makes room for its share of that many in all. Threads may do that at
     * once for different partitions.
     */
    void clear(final int partition, final long entries)
    {
        // Hashes spread entries evenly; a partition that gets a few more than its share grows.
        final long share = entries / tables.count();
        sizes[partition] = 0;
        limits[partition] = 0;
        tables.drop(partition);
        if (share > 0)
        {
            long length = SLOTS_MIN;
            while (limit(partition, length) <= share)
            {
                length *= 2;
            }
            tables.replace(partition, length, (old, empty) -> {});
            limits[partition] = limit(partition, length);
        }
    }

    /** @return number of partitions. */
    int partitions()
    {
        return tables.count();
    }

    /** @return partition of the ids with that hash. */
    int partition(final long hash)
    {
        return (int)(hash >>> partitionShift);
    }

    private void grow(final int partition)
    {
        final long length = Math.max(SLOTS_MIN, 2 * (WordTables.mask(tables.name(partition)) + 1));
        tables.replace(partition, length, IdIndex::placeAll);
        limits[partition] = limit(partition, length);
    }

    private static void placeAll(final long from, final long to)
    {
        final long mask = WordTables.mask(from);
        for (long slot = 0; slot <= mask; slot++)
        {
            final long entry = WordTables.get(from, slot);
            if (entry != 0)
            {
                place(to, entry);
            }
        }
    }

    private static void place(final long table, final long entry)
    {
        final long mask = WordTables.mask(table);
        long slot = (entry >>> ROW_BITS) & mask;
        while (WordTables.get(table, slot) != 0)
        {
            slot = (slot + 1) & mask;
        }
        WordTables.set(table, slot, entry);
    }

    private static int fingerprint(final long hash)
    {
        return (int)(hash >>> FINGERPRINT_SHIFT) & FINGERPRINT_MASK;
    }

    private static long row(final long entry)
    {
        return (entry & ROW_MASK) - 1;
    }

    /** Gives the memory back. No entry is there then. */
    @Override
    public void close()
    {
        clear();
    }
}
