package io.suuupra.tools.ledger;

import java.io.Serial;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The ledger could not be reached, or refused a whole request; the message is one line.
 */
public final class LedgerException extends Exception
{
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * @param message what happened, in one line.
     * @param cause   of it; null if there is none.
     */
    public LedgerException(final String message, final Throwable cause)
    {
        super(message, cause);
    }

    /**
     * Waits for an answer.
     *
     * @param future that the ledger completes.
     * @param <T>    the answer's type.
     * @return the answer.
     * @throws LedgerException if the request failed.
     */
    public static <T> T await(final CompletableFuture<T> future) throws LedgerException
    {
        try
        {
            return future.join();
        }
        catch (final CompletionException failed)
        {
            final Throwable cause = failed.getCause();
            if (cause instanceof Error error)
            {
                throw error;
            }
            throw new LedgerException(
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
        }
    }
}
