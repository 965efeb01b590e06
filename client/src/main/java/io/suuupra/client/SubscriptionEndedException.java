package io.suuupra.client;

/**
 * A subscription ended otherwise than by {@link Subscription#close()}: the client was closed, the listener threw, or
 * the node sent what cannot be understood.
 */
public final class SubscriptionEndedException extends SuuupraException
{
    private static final long serialVersionUID = 1L;

    SubscriptionEndedException(final String message, final Throwable cause)
    {
        super("subscription ended: " + message, cause);
    }
}
