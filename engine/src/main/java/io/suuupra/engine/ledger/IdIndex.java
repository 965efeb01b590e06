package io.suuupra.engine.ledger;

/**
 * From a 128-bit id to its row, in 8 bytes an entry: 28 bits of the id's hash and 36 bits of row. The ids themselves
 * stay in the rows, and are read only where those 28 bits agree: of a
 * hundred million of them, for one new id in five hundred.
 *
 * <p>The table is split by other bits of the hash into partitions that grow one at a time, each at a fill of its own
 * from 0.36 to 0.72: so growing never stops the engine for long, and it is spread evenly over all inserts. In all an
 * entry takes 16 bytes, probes stay within a cache line or two. All that growing needs is in the entries. The order of
 * entries depends on the order of inserts and nothing observable depends on it.
 */
final class IdIndex
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
    private final long[][] tables;
    private final int[] masks;
    private final int[] sizes;
    private final int[] limits;
    private final Rows rows;

    /**
     * @param partitionBits of the hash that choose a partition, 1 to 8.
     * @param rows          that the index points to.
     */
    IdIndex(final int partitionBits, final Rows rows)
    {
        this.partitionShift = Long.SIZE - partitionBits;
        this.tables = new long[1 << partitionBits][SLOTS_MIN];
        this.masks = new int[1 << partitionBits];
        this.sizes = new int[1 << partitionBits];
        this.limits = new int[1 << partitionBits];
        for (int partition = 0; partition < tables.length; partition++)
        {
            setLimits(partition);
        }
        this.rows = rows;
    }

    // Beside the tables, because their lengths stand in memory that nothing else is read of.
    private void setLimits(final int partition)
    {
        final int length = tables[partition].length;
        masks[partition] = length - 1;
        limits[partition] = limit(partition, length);
    }

    /** 23/64 of the length in the first partition, doubled in even steps to the last. */
    private int limit(final int partition, final int length)
    {
        return (int)(length * 23L * (tables.length + partition) / (64L * tables.length));
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
        final int partition = (int)(hash >>> partitionShift);
        final long[] table = tables[partition];
        final int fingerprint = fingerprint(hash);
        final int mask = masks[partition];
        for (int slot = fingerprint & mask; ; slot = (slot + 1) & mask)
        {
            final long entry = table[slot];
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
        final int partition = (int)(hash >>> partitionShift);
        return tables[partition][fingerprint(hash) & masks[partition]];
    }

    /**
     * @return row of an id that has that hash, as far as the entries tell without a look at any row; or
     *     {@link #ABSENT}.
     */
    long guess(final long hash)
    {
        final int partition = (int)(hash >>> partitionShift);
        final long[] table = tables[partition];
        final int fingerprint = fingerprint(hash);
        final int mask = masks[partition];
        int slot = fingerprint & mask;
        while (table[slot] != 0 && (int)(table[slot] >>> ROW_BITS) != fingerprint)
        {
            slot = (slot + 1) & mask;
        }
        return row(table[slot]);
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
        long[] table = tables[partition];
        if (sizes[partition] >= limits[partition])
        {
            table = grown(table);
            tables[partition] = table;
            setLimits(partition);
        }
        place(table, ((long)fingerprint(hash) << ROW_BITS) | (row + 1));
        sizes[partition]++;
    }

    /** The id must be present with that row. */
    void remove(final long low, final long high, final long row)
    {
        final long hash = Hashing.ofId(low, high);
        final int partition = (int)(hash >>> partitionShift);
        final long[] table = tables[partition];
        final int mask = table.length - 1;
        final long wanted = ((long)fingerprint(hash) << ROW_BITS) | (row + 1);
        int hole = fingerprint(hash) & mask;
        while (table[hole] != wanted)
        {
            hole = (hole + 1) & mask;
        }
        // Later entries of the run move up, so that no probe ends early at the hole.
        for (int slot = (hole + 1) & mask; table[slot] != 0; slot = (slot + 1) & mask)
        {
            final int home = (int)(table[slot] >>> ROW_BITS) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask))
            {
                table[hole] = table[slot];
                hole = slot;
            }
        }
        table[hole] = 0;
        sizes[partition]--;
    }

    /** Takes every entry out. */
    void clear()
    {
        for (int i = 0; i < tables.length; i++)
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
        final long share = entries / tables.length + 1;
        int length = SLOTS_MIN;
        while (limit(partition, length) <= share)
        {
            length *= 2;
        }
        tables[partition] = new long[length];
        setLimits(partition);
        sizes[partition] = 0;
    }

    /** @return number of partitions. */
    int partitions()
    {
        return tables.length;
    }

    /** @return partition of the ids with that hash. */
    int partition(final long hash)
    {
        return (int)(hash >>> partitionShift);
    }

    private static long[] grown(final long[] table)
    {
        final long[] larger = new long[table.length * 2];
        for (final long entry : table)
        {
            if (entry != 0)
            {
                place(larger, entry);
            }
        }
        return larger;
    }

    private static void place(final long[] table, final long entry)
    {
        final int mask = table.length - 1;
        int slot = (int)(entry >>> ROW_BITS) & mask;
        while (table[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }
        table[slot] = entry;
    }

    private static int fingerprint(final long hash)
    {
        return (int)(hash >>> FINGERPRINT_SHIFT) & FINGERPRINT_MASK;
    }

    private static long row(final long entry)
    {
        return (entry & ROW_MASK) - 1;
    }
}
