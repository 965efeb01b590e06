package io.suuupra.client;

/**
 * What a request, a connection or a subscription ended with instead of an answer. Its subclasses say what is known of
 * the request's effect, which is what a caller has to decide by.
 */
public abstract sealed class SuuupraException extends RuntimeException
    permits BackPressureException, CommandRefusedException, ConnectionFailedException, OutcomeUnknownException,
    RequestNotSentException, RequestRefusedException, SubscriptionEndedException
{
    private static final long serialVersionUID = 1L;

    SuuupraException(final String message, final Throwable cause)
    {
        super(message, cause);
    }

    SuuupraException(final String message, final boolean writableStackTrace)
    {
        super(message, null, false, writableStackTrace);
    }
}
