package io.suuupra.engine.ledger;

import org.agrona.UnsafeApi;

import java.util.Arrays;

/**
 * Tables of 64-bit words outside of the Java heap, where no collector copies them while they grow. Each is a power of
 * two long and named by one number: the address of its first word, a multiple of 64, with the logarithm of its length
 * in the bits that this leaves.
 *
 * <p>No slot is checked: callers mask it. Tables may be replaced by threads at once, each its own.
 */
final class WordTables
{
    /** Words of a table that was never replaced, all of them zero; nothing may be written there. */
    static final int EMPTY_WORDS = 8;

    private static final int ALIGNMENT = EMPTY_WORDS * Long.BYTES;
    private static final long LENGTH_MASK = ALIGNMENT - 1;
    private static final long EMPTY = named(allocate(EMPTY_WORDS), EMPTY_WORDS);

    private final long[] names;
    private final long[] blocks;

    /** @param count of tables, all of them empty. */
    WordTables(final int count)
    {
        names = new long[count];
        blocks = new long[count];
        Arrays.fill(names, EMPTY);
    }

    /** @return number of tables. */
    int count()
    {
        return names.length;
    }

    /** @return the name of a table, until it is replaced. */
    long name(final int table)
    {
        return names[table];
    }

    /** @return length of a table less one: what a slot is masked with. */
    static long mask(final long name)
    {
        // A shift takes the lowest six bits of the distance only: those are the logarithm.
        return (1L << name) - 1;
    }

    static long get(final long name, final long slot)
    {
        return UnsafeApi.getLong((name & ~LENGTH_MASK) + slot * Long.BYTES);
    }

    static void set(final long name, final long slot, final long word)
    {
        UnsafeApi.putLong((name & ~LENGTH_MASK) + slot * Long.BYTES, word);
    }

    /** What fills a new table from the one that it replaces. */
    interface Filling
    {
        void fill(long from, long to);
    }

    /**
     * Puts a new table of zeros in the place of another, lets it be filled, and frees the other.
     *
     * @param words a power of two, 8 or more.
     */
    void replace(final int table, final long words, final Filling filling)
    {
        final long block = allocate(words);
        final long name = named(block, words);
        filling.fill(names[table], name);
        free(table);
        blocks[table] = block;
        names[table] = name;
    }

    private static long allocate(final long words)
    {
        return OffHeap.allocate(bytes(words));
    }

    // What is mapped begins with a page; else there has to be room to begin with a cache line.
    private static long bytes(final long words)
    {
        final long bytes = words * Long.BYTES;
        return OffHeap.isMapped(bytes) ? bytes : bytes + ALIGNMENT;
    }

    private void free(final int table)
    {
        OffHeap.free(blocks[table], bytes(mask(names[table]) + 1));
    }

    private static long named(final long block, final long words)
    {
        return (block + ALIGNMENT - 1 & -ALIGNMENT) + Long.numberOfTrailingZeros(words);
    }

    /** Frees a table; it is empty then. */
    void drop(final int table)
    {
        free(table);
        names[table] = EMPTY;
        blocks[table] = 0;
    }
}
