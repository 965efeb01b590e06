package io.suuupra.engine.ledger;

import java.util.Arrays;

/**
 * Holds with a timeout, ordered by (expiry, ordinal); the ordinal stands for the timestamp, which rises with it. A
 * binary heap: holds that were resolved meanwhile are dropped when they come up, or all at once when they are the
 * greater part.
 */
final class ExpiryQueue
{
    /** Stands for "nothing waits". */
    static final long NEVER = Long.MAX_VALUE;

    private static final int SWEEP_MIN = 1024;

    private final Holds holds;
    private long[] expiries = new long[64];
    private long[] ordinals = new long[64];
    private int size;
    private int resolved;

    ExpiryQueue(final Holds holds)
    {
        this.holds = holds;
    }

    void add(final long expiry, final long ordinal)
    {
        if (size == expiries.length)
        {
            expiries = Arrays.copyOf(expiries, size * 2);
            ordinals = Arrays.copyOf(ordinals, size * 2);
        }
        int at = size++;
        while (at > 0 && isBefore(expiry, ordinal, (at - 1) >>> 1))
        {
            move((at - 1) >>> 1, at);
            at = (at - 1) >>> 1;
        }
        expiries[at] = expiry;
        ordinals[at] = ordinal;
    }

    /** Tells the queue that one of its holds was resolved before its time. */
    void onResolved()
    {
        resolved++;
        if (resolved > SWEEP_MIN && resolved > size >>> 1)
        {
            sweep();
        }
    }

    /** @return holds in the queue, those that were resolved and not dropped yet included. */
    int size()
    {
        return size;
    }

    /** @return when the first open hold is due; {@link #NEVER} where none waits. */
    long firstExpiry()
    {
        dropResolved();
        return size == 0 ? NEVER : expiries[0];
    }

    /** @return ordinal of the hold that {@link #firstExpiry} spoke of, which leaves the queue. */
    long take()
    {
        final long ordinal = ordinals[0];
        removeFirst();
        return ordinal;
    }

    private void dropResolved()
    {
        while (size > 0 && holds.status(ordinals[0]) != Holds.OPEN)
        {
            removeFirst();
            resolved--;
        }
    }

    private void removeFirst()
    {
        size--;
        final long expiry = expiries[size];
        final long ordinal = ordinals[size];
        int at = 0;
        while (true)
        {
            int child = 2 * at + 1;
            if (child >= size)
            {
                break;
            }
            if (child + 1 < size && isBefore(expiries[child + 1], ordinals[child + 1], child))
            {
                child++;
            }
            if (!isBefore(expiries[child], ordinals[child], expiry, ordinal))
            {
                break;
            }
            move(child, at);
            at = child;
        }
        expiries[at] = expiry;
        ordinals[at] = ordinal;
    }

    private void sweep()
    {
        final long[] oldExpiries = expiries;
        final long[] oldOrdinals = ordinals;
        final int oldSize = size;
        expiries = new long[oldExpiries.length];
        ordinals = new long[oldExpiries.length];
        size = 0;
        resolved = 0;
        for (int i = 0; i < oldSize; i++)
        {
            if (holds.status(oldOrdinals[i]) == Holds.OPEN)
            {
                add(oldExpiries[i], oldOrdinals[i]);
            }
        }
    }

    private boolean isBefore(final long expiry, final long ordinal, final int at)
    {
        return isBefore(expiry, ordinal, expiries[at], ordinals[at]);
    }

    private static boolean isBefore(
        final long expiry, final long ordinal, final long otherExpiry, final long otherOrdinal)
    {
        return expiry < otherExpiry || expiry == otherExpiry && ordinal < otherOrdinal;
    }

    private void move(final int from, final int to)
    {
        expiries[to] = expiries[from];
        ordinals[to] = ordinals[from];
    }
}
