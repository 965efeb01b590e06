package io.suuupra.engine.ledger;

import java.util.Arrays;

/**
 * From a 128-bit id to its row, in 8 bytes an entry: 24 bits of the id's hash and 40 bits of row. The ids themselves
 * stay in the rows, and are read only where those 24 bits agree.
 *
 * <p>The table is split by other bits of the hash into partitions that grow one at a time, so growing never stops the
 * engine for long. All that growing needs is in the entries. The order of entries depends on the order of inserts and
 * nothing observable depends on it.
 */
final class IdIndex
{
    /** Answers whether a row has an id. */
    interface Rows
    {
        boolean hasId(long row, long low, long high);
    }

    static final long ABSENT = -1;

    private static final int FINGERPRINT_BITS = 24;
    private static final int ROW_BITS = 40;
    private static final long ROW_MASK = (1L << ROW_BITS) - 1;
    private static final int FINGERPRINT_SHIFT = 20;
    private static final int FINGERPRINT_MASK = (1 << FINGERPRINT_BITS) - 1;
    private static final int SLOTS_MIN = 16;

    private final int partitionShift;
    private final long[][] tables;
    private final int[] sizes;
    private final Rows rows;

    /**
     * @param partitionBits of the hash that choose a partition, 1 to 16.
     * @param rows          that the index points to.
     */
    IdIndex(final int partitionBits, final Rows rows)
    {
        this.partitionShift = Long.SIZE - partitionBits;
        this.tables = new long[1 << partitionBits][SLOTS_MIN];
        this.sizes = new int[1 << partitionBits];
        this.rows = rows;
    }

    /**
     * @return row of the id, or {@link #ABSENT}.
     */
    long find(final long low, final long high)
    {
        final long hash = Hashing.ofId(low, high);
        final long[] table = tables[(int)(hash >>> partitionShift)];
        final int fingerprint = fingerprint(hash);
        final int mask = table.length - 1;
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

    /** The id must be absent. */
    void insert(final long low, final long high, final long row)
    {
        final long hash = Hashing.ofId(low, high);
        final int partition = (int)(hash >>> partitionShift);
        long[] table = tables[partition];
        // 11/16 full at most: probes stay within a cache line or two, at 12 to 23 bytes an entry.
        if ((sizes[partition] + 1) * 16L > table.length * 11L)
        {
            table = grown(table);
            tables[partition] = table;
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
            Arrays.fill(tables[i], 0);
            sizes[i] = 0;
        }
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
