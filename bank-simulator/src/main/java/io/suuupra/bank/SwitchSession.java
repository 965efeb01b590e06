package io.suuupra.bank;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.RequestListener;
import io.suuupra.client.Subscription;
import io.suuupra.client.SuuupraClient;
import io.suuupra.client.SuuupraException;
import io.suuupra.codecs.edge.upi.SwitchRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a bank to the switch, with what has come over it and what is still to be said. Confined to the
 * bank's thread, but for what the client's thread brings.
 */
final class SwitchSession implements AutoCloseable
{
    private static final int WAITING_MAX = 1_024;
    private static final int ROUND_MAX = 4_000;
    private static final int OPEN_MAX = 65_536;

    private final SuuupraClient client;
    private final Outbox outbox;
    private final BlockingQueue<List<SwitchRequest>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private volatile SuuupraException ended;
    private Inbox inbox;
    private Subscription subscription;

    private SwitchSession(final SuuupraClient client, final long position)
    {
        this.client = client;
        outbox = new Outbox(client.upi(), position);
    }

    /**
     * Connects, and asks for requests.
     *
     * @param options  how to reach the switch.
     * @param position behind which.
     * @return the session.
     * @throws SuuupraException if the switch cannot be reached, or refuses the key.
     */
    static SwitchSession open(final ClientOptions options, final long position)
    {
        final SwitchSession session = new SwitchSession(SuuupraClient.connect(options), position);
        session.subscribe();
        return session;
    }

    private void subscribe()
    {
        inbox = new Inbox();
        subscription = client.upi().subscribe(outbox.seen(), inbox);
    }

    Outbox outbox()
    {
        return outbox;
    }

    /**
     * @param waitNs for the first one, unless something is to be sent before.
     * @return requests that have come; none while too many have not been dealt with.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    List<SwitchRequest> nextRound(final long waitNs) throws InterruptedException
    {
        if (outbox.size() > OPEN_MAX)
        {
            TimeUnit.NANOSECONDS.sleep(outbox.untilDueNs(waitNs));
            return List.of();
        }
        final List<SwitchRequest> first = waiting.poll(outbox.untilDueNs(waitNs), TimeUnit.NANOSECONDS);
        if (first == null)
        {
            return List.of();
        }
        final List<SwitchRequest> round = new ArrayList<>(first);
        List<SwitchRequest> more;
        while (round.size() < ROUND_MAX && (more = waiting.poll()) != null)
        {
            round.addAll(more);
        }
        return round;
    }

    /** Asks again for what there was no room for, when all that had room has been worked off. */
    void askAgain()
    {
        if (inbox.full && waiting.isEmpty())
        {
            subscription.close();
            subscribe();
        }
    }

    /** @return why the session is of no more use; null while it is. */
    Throwable failure()
    {
        return ended != null ? ended : outbox.failure();
    }

    /** Takes the requests of one subscription; once it had no room, nothing more comes of it. */
    private final class Inbox implements RequestListener
    {
        private volatile boolean full;

        @Override
        public void onEvents(final List<SwitchRequest> events)
        {
            // Called by the client's thread, which must not wait. Nothing may come behind what was left out.
            if (full || !waiting.offer(events))
            {
                full = true;
            }
        }

        @Override
        public void onEnd(final SuuupraException reason)
        {
            ended = reason;
        }
    }

    @Override
    public void close()
    {
        client.close();
    }
}
