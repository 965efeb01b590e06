package io.suuupra.gateway.wire;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiUndeliverableEncoder;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.RequestFeed;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that each request of the UPI switch is either written to its participant or withdrawn, never both.
 *
 * <p>A participant without a session cannot be asked: a request that perishes is withdrawn as soon as it is durable,
 * the switch is told that it was undeliverable, and nobody gets it later. What was written to a session counts as sent,
 * and so does everything from before this gateway started, for nobody knows; only an answer or the switch's timer ends
 * that. What does not perish waits in the log.
 */
public final class Delivery extends FeedTask
{
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final ChangePump pump;
    private final RequestFeed feed;
    private final Ingress ingress;
    private final long startRow;
    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
    private final UnsafeBuffer message = new UnsafeBuffer(
        new byte[MessageHeaderEncoder.ENCODED_LENGTH + UpiUndeliverableEncoder.BLOCK_LENGTH]);
    private long nextRow;

    /**
     * @param pump    that it runs on.
     * @param feed    of requests.
     * @param ingress takes the word that a request was undeliverable.
     */
    public Delivery(final ChangePump pump, final RequestFeed feed, final Ingress ingress)
    {
        super(pump);
        this.pump = pump;
        this.feed = feed;
        this.ingress = ingress;
        startRow = feed.durableRows();
        nextRow = startRow;
    }

    /** Begins to withdraw what cannot be delivered. */
    public void start()
    {
        pump.add(this);
    }

    /**
     * A participant is there, and stays until the source is closed.
     *
     * @param key      id of the API key that it came with.
     * @param position timestamp of the last request that it has dealt with.
     * @return its requests; null if no participant comes with this key.
     */
    Subscription.Source open(final long key, final long position)
    {
        final int participant = feed.participant(key);
        if (participant == 0)
        {
            return null;
        }
        final Lane lane = lanes.computeIfAbsent(participant, _ -> new Lane());
        return lane.open(key, participant, position);
    }

    @Override
    boolean readSome()
    {
        final long from = nextRow;
        nextRow = feed.visitPerishable(from, this::isSettled);
        return false;
    }

    private boolean isSettled(final long row, final int participant)
    {
        if (!lanes.computeIfAbsent(participant, _ -> new Lane()).withdraw(row))
        {
            return true;
        }
        new UpiUndeliverableEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder()).request(row);
        final Offer offer = ingress.offer(
            Delivery::onReply, row, Principal.NODE, 0, 0, 0, message, 0, message.capacity());
        // Busy means that more will become durable, and then this is called again.
        return offer != Offer.BUSY;
    }

    private static void onReply(final long row, final DirectBuffer buffer, final int offset, final int length)
    {
        LOG.debug("request {} was withdrawn: its participant is not connected", row);
    }

    @Override
    void onFault()
    {
        LOG.error("requests of UPI are not withdrawn any more");
    }

    /** What became of one participant's requests. */
    private final class Lane
    {
        private int sessions;
        /** Rows below may have been written to a session. */
        private long sentTo;
        /** Requests that perish are withdrawn in rows below. */
        private long withdrawnTo = startRow;

        synchronized Session open(final long key, final int participant, final long position)
        {
            sessions++;
            return new Session(this, key, participant, position);
        }

        synchronized void leave()
        {
            sessions--;
        }

        synchronized int next(
            final RequestFeed.Cursor cursor, final MutableDirectBuffer buffer, final int offset)
        {
            final int length = cursor.next(buffer, offset, withdrawnTo);
            sentTo = Math.max(sentTo, cursor.nextRow());
            return length;
        }

        synchronized boolean withdraw(final long row)
        {
            if (row < withdrawnTo)
            {
                // Shown again, because the host was busy.
                return true;
            }
            if (sessions > 0 || row < sentTo)
            {
                return false;
            }
            withdrawnTo = row + 1;
            return true;
        }
    }

    /** One subscription of a participant. */
    private final class Session implements Subscription.Source
    {
        private final Lane lane;
        private final long key;
        private final int participant;
        private final long position;
        private RequestFeed.Cursor cursor;
        private boolean left;

        Session(final Lane lane, final long key, final int participant, final long position)
        {
            this.lane = lane;
            this.key = key;
            this.participant = participant;
            this.position = position;
        }

        @Override
        public int next(final MutableDirectBuffer buffer, final int offset)
        {
            if (feed.participant(key) != participant)
            {
                return ENDED;
            }
            if (cursor == null)
            {
                cursor = feed.open(participant, position);
            }
            return lane.next(cursor, buffer, offset);
        }

        @Override
        public boolean hasMore()
        {
            return cursor != null && cursor.hasMore();
        }

        @Override
        public Malformed reason()
        {
            return new Malformed(FailureCode.FORBIDDEN, Malformed.NO_INDEX, "key",
                "the participant comes with another key now");
        }

        @Override
        public synchronized void close()
        {
            if (!left)
            {
                left = true;
                lane.leave();
            }
        }
    }
}
