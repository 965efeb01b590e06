package io.suuupra.engine.read;

import java.util.Arrays;

/**
 * Rows that a scan has found, up to a limit.
 */
final class Rows
{
    private final int limit;
    private long[] rows = new long[64];
    private int count;

    Rows(final int limit)
    {
        this.limit = limit;
    }

    void add(final long row)
    {
        if (count == rows.length)
        {
            rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = row;
    }

    boolean isFull()
    {
        return count >= limit;
    }

    int count()
    {
        return count;
    }

    long get(final int index)
    {
        return rows[index];
    }
}
