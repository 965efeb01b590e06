package io.suuupra.engine.table;

import java.util.Arrays;

/**
 * A table of 64-bit words in pages of {@value #PAGE_WORDS}, which grows without moving and can be frozen for a
 * snapshot.
 *
 * <p>Only the engine's thread writes. Other threads may read words that do not change any more and were written before
 * the engine handed them a cut.
 */
public final class PagedWords
{
    /** Words in a page: 128 KiB. */
    public static final int PAGE_WORDS = 1 << 14;

    private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE_WORDS);
    private static final int PAGE_MASK = PAGE_WORDS - 1;

    private long[][] pages = new long[8][];
    private int pageCount;
    private FrozenPages frozen;

    /**
     * @param index of a word.
     * @return it.
     */
    public long get(final long index)
    {
        return pages[(int)(index >>> PAGE_SHIFT)][(int)index & PAGE_MASK];
    }

    /**
     * @param index of a word; {@link #touch} was called for it.
     * @param word  to put there.
     */
    public void set(final long index, final long word)
    {
        pages[(int)(index >>> PAGE_SHIFT)][(int)index & PAGE_MASK] = word;
    }

    /**
     * @param index of a word.
     * @return the page that holds the word; {@link #at} tells where in it.
     */
    public long[] page(final long index)
    {
        return pages[(int)(index >>> PAGE_SHIFT)];
    }

    /**
     * @param index of a word.
     * @return where it stands in its page.
     */
    public static int at(final long index)
    {
        return (int)index & PAGE_MASK;
    }

    /**
     * To be called before the word, or one of the same page, changes.
     *
     * @param index of the word.
     */
    public void touch(final long index)
    {
        if (frozen != null)
        {
            frozen.preserve((int)(index >>> PAGE_SHIFT));
        }
    }

    /**
     * Puts a word of a snapshot back.
     *
     * @param index of it.
     * @param word  to put there.
     */
    public void restore(final long index, final long word)
    {
        ensure(index + 1);
        set(index, word);
    }

    /**
     * Makes room, so that words below the limit can be written.
     *
     * @param limit index behind the last of them.
     */
    public void ensure(final long limit)
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
    public FrozenPages freeze(final long words)
    {
        frozen = new FrozenPages(pages, (int)((words + PAGE_WORDS - 1) >>> PAGE_SHIFT));
        return frozen;
    }
}
