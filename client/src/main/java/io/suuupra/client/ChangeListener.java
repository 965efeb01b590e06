package io.suuupra.client;

import io.suuupra.codecs.edge.ChangeEvent;

import java.util.List;

/**
 * Takes the changes of a {@link Subscription}. It is called by the client's one thread: it must not block and must not
 * wait for a future of the same client. A consumer that needs time hands the events over to a thread of its own, with a
 * bound, and closes the subscription when the bound is reached; it resumes later from the position it has stored.
 */
@FunctionalInterface
public interface ChangeListener
{
    /**
     * Takes the next changes: in order, without a gap, none twice within one subscription. Whoever stores the position
     * of the last event in the same transaction as its own change has every event exactly once, also over restarts.
     *
     * @param events at least one; the position of each is its timestamp.
     */
    void onEvents(List<ChangeEvent> events);

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
