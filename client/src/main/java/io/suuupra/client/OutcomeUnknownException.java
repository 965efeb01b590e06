package io.suuupra.client;

/**
 * The request may have been sent, but no answer came before its deadline or before the client was closed: <b>whether it
 * happened is unknown</b>. Look the ids up, or send the same events with the same ids again: what had happened then
 * answers {@code EXISTS}. Never send them again under new ids.
 */
public final class OutcomeUnknownException extends SuuupraException
{
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(final String message, final Throwable cause)
    {
        super("outcome unknown: " + message + "; look it up by id", cause);
    }
}
