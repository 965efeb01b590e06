package io.suuupra.client;

import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.SubscribeDecoder;
import io.suuupra.codecs.generated.UnsubscribeDecoder;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

class SubscriptionTest extends NodeFixture
{
    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private final List<SuuupraException> ended = new CopyOnWriteArrayList<>();
    private final ChangeListener listener = new ChangeListener()
    {
        @Override
        public void onEvents(final List<ChangeEvent> events)
        {
            events.forEach(event -> seen.add(event.timestamp()));
        }

        @Override
        public void onEnd(final SuuupraException reason)
        {
            ended.add(reason);
        }
    };

    private static boolean isSubscribe(final ScriptedNode.Received request)
    {
        return request.templateId() == SubscribeDecoder.TEMPLATE_ID;
    }

    private static long position(final ScriptedNode.Received request)
    {
        return new SubscribeDecoder().wrapAndApplyHeader(request.buffer(), 0, new MessageHeaderDecoder()).position();
    }

    @Test
    void shouldDeliverInOrderFromThePosition()
    {
        node.script = (peer, request) ->
        {
            assertEquals(7, position(request));
            peer.send(request.number(), Replies.events(8, 9));
            peer.send(request.number(), Replies.events(12));
        };

        final Subscription subscription = connect().subscribe(7, listener);

        Await.until("three events", () -> subscription.position() == 12);
        assertEquals(List.of(8L, 9L, 12L), seen);
    }

    @Test
    void shouldResumeAfterReconnectWithoutGapOrRepetition()
    {
        node.script = (peer, request) ->
        {
            switch (peer.index)
            {
                case 0 ->
                {
                    peer.send(request.number(), Replies.events(1, 2, 3));
                    peer.close();
                }
                case 1 ->
                {
                    assertEquals(3, position(request));
                    peer.send(request.number(), Replies.events(4));
                    peer.close();
                }
                default ->
                {
                    assertEquals(4, position(request));
                    peer.send(request.number(), Replies.events(5, 6));
                }
            }
        };

        final Subscription subscription = connect().subscribe(0, listener);

        Await.until("six events", () -> subscription.position() == 6);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), seen);
        assertEquals(List.of(1L, 2L, 3L), node.numbers());
    }

    @Test
    void shouldLeaveOutEventsSeenBefore()
    {
        node.script = (peer, request) ->
        {
            peer.send(request.number(), Replies.events(3, 4, 5));
            peer.send(request.number(), Replies.events(4, 5));
            peer.send(request.number(), Replies.events(5, 6));
        };

        final Subscription subscription = connect().subscribe(4, listener);

        Await.until("event 6", () -> subscription.position() == 6);
        assertEquals(List.of(5L, 6L), seen);
    }

    @Test
    void shouldEndWhenEventsAreOutOfOrder()
    {
        node.script = (peer, request) ->
        {
            if (isSubscribe(request))
            {
                peer.send(request.number(), Replies.events(2, 1));
            }
        };

        connect().subscribe(0, listener);

        Await.until("the end", () -> ended.size() == 1);
        assertInstanceOf(SubscriptionEndedException.class, ended.getFirst());
        assertEquals(List.of(), seen);
    }

    @Test
    void shouldUnsubscribeOnClose()
    {
        node.script = (peer, request) ->
        {
            if (isSubscribe(request))
            {
                peer.send(request.number(), Replies.events(1));
            }
            else if (request.templateId() != UnsubscribeDecoder.TEMPLATE_ID)
            {
                answer(peer, request);
            }
        };
        final SuuupraClient client = connect();
        final Subscription subscription = client.subscribe(0, listener);
        Await.until("event 1", () -> subscription.position() == 1);

        subscription.close();
        awaitReceived(2);

        final ScriptedNode.Received unsubscribe = node.received.getLast();
        assertEquals(1, new UnsubscribeDecoder()
            .wrapAndApplyHeader(unsubscribe.buffer(), 0, new MessageHeaderDecoder()).subscription());
        node.lastPeer().send(1, Replies.events(2));
        Await.get(client.createTransfer(transfer(1)));
        assertEquals(List.of(1L), seen);
        assertEquals(List.of(), ended);
    }

    @Test
    void shouldTellTheListenerThatTheNodeRefused()
    {
        node.script = (peer, request) -> peer.fail(request.number(), FailureCode.FORBIDDEN);

        connect().subscribe(0, listener);

        Await.until("the end", () -> ended.size() == 1);
        assertEquals(FailureCode.FORBIDDEN, ((RequestRefusedException)ended.getFirst()).code());
    }

    @Test
    void shouldEndWhenTheListenerThrowsAndKeepThePosition()
    {
        node.script = (peer, request) ->
        {
            if (isSubscribe(request))
            {
                peer.send(request.number(), Replies.events(1));
                peer.send(request.number(), Replies.events(2));
            }
        };
        final AtomicInteger calls = new AtomicInteger();

        final Subscription subscription = connect().subscribe(0, new ChangeListener()
        {
            @Override
            public void onEvents(final List<ChangeEvent> events)
            {
                if (calls.incrementAndGet() == 2)
                {
                    throw new IllegalStateException("as the test says");
                }
            }

            @Override
            public void onEnd(final SuuupraException reason)
            {
                ended.add(reason);
            }
        });

        Await.until("the end", () -> ended.size() == 1);
        assertEquals(1, subscription.position());
        Await.until("unsubscribed", () -> node.received.stream()
            .anyMatch(each -> each.templateId() == UnsubscribeDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldSubscribeAgainAfterBusy()
    {
        final AtomicInteger refusals = new AtomicInteger();
        node.script = (peer, request) ->
        {
            if (!isSubscribe(request))
            {
                answer(peer, request);
            }
            else if (refusals.incrementAndGet() == 1)
            {
                peer.busy(request.number());
            }
            else
            {
                peer.send(request.number(), Replies.events(1));
            }
        };
        final SuuupraClient client = connect();

        final Subscription subscription = client.subscribe(0, listener);

        Await.until("event 1", () -> subscription.position() == 1);
        Await.get(client.createTransfer(transfer(1)));
        assertEquals(List.of(1L, 0L, 2L, 3L), node.numbers());
    }

    @Test
    void shouldUnsubscribeAgainAfterBusy()
    {
        final AtomicInteger unsubscribed = new AtomicInteger();
        node.script = (peer, request) ->
        {
            if (request.templateId() == UnsubscribeDecoder.TEMPLATE_ID && unsubscribed.incrementAndGet() == 1)
            {
                peer.busy(request.number());
            }
        };
        final Subscription subscription = connect().subscribe(0, listener);
        awaitReceived(1);

        subscription.close();

        Await.until("unsubscribed again", () -> unsubscribed.get() == 2);
        assertEquals(List.of(1L, 2L, 0L, 3L), node.numbers());
    }

    @Test
    void shouldEndWithTheClient()
    {
        node.script = (peer, request) ->
        {
            // Nothing happens.
        };
        final SuuupraClient client = connect();
        client.subscribe(0, listener);
        awaitReceived(1);

        client.close();
        client.subscribe(0, listener);

        Await.until("both ends", () -> ended.size() == 2);
    }

    @Test
    void shouldBoundTheSubscriptionsOfOneClient()
    {
        node.requestCredits = 1_000;
        node.script = (peer, request) ->
        {
            // Nothing happens.
        };
        final SuuupraClient client = connect();
        for (int i = 0; i < LiveSubscriptions.MAX + 1; i++)
        {
            client.subscribe(0, listener);
        }

        Await.until("the end of the last", () -> ended.size() == 1);
        awaitReceived(LiveSubscriptions.MAX);
    }
}
