package io.suuupra.tools.mapping;

import java.io.Serial;

/**
 * A row that cannot be mapped; the message says why. A value in the shape of an exception: it carries no stack trace.
 */
public final class BadRowException extends Exception
{
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * @param reason why, naming the column or the part of the mapping.
     */
    public BadRowException(final String reason)
    {
        super(reason, null, false, false);
    }
}
