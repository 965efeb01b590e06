package io.suuupra.client;

import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UnsubscribeEncoder;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The subscriptions of a client. Each is asked for anew on every connection, from the last position delivered and
 * under a new number. Confined to the client's thread.
 */
final class LiveSubscriptions
{
    /** Subscriptions of one client at one time. */
    static final int MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSubscriptions.class);

    private static final long NONE = 0;

    private final List<LiveSubscription<?>> subscriptions = new ArrayList<>();

    /** Subscriptions to end, by the number of the Unsubscribe that may still be refused as busy. */
    private final Long2LongHashMap unsubscribes = new Long2LongHashMap(NONE);
    private final List<Long> unsubscribeAgain = new ArrayList<>();
    private final FrameWriter writer;

    LiveSubscriptions(final FrameWriter writer)
    {
        this.writer = writer;
    }

    /**
     * @return how many there are.
     */
    int size()
    {
        return subscriptions.size();
    }

    /**
     * @param subscription to be asked for.
     */
    void add(final LiveSubscription<?> subscription)
    {
        if (subscriptions.size() == MAX)
        {
            end(subscription, new SubscriptionEndedException("a client has at most " + MAX + " subscriptions", null));
        }
        else
        {
            subscriptions.add(subscription);
        }
    }

    /** The connection is lost. */
    void onLost()
    {
        for (final LiveSubscription<?> subscription : subscriptions)
        {
            subscription.number = NONE;
        }
        unsubscribes.clear();
        unsubscribeAgain.clear();
    }

    /**
     * The node has dealt with a request, and so with all that came before it.
     *
     * @param number of the request.
     */
    void onReached(final long number)
    {
        if (!unsubscribes.isEmpty())
        {
            unsubscribes.keySet().removeIfLong(each -> each < number);
        }
    }

    /**
     * @param number of a request.
     * @return true if a Subscribe or Unsubscribe with a higher number was sent.
     */
    boolean isSentAfter(final long number)
    {
        for (final long each : unsubscribes.keySet())
        {
            if (each > number)
            {
                return true;
            }
        }
        for (final LiveSubscription<?> subscription : subscriptions)
        {
            if (subscription.number > number)
            {
                return true;
            }
        }
        return false;
    }

    /**
     * Asks for what is not running and ends what was closed.
     *
     * @param connection that is open.
     * @param number     that is free.
     * @return the number that is free then.
     */
    long send(final Connection connection, final long number)
    {
        long free = number;
        while (!unsubscribeAgain.isEmpty() && !connection.isEnded())
        {
            unsubscribe(connection, free++, unsubscribeAgain.removeFirst());
        }
        final Iterator<LiveSubscription<?>> all = subscriptions.iterator();
        while (all.hasNext() && !connection.isEnded())
        {
            final LiveSubscription<?> subscription = all.next();
            if (subscription.isClosed())
            {
                all.remove();
                if (subscription.number != NONE)
                {
                    unsubscribe(connection, free++, subscription.number);
                }
            }
            else if (subscription.number == NONE)
            {
                subscription.number = free;
                subscribe(connection, free++, subscription);
            }
        }
        return free;
    }

    /**
     * Takes a message that is no frame's answer.
     *
     * @param number  of the request.
     * @param failure if it is one; else null.
     * @param buffer  that holds the checked message.
     * @param offset  of the message header.
     * @return true if it was refused as busy and has to be sent again.
     */
    boolean onMessage(
        final long number, final RequestRefusedException failure, final DirectBuffer buffer, final int offset)
    {
        final LiveSubscription<?> subscription = find(number);
        final boolean busy = failure != null && failure.code() == FailureCode.BUSY;
        final long unsubscribed = unsubscribes.remove(number);
        if (unsubscribed != NONE)
        {
            if (busy)
            {
                unsubscribeAgain.add(unsubscribed);
            }
            return busy;
        }
        if (subscription != null && busy)
        {
            subscription.number = NONE;
            return true;
        }
        if (subscription == null || subscription.isClosed())
        {
            // Was on its way when the subscription was closed.
            return false;
        }
        if (failure != null)
        {
            subscriptions.remove(subscription);
            end(subscription, failure);
            return false;
        }
        try
        {
            deliver(subscription, buffer, offset);
        }
        catch (final SubscriptionEndedException ended)
        {
            end(subscription, ended);
        }
        return false;
    }

    /**
     * @param reason to tell all listeners.
     */
    void end(final SuuupraException reason)
    {
        for (final LiveSubscription<?> subscription : subscriptions)
        {
            end(subscription, reason);
        }
        subscriptions.clear();
    }

    private void deliver(final LiveSubscription<?> subscription, final DirectBuffer buffer, final int offset)
    {
        final int templateId = ReplyForm.templateId(buffer, offset);
        if (templateId != subscription.stream().templateId())
        {
            throw new SubscriptionEndedException(
                "the node sent message " + templateId + " instead of events of the stream", null);
        }
        try
        {
            subscription.deliver(buffer, offset);
        }
        catch (final IllegalArgumentException unknownKind)
        {
            throw new SubscriptionEndedException("the node sent events that this client does not know", unknownKind);
        }
    }

    private void subscribe(
        final Connection connection, final long number, final LiveSubscription<?> subscription)
    {
        final int length = subscription.stream().askLength();
        connection.send(writer.write(number, length, (any, buffer, at) ->
        {
            subscription.stream().ask(subscription.position(), buffer, at);
            return length;
        }));
    }

    private void unsubscribe(final Connection connection, final long number, final long subscription)
    {
        unsubscribes.put(number, subscription);
        connection.send(writer.write(number, MessageLength.block(UnsubscribeEncoder.BLOCK_LENGTH), (any, buffer, at) ->
        {
            new UnsubscribeEncoder().wrapAndApplyHeader(buffer, at, new MessageHeaderEncoder())
                .subscription(subscription);
            return MessageLength.block(UnsubscribeEncoder.BLOCK_LENGTH);
        }));
    }

    private LiveSubscription<?> find(final long number)
    {
        for (final LiveSubscription<?> subscription : subscriptions)
        {
            if (subscription.number == number)
            {
                return subscription;
            }
        }
        return null;
    }

    private static void end(final LiveSubscription<?> subscription, final SuuupraException reason)
    {
        try
        {
            subscription.end(reason);
        }
        catch (final RuntimeException ex)
        {
            LOG.warn("a change listener threw from onEnd", ex);
        }
    }
}
