package io.suuupra.tools.mapping;

import java.io.Serial;

/**
 * A mapping file that is refused; the message names the place in it and the rule.
 */
public final class MappingException extends Exception
{
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * @param path of the place, such as {@code transfers[0].amount}; empty for the whole file.
     * @param rule that is broken there.
     */
    public MappingException(final String path, final String rule)
    {
        super(path.isEmpty() ? rule : path + ": " + rule);
    }
}
