package io.suuupra.engine.table;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Slots of a table, ordered by (deadline, slot): a binary heap. An entry whose slot has another deadline by now is
 * dropped when it comes up, or with all such when they are the greater part.
 */
public final class Deadlines
{
    private static final int SWEEP_MIN = 4096;

    private final LongUnaryOperator deadlines;
    private long[] times = new long[64];
    private long[] slots = new long[64];
    private int size;
    private int sweepAt = SWEEP_MIN;

    /**
     * @param deadlines gives the deadline that a slot has now, in ns.
     */
    public Deadlines(final LongUnaryOperator deadlines)
    {
        this.deadlines = deadlines;
    }

    /**
     * @param timeNs deadline of a slot, which it has by now.
     * @param slot   that has it.
     */
    public void add(final long timeNs, final long slot)
    {
        if (size >= sweepAt)
        {
            sweep();
        }
        if (size == times.length)
        {
            times = Arrays.copyOf(times, size * 2);
            slots = Arrays.copyOf(slots, size * 2);
        }
        insert(timeNs, slot);
    }

    /** @return the first deadline; {@code Long.MAX_VALUE} where there is none. */
    public long first()
    {
        while (size > 0 && isStale(0))
        {
            removeFirst();
        }
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    /** @return slot of the first deadline, which {@link #first} has told. */
    public long take()
    {
        final long slot = slots[0];
        removeFirst();
        return slot;
    }

    private void insert(final long timeNs, final long slot)
    {
        int at = size++;
        while (at > 0 && isBefore(timeNs, slot, (at - 1) >>> 1))
        {
            move((at - 1) >>> 1, at);
            at = (at - 1) >>> 1;
        }
        times[at] = timeNs;
        slots[at] = slot;
    }

    private boolean isStale(final int at)
    {
        return deadlines.applyAsLong(slots[at]) != times[at];
    }

    private void removeFirst()
    {
        size--;
        final long timeNs = times[size];
        final long slot = slots[size];
        int at = 0;
        while (true)
        {
            int child = 2 * at + 1;
            if (child >= size)
            {
                break;
            }
            if (child + 1 < size && isBefore(times[child + 1], slots[child + 1], child))
            {
                child++;
            }
            if (isBefore(timeNs, slot, child))
            {
                break;
            }
            move(child, at);
            at = child;
        }
        times[at] = timeNs;
        slots[at] = slot;
    }

    private void sweep()
    {
        final int before = size;
        size = 0;
        for (int i = 0; i < before; i++)
        {
            if (!isStale(i))
            {
                insert(times[i], slots[i]);
            }
        }
        sweepAt = Math.max(SWEEP_MIN, size * 2);
    }

    private boolean isBefore(final long timeNs, final long slot, final int at)
    {
        return timeNs < times[at] || timeNs == times[at] && slot < slots[at];
    }

    private void move(final int from, final int to)
    {
        times[to] = times[from];
        slots[to] = slots[from];
    }
}
