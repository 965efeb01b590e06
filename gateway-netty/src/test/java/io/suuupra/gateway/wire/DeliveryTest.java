package io.suuupra.gateway.wire;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.UpiUndeliverableDecoder;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.RequestFeed;
import io.suuupra.gateway.support.FakeFeed;
import io.suuupra.gateway.support.FakeIngress;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Each request is either shown to its participant or withdrawn, never both. */
final class DeliveryTest
{
    private static final long KEY = 70;
    private static final int PARTICIPANT = 7;

    private final Requests requests = new Requests();
    private final FakeIngress ingress = new FakeIngress();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private ChangePump pump;
    private int told;

    /** Rows of which each is a request of participant 7 that perishes. What a cursor shows is the row itself. */
    private static final class Requests implements RequestFeed
    {
        private long rows = 3;
        private long key = KEY;

        @Override
        public int participant(final long principalKey)
        {
            return principalKey == key ? PARTICIPANT : 0;
        }

        @Override
        public long durableRows()
        {
            return rows;
        }

        @Override
        public Cursor open(final int participant, final long position)
        {
            return new Cursor()
            {
                private long next = position;

                @Override
                public int next(final MutableDirectBuffer target, final int offset, final long perishableFrom)
                {
                    next = Math.max(next, Math.min(perishableFrom, rows));
                    if (next == rows)
                    {
                        return 0;
                    }
                    target.putLong(offset, next++);
                    return Long.BYTES;
                }

                @Override
                public long nextRow()
                {
                    return next;
                }

                @Override
                public boolean hasMore()
                {
                    return next < rows;
                }
            };
        }

        @Override
        public long visitPerishable(final long fromRow, final Visitor visitor)
        {
            for (long row = fromRow; row < rows; row++)
            {
                if (!visitor.onRequest(row, PARTICIPANT))
                {
                    return row;
                }
            }
            return rows;
        }
    }

    @BeforeEach
    void open()
    {
        pump = new ChangePump(new FakeFeed(), 1, fault ->
        {
            throw new AssertionError("the feed failed", fault);
        });
    }

    @AfterEach
    void close()
    {
        pump.close();
    }

    private Delivery delivery()
    {
        return new Delivery(pump, requests, ingress);
    }

    private List<Long> shown(final Subscription.Source session)
    {
        final List<Long> rows = new ArrayList<>();
        while (session.next(buffer, 0) > 0)
        {
            rows.add(buffer.getLong(0));
        }
        return rows;
    }

    /** The rows that the switch is told of. */
    private List<Long> withdrawn()
    {
        final List<Long> rows = new ArrayList<>();
        for (; told < ingress.offers(); told++)
        {
            rows.add(new UpiUndeliverableDecoder().wrapAndApplyHeader(
                ingress.next().message(), 0, new MessageHeaderDecoder()).request());
        }
        return rows;
    }

    @Test
    void shouldWithdrawWhatNobodyIsThereForAndNeverShowIt()
    {
        final Delivery delivery = delivery();
        requests.rows = 5;
        delivery.readSome();
        assertEquals(List.of(3L, 4L), withdrawn());
        requests.rows = 6;
        assertEquals(List.of(5L), shown(delivery.open(KEY, 0)));
    }

    @Test
    void shouldNotWithdrawWhatAParticipantIsThereFor()
    {
        final Delivery delivery = delivery();
        assertNotNull(delivery.open(KEY, 0));
        requests.rows = 5;
        delivery.readSome();
        assertEquals(List.of(), withdrawn());
    }

    @Test
    void shouldNotWithdrawWhatWasShownBefore()
    {
        final Delivery delivery = delivery();
        final Subscription.Source session = delivery.open(KEY, 0);
        requests.rows = 5;
        assertEquals(List.of(3L, 4L), shown(session));
        session.close();
        session.close();
        requests.rows = 6;
        delivery.readSome();
        assertEquals(List.of(5L), withdrawn(), "only what came behind the session");
    }

    @Test
    void shouldCountEverySessionOfAParticipant()
    {
        final Delivery delivery = delivery();
        final Subscription.Source first = delivery.open(KEY, 0);
        final Subscription.Source second = delivery.open(KEY, 0);
        first.close();
        requests.rows = 4;
        delivery.readSome();
        assertEquals(List.of(), withdrawn());
        second.close();
        requests.rows = 5;
        delivery.readSome();
        assertEquals(List.of(4L), withdrawn());
    }

    @Test
    void shouldTakeWhatIsOlderThanTheGatewayForSent()
    {
        final Delivery delivery = delivery();
        delivery.readSome();
        assertEquals(List.of(), withdrawn());
        assertEquals(List.of(), shown(delivery.open(KEY, 0)));
    }

    @Test
    void shouldTellTheSwitchLaterIfItIsBusyAndNotShowItMeanwhile()
    {
        final Delivery delivery = delivery();
        ingress.answer(Offer.BUSY);
        requests.rows = 4;
        delivery.readSome();
        assertEquals(List.of(), shown(delivery.open(KEY, 0)));
        ingress.answer(Offer.ACCEPTED);
        told = ingress.offers();
        delivery.readSome();
        assertEquals(List.of(3L), withdrawn());
    }

    @Test
    void shouldKnowParticipantsByTheirPresentKeyOnly()
    {
        final Delivery delivery = delivery();
        assertNull(delivery.open(KEY + 1, 0));
        final Subscription.Source session = delivery.open(KEY, 0);
        requests.rows = 4;
        requests.key = KEY + 1;
        assertEquals(Subscription.Source.ENDED, session.next(buffer, 0));
        assertEquals("key", session.reason().field());
        assertFalse(session.hasMore());
    }
}
