package io.suuupra.client;

/**
 * A connection could not be made, or was lost. {@link SuuupraClient#connect} throws it; later losses are repaired by
 * reconnecting, and it is then the cause of the exceptions of requests whose deadline passed meanwhile.
 */
public final class ConnectionFailedException extends SuuupraException
{
    private static final long serialVersionUID = 1L;

    ConnectionFailedException(final String message)
    {
        super(message, null);
    }

    ConnectionFailedException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
