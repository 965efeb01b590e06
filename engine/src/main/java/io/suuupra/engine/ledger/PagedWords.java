package io.suuupra.engine.ledger;

import java.util.Arrays;

/**
 * A table of 64-bit words in pages of {@value #PAGE_WORDS}, which grows without moving and can be frozen for a
 * snapshot.
 *
 * <p>Only the engine's thread writes. Other threads may read words that do not change any more and were written before
 * the engine handed them a cut.
 */
final class PagedWords
{
    /** Words in a page: 128 KiB. */
    static final int PAGE_WORDS = 1 << 14;

    private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE_WORDS);
    private static final int PAGE_MASK = PAGE_WORDS - 1;

    private long[][] pages = new long[8][];
    private int pageCount;
    private FrozenPages frozen;

    long get(final long index)
    {
        return pages[(int)(index >>> PAGE_SHIFT)][(int)index & PAGE_MASK];
    }

    void set(final long index, final long word)
    {
        pages[(int)(index >>> PAGE_SHIFT)][(int)index & PAGE_MASK] = word;
    }

    /**
     * @return the page that holds the word; {@link #at} tells where in it.
     */
    long[] page(final long index)
    {
        return pages[(int)(index >>> PAGE_SHIFT)];
    }

    static int at(final long index)
    {
        return (int)index & PAGE_MASK;
    }

    /** To be called before the word, or one of the same page, changes. */
    void touch(final long index)
    {
        if (frozen != null)
        {
            frozen.preserve((int)(index >>> PAGE_SHIFT));
        }
    }

    /** Makes room, so that words below the limit can be written. */
    void ensure(final long limit)
    {
        while ((long)pageCount << PAGE_SHIFT < limit)
        {
            if (pageCount == pages.length)
            {
                pages = Arrays.copyOf(pages, pages.length * 2);
            }
            pages[pageCount++] = new long[PAGE_WORDS];
        }
    }

    /**
     * @param words used, from the first on.
     * @return the pages that hold them, as they are now; an earlier frozen state must have been written out.
     */
    FrozenPages freeze(final long words)
    {
        frozen = new FrozenPages(pages, (int)((words + PAGE_WORDS - 1) >>> PAGE_SHIFT));
        return frozen;
    }
}
