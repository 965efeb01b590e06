package io.suuupra.tools.chaos;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.Arrays;
import java.util.List;

/**
 * What the node has answered to one session, kept where no kill of the node can reach it. An event is one transfer; the
 * events of a session are numbered in the order of sending.
 *
 * <p>Any thread.
 */
final class Acks
{
    private static final int FIRST_CAPACITY = 1 << 10;

    private int[] firstEvents = new int[FIRST_CAPACITY];
    private byte[] statuses = new byte[FIRST_CAPACITY];
    private boolean[] seen = new boolean[FIRST_CAPACITY];
    private long[] timestamps = new long[FIRST_CAPACITY];
    private int units;
    private int events;
    private int answered;

    /**
     * Notes a unit that is about to be sent.
     *
     * @param size of the unit, in events.
     */
    synchronized void sending(final int size)
    {
        if (units + 2 > firstEvents.length)
        {
            firstEvents = Arrays.copyOf(firstEvents, firstEvents.length * 2);
        }
        if (events + size > statuses.length)
        {
            final int capacity = Math.max(events + size, statuses.length + (statuses.length >> 1));
            statuses = Arrays.copyOf(statuses, capacity);
            seen = Arrays.copyOf(seen, capacity);
            timestamps = Arrays.copyOf(timestamps, capacity);
        }
        events += size;
        units++;
        firstEvents[units] = events;
    }

    /** Keeps the answer to a unit. */
    synchronized void answered(final int unit, final List<CreateResult<CreateTransferStatus>> results)
    {
        for (int i = 0; i < results.size(); i++)
        {
            answered(firstEvents[unit] + i, results.get(i).status(), results.get(i).timestamp());
        }
    }

    /** Keeps what is known of an event. */
    synchronized void answered(final int event, final CreateTransferStatus status, final long timestamp)
    {
        answered += statuses[event] == 0 ? 1 : 0;
        statuses[event] = (byte)(status.value() + 1);
        timestamps[event] = timestamp;
    }

    /** @return number of units that were sent. */
    synchronized int units()
    {
        return units;
    }

    /** @return number of events that were sent. */
    synchronized int events()
    {
        return events;
    }

    /** @return number of events that were answered. */
    synchronized int answered()
    {
        return answered;
    }

    /** @return the unit's first event; for the unit behind the last: the number of events. */
    synchronized int firstEvent(final int unit)
    {
        return firstEvents[unit];
    }

    /** @return how the event was answered; null = not yet. */
    synchronized CreateTransferStatus status(final int event)
    {
        return statuses[event] == 0 ? null : CreateTransferStatus.get((short)(statuses[event] - 1));
    }

    /** @return the timestamp that the event was answered with. */
    synchronized long timestamp(final int event)
    {
        return timestamps[event];
    }

    /** Notes that the ledger has shown the event. */
    synchronized boolean see(final int event)
    {
        final boolean before = seen[event];
        seen[event] = true;
        return !before;
    }

    synchronized boolean isSeen(final int event)
    {
        return seen[event];
    }

    /** Forgets what the ledger has shown. */
    synchronized void unsee()
    {
        Arrays.fill(seen, false);
    }
}
