package io.suuupra.client;

import java.util.List;

/**
 * Takes the events of a {@link Subscription}. It is called by the client's one thread: it must not block and must not
 * wait for a future of the same client.
 *
 * @param <E> an event.
 */
@FunctionalInterface
public interface StreamListener<E>
{
    /**
     * Takes the next events: in order, without a gap, none twice within one subscription.
     *
     * @param events at least one.
     */
    void onEvents(List<E> events);

    /**
     * The subscription has ended and will not resume; {@link Subscription#position()} tells how far it came. Not called
     * after {@link Subscription#close()}. By default nothing is done.
     *
     * @param reason {@link RequestRefusedException} if the node refused it, else {@link SubscriptionEndedException}.
     */
    default void onEnd(final SuuupraException reason)
    {
    }
}
