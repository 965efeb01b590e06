package io.suuupra.client;

import io.suuupra.codecs.edge.ChangeEvent;

/**
 * Takes the changes of a {@link Subscription}. A consumer that needs time hands the events over to a thread of its own,
 * with a bound, and closes the subscription when the bound is reached; it resumes later from the position it has
 * stored. Whoever stores the position of the last event, which is its timestamp, in the same transaction as its own
 * change has every event exactly once, also over restarts.
 */
@FunctionalInterface
public interface ChangeListener extends StreamListener<ChangeEvent>
{
}
