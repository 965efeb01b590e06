package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.engine.table.FrozenPages;
import io.suuupra.engine.table.PagedWords;

/**
 * The accounts, in the order of their creation: 16 words each, in one slot that never moves.
 *
 * <p>What is on the hot path stands in the first cache line. Words of identity never change once an account is created,
 * so readers on other threads may read them below their cut.
 */
public final class Accounts implements AutoCloseable
{
    /** Stands for "no such account". */
    public static final int ABSENT = -1;

    static final int WORDS = 16;
    static final int DEBITS_PENDING = 0;
    static final int DEBITS_POSTED = 1;
    static final int CREDITS_PENDING = 2;
    static final int CREDITS_POSTED = 3;
    static final int HEAD = 4;
    static final int MILESTONE = 5;
    static final int RECORDS = 6;
    static final int TRAITS = 7;
    static final int HOT_WORDS = 8;

    private static final int ID_LOW = 8;
    private static final int ID_HIGH = 9;
    private static final int USER_DATA_128_LOW = 10;
    private static final int USER_DATA_128_HIGH = 11;
    private static final int USER_DATA_64 = 12;
    // The upper half is kept for the parent's slot.
    private static final int USER_DATA_32 = 13;
    private static final int TIMESTAMP = 14;
    private static final int RECORDED = 15;

    private static final int PARTITION_BITS = 6;

    private final PagedWords words = new PagedWords();
    private final IdIndex index = new IdIndex(PARTITION_BITS, this::hasId);
    private int count;

    /**
     * @return number of accounts; slots run from 0 up to it.
     */
    public int count()
    {
        return count;
    }

    /**
     * @return slot of the account with that id, or {@link #ABSENT}.
     */
    public int find(final long idLow, final long idHigh)
    {
        return (int)index.find(idLow, idHigh);
    }

    int find(final long hash, final long idLow, final long idHigh)
    {
        return (int)index.find(hash, idLow, idHigh);
    }

    /** Reads the index where the search for an id with that hash begins. */
    long peekIndex(final long hash)
    {
        return index.peek(hash);
    }

    /** Reads the account that an id with that hash most likely has. */
    long peek(final long hash)
    {
        final long slot = index.guess(hash);
        if (slot == IdIndex.ABSENT)
        {
            return 0;
        }
        final long base = base((int)slot);
        return words.get(base) + words.get(base + ID_LOW);
    }

    void add(
        final long idLow,
        final long idHigh,
        final long userData128Low,
        final long userData128High,
        final long userData64,
        final int userData32,
        final int ledger,
        final int code,
        final int flags,
        final long timestamp,
        final long recorded)
    {
        final int slot = count;
        final long base = base(slot);
        words.ensure(base + WORDS);
        words.touch(base);
        final long[] page = words.page(base);
        final int at = PagedWords.at(base);
        page[at + DEBITS_PENDING] = 0;
        page[at + DEBITS_POSTED] = 0;
        page[at + CREDITS_PENDING] = 0;
        page[at + CREDITS_POSTED] = 0;
        page[at + HEAD] = -1;
        page[at + MILESTONE] = -1;
        page[at + RECORDS] = 0;
        page[at + TRAITS] = Integer.toUnsignedLong(ledger) << 32 | (long)code << 16 | flags;
        page[at + ID_LOW] = idLow;
        page[at + ID_HIGH] = idHigh;
        page[at + USER_DATA_128_LOW] = userData128Low;
        page[at + USER_DATA_128_HIGH] = userData128High;
        page[at + USER_DATA_64] = userData64;
        page[at + USER_DATA_32] = Integer.toUnsignedLong(userData32);
        page[at + TIMESTAMP] = timestamp;
        page[at + RECORDED] = recorded;
        index.insert(idLow, idHigh, slot);
        count++;
    }

    /** Takes the newest accounts out again, down to a number. */
    void truncate(final int toCount)
    {
        while (count > toCount)
        {
            final int slot = count - 1;
            index.remove(idLow(slot), idHigh(slot), slot);
            count--;
        }
    }

    /**
     * @return true if some account has that timestamp.
     */
    boolean hasTimestamp(final long timestamp)
    {
        int from = 0;
        int to = count;
        while (from < to)
        {
            final int middle = (from + to) >>> 1;
            if (timestamp(middle) < timestamp)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }
        return from < count && timestamp(from) == timestamp;
    }

