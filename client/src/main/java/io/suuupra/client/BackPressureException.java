package io.suuupra.client;

/**
 * {@link ClientOptions#pendingMax()} would be exceeded: nothing was queued and nothing will be sent. Wait for some of
 * the pending requests, or shed load.
 *
 * <p>It carries no stack trace, so that an overload does not grow through the cost of reporting it.
 */
public final class BackPressureException extends SuuupraException
{
    private static final long serialVersionUID = 1L;

    BackPressureException(final int pendingMax)
    {
        super("pendingMax: " + pendingMax + " events wait already; this request was not queued", false);
    }
}
