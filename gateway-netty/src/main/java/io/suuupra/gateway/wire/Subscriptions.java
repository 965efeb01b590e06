package io.suuupra.gateway.wire;

import io.netty.channel.Channel;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.gateway.metrics.GatewayMetrics;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The subscriptions of one connection. Confined to the channel's event loop.
 */
final class Subscriptions
{
    private final Long2ObjectHashMap<Subscription> open = new Long2ObjectHashMap<>();
    private final ChangePump pump;
    private final Delivery delivery;
    private final Channel channel;
    private final Outbox outbox;
    private final GatewayMetrics metrics;
    private final int max;

    Subscriptions(
        final ChangePump pump,
        final Delivery delivery,
        final Channel channel,
        final Outbox outbox,
        final GatewayMetrics metrics,
        final int max)
    {
        this.pump = pump;
        this.delivery = delivery;
        this.channel = channel;
        this.outbox = outbox;
        this.metrics = metrics;
        this.max = max;
    }

    /**
     * Opens the stream of changes.
     *
     * @param principal who subscribes.
     * @param request   number of the Subscribe.
     * @param position  of the last event already seen.
     * @return null if it was opened; else why not.
     */
    Malformed open(final Principal principal, final long request, final long position)
    {
        final Malformed refused = check(request);
        if (refused == null)
        {
            add(request, new ChangeSource(pump.feed(), principal, position));
        }
        return refused;
    }

    /**
     * Opens the stream of what the UPI switch asks a participant.
     *
     * @param principal who subscribes.
     * @param request   number of the SubscribeUpi.
     * @param position  of the last request already dealt with.
     * @return null if it was opened; else why not.
     */
    Malformed openUpi(final Principal principal, final long request, final long position)
    {
        final Malformed refused = check(request);
        if (refused != null)
        {
            return refused;
        }
        final Subscription.Source requests = delivery.open(principal.key(), position);
        if (requests == null)
        {
            return new Malformed(FailureCode.FORBIDDEN, Malformed.NO_INDEX, "key",
                "no participant of UPI comes with this key");
        }
        add(request, requests);
        return null;
    }

    private Malformed check(final long request)
    {
        if (open.size() >= max)
        {
            return new Malformed(FailureCode.FORBIDDEN, Malformed.NO_INDEX, "subscriptions",
                "a connection has at most " + max + " subscriptions");
        }
        if (open.containsKey(request))
        {
            return new Malformed(FailureCode.MALFORMED, Malformed.NO_INDEX, "request",
                "a subscription with this request number is open");
        }
        return null;
    }

    private void add(final long request, final Subscription.Source source)
    {
        final Subscription subscription = new Subscription(pump, channel, outbox, source, request);
        open.put(request, subscription);
        metrics.subscribed();
        pump.add(subscription);
    }

    /**
     * @param request number of the Subscribe.
     * @return null if it was closed; else why not.
     */
    Malformed close(final long request)
    {
        final Subscription subscription = open.remove(request);
        if (subscription == null)
        {
            return new Malformed(FailureCode.MALFORMED, Malformed.NO_INDEX, "subscription",
                "there is no open subscription with this number");
        }
        subscription.close();
        metrics.unsubscribed();
        return null;
    }

    /** The channel takes more again. */
    void onWritable()
    {
        for (final Subscription subscription : open.values())
        {
            subscription.onRoom();
        }
    }

    /** Ends them all. */
    void closeAll()
    {
        for (final Subscription subscription : open.values())
        {
            subscription.close();
            metrics.unsubscribed();
        }
        open.clear();
    }
}
