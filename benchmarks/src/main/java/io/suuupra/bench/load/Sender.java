package io.suuupra.bench.load;

import io.suuupra.codecs.edge.Transfer;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends the requests of one connection, each at its time, and waits for the last answers.
 *
 * <p>It never leaves a request out because answers are late: it sends late what it could not send in time, and every
 * latency counts from the time that was meant. So a stall of the node meets all requests that fell into it, as it would
 * meet clients that know nothing of each other.
 */
final class Sender implements Callable<Void>
{
    /** Reason of requests that the client never answered. */
    static final String UNANSWERED = "no answer";

    private final Pace pace;
    private final Target target;
    private final TransferSource source;
    private final Tally tally;
    private final RigClock clock;
    private final int first;
    private final int stride;
    private final int batch;
    private final int inFlightMax;
    private final long lateNs;
    private final long answerNs;
    private final Semaphore room;

    /**
     * @param pace    of the run.
     * @param target  of the requests.
     * @param source  of their transfers.
     * @param tally   that counts.
     * @param clock   of the run.
     * @param lane    which of the run's requests are this sender's.
     * @param bounds  of what may be under way.
     */
    Sender(
        final Pace pace,
        final Target target,
        final TransferSource source,
        final Tally tally,
        final RigClock clock,
        final Lane lane,
        final Bounds bounds)
    {
        this.pace = pace;
        this.target = target;
        this.source = source;
        this.tally = tally;
        this.clock = clock;
        first = lane.connection;
        stride = lane.connections;
        batch = lane.batch;
        inFlightMax = bounds.inFlightMax;
        lateNs = bounds.lateNs;
        answerNs = bounds.answerNs;
        room = new Semaphore(inFlightMax);
    }

    /**
     * Every {@code connections}-th request of the run, beginning with {@code connection}.
     *
     * @param connection  number of the connection, from 0.
     * @param connections of the run.
     * @param batch       transfers of a request.
     */
    record Lane(int connection, int connections, int batch)
    {
    }

    /**
     * @param inFlightMax requests of this connection that may wait for their answers; when so many do, the next one
     *                    waits, and the wait is part of its latency.
     * @param lateNs      how long after the end of the schedule requests that are late may still be sent.
     * @param answerNs    how long the last answers are waited for; longer than the target takes to give up by itself.
     */
    record Bounds(int inFlightMax, long lateNs, long answerNs)
    {
    }

    @Override
    public Void call() throws InterruptedException
    {
        final long giveUpNs = pace.endNs() + lateNs;
        long request = first;
        while (!pace.isOver(request, clock.nowNs()))
        {
            final List<Transfer> transfers = source.transfers(request);
            if (!hasRoomBefore(giveUpNs))
            {
                break;
            }
            send(transfers, pace.intendedNs(request, clock.nowNs()));
            request += stride;
        }
        countUnsent(request);
        if (!room.tryAcquire(inFlightMax, answerNs, TimeUnit.NANOSECONDS))
        {
            tally.failed((inFlightMax - room.availablePermits()) * batch, UNANSWERED);
        }
        return null;
    }

    private boolean hasRoomBefore(final long giveUpNs) throws InterruptedException
    {
        if (!room.tryAcquire())
        {
            tally.heldBack();
            if (!room.tryAcquire(Math.max(0, giveUpNs - clock.nowNs()), TimeUnit.NANOSECONDS))
            {
                return false;
            }
        }
        if (clock.nowNs() - giveUpNs >= 0)
        {
            room.release();
            return false;
        }
        return true;
    }

    private void send(final List<Transfer> transfers, final long intendedNs) throws InterruptedException
    {
        clock.await(intendedNs);
        tally.sent(intendedNs, clock.nowNs(), batch);
        target.send(transfers, (results, failure) ->
        {
            final long nowNs = clock.nowNs();
            if (failure == null)
            {
                tally.answered(intendedNs, nowNs, results);
            }
            else
            {
                tally.failed(batch, failure.getClass().getSimpleName() + ": " + failure.getMessage());
            }
            room.release();
        });
    }

    private void countUnsent(final long firstUnsent)
    {
        final long nowNs = clock.nowNs();
        for (long request = firstUnsent; !pace.isOver(request, nowNs); request += stride)
        {
            tally.unsent(pace.intendedNs(request, nowNs), nowNs, batch);
        }
    }
}
