package io.suuupra.engine.table;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A table's pages as they were at one moment, while the engine goes on writing: whoever comes first to a page, the
 * engine about to change it or the thread that writes the snapshot, copies it.
 */
public final class FrozenPages
{
    private static final int UNTOUCHED = 0;
    private static final int COPYING = 1;
    private static final int SAVED = 2;

    private final long[][] pages;
    private final long[][] copies;
    private final AtomicIntegerArray states;

    FrozenPages(final long[][] pages, final int count)
    {
        this.pages = new long[count][];
        System.arraycopy(pages, 0, this.pages, 0, count);
        this.copies = new long[count][];
        this.states = new AtomicIntegerArray(count);
    }

    /** @return number of pages. */
    public int count()
    {
        return pages.length;
    }

    /** Called by the engine before it changes a page. */
    void preserve(final int page)
    {
        if (page >= pages.length || states.getAcquire(page) == SAVED)
        {
            return;
        }
        if (states.compareAndSet(page, UNTOUCHED, COPYING))
        {
            copies[page] = pages[page].clone();
            states.setRelease(page, SAVED);
            return;
        }
        awaitSaved(page);
    }

    /**
     * Called by the snapshot's thread, once for each page.
     *
     * @param scratch of a page's length.
     * @return the page as it was; {@code scratch} or an array that nobody writes to.
     */
    public long[] take(final int page, final long[] scratch)
    {
        if (states.compareAndSet(page, UNTOUCHED, COPYING))
        {
            System.arraycopy(pages[page], 0, scratch, 0, scratch.length);
            states.setRelease(page, SAVED);
            return scratch;
        }
        awaitSaved(page);
        final long[] copy = copies[page];
        copies[page] = null;
        return copy;
    }

    // The other side copies one page, which takes microseconds.
    private void awaitSaved(final int page)
    {
        while (states.getAcquire(page) != SAVED)
        {
            Thread.onSpinWait();
        }
    }
}
