package io.suuupra.engine;

/**
 * An invariant does not hold. The node must halt before its next reply.
 */
public final class CorruptStateException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message which invariant, with its figures.
     */
    public CorruptStateException(final String message)
    {
        super(message);
    }

    /**
     * @param holds   must be true.
     * @param message which invariant it is.
     */
    public static void require(final boolean holds, final String message)
    {
        if (!holds)
        {
            throw new CorruptStateException(message);
        }
    }
}