    /**
     * @param from slot to begin at.
     * @param to   slot to end before.
     * @return first slot whose timestamp is not below the given one; {@code to} where there is none.
     */
    public int firstAtOrAfter(final long timestamp, final int from, final int to)
    {
        int low = from;
        int high = to;
        while (low < high)
        {
            final int middle = (low + high) >>> 1;
            if (timestamp(middle) < timestamp)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private boolean hasId(final long row, final long low, final long high)
    {
        final long base = base((int)row);
        final long[] page = words.page(base);
        final int at = PagedWords.at(base);
        return page[at + ID_LOW] == low && page[at + ID_HIGH] == high;
    }

    /** @return the page of the account's words, to be changed by {@link Balances} only. */
    long[] page(final int slot)
    {
        return words.page(base(slot));
    }

    static int at(final int slot)
    {
        return PagedWords.at(base(slot));
    }

    void touch(final int slot)
    {
        words.touch(base(slot));
    }

    /** @return minor units held on the debit side. */
    public long debitsPending(final int slot)
    {
        return words.get(base(slot) + DEBITS_PENDING);
    }

    /** @return minor units posted on the debit side. */
    public long debitsPosted(final int slot)
    {
        return words.get(base(slot) + DEBITS_POSTED);
    }

    /** @return minor units held on the credit side. */
    public long creditsPending(final int slot)
    {
        return words.get(base(slot) + CREDITS_PENDING);
    }

    /** @return minor units posted on the credit side. */
    public long creditsPosted(final int slot)
    {
        return words.get(base(slot) + CREDITS_POSTED);
    }

    /** @return row of the newest record that touched the account; -1 = none. */
    public long head(final int slot)
    {
        return words.get(base(slot) + HEAD);
    }

    /** @return the ledger, unsigned. */
    public int ledger(final int slot)
    {
        return (int)(words.get(base(slot) + TRAITS) >>> 32);
    }

    /** @return the code. */
    public int code(final int slot)
    {
        return (int)(words.get(base(slot) + TRAITS) >>> 16) & 0xFFFF;
    }

    /** @return bits of {@code AccountFlags}. */
    public int flags(final int slot)
    {
        return (int)words.get(base(slot) + TRAITS) & 0xFFFF;
    }

    boolean isClosed(final int slot)
    {
        return (flags(slot) & AccountFlags.CLOSED) != 0;
    }

    /** @return lower half of the id. */
    public long idLow(final int slot)
    {
        return words.get(base(slot) + ID_LOW);
    }

    /** @return upper half of the id. */
    public long idHigh(final int slot)
    {
        return words.get(base(slot) + ID_HIGH);
    }

    /** @return lower half of user_data_128. */
    public long userData128Low(final int slot)
    {
        return words.get(base(slot) + USER_DATA_128_LOW);
    }

    /** @return upper half of user_data_128. */
    public long userData128High(final int slot)
    {
        return words.get(base(slot) + USER_DATA_128_HIGH);
    }

    /** @return user_data_64. */
    public long userData64(final int slot)
    {
        return words.get(base(slot) + USER_DATA_64);
    }

    /** @return user_data_32, unsigned. */
    public int userData32(final int slot)
    {
        return (int)words.get(base(slot) + USER_DATA_32);
    }

    /** @return the account's timestamp in ns. */
    public long timestamp(final int slot)
    {
        return words.get(base(slot) + TIMESTAMP);
    }

    /** Adds all accounts to the two hashes. */
    void addTo(final StateHash hash)
    {
        for (int slot = 0; slot < count; slot++)
        {
            final long base = base(slot);
            final long[] page = words.page(base);
            final int at = PagedWords.at(base);
            for (int word = 0; word < TIMESTAMP; word++)
            {
                if (word < HEAD || word >= TRAITS)
                {
                    hash.content(page[at + word]);
                }
            }
            final boolean imported = (page[at + TRAITS] & AccountFlags.IMPORTED) != 0;
            hash.timestamp(page[at + TIMESTAMP], imported);
            hash.timestamp(page[at + RECORDED], false);
        }
    }

    FrozenPages freeze()
    {
        return words.freeze(base(count));
    }

    /** Puts back words of a snapshot. */
    void restore(final long index, final long word)
    {
        words.ensure(index + 1);
        words.set(index, word);
    }

    /** Ends a restore: the words of that many accounts are back. */
    void restored(final int accounts)
    {
        index.clear();
        for (count = 0; count < accounts; count++)
        {
            index.insert(idLow(count), idHigh(count), count);
        }
    }

    private static long base(final int slot)
    {
        return (long)slot * WORDS;
    }

    @Override
    public void close()
    {
        index.close();
    }
}
