package io.suuupra.client;

/**
 * The request certainly did not happen: its deadline passed, or the client was closed, before it left, or while the
 * node was still refusing it as busy. It may be made again.
 */
public final class RequestNotSentException extends SuuupraException
{
    private static final long serialVersionUID = 1L;

    RequestNotSentException(final String message, final Throwable cause)
    {
        super("not sent: " + message, cause);
    }
}
