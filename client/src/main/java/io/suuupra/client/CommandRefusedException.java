package io.suuupra.client;

import io.suuupra.codecs.generated.CommandStatus;

/**
 * The engine took a command that is not a batch and refused what it asks for. It changed nothing.
 */
public final class CommandRefusedException extends SuuupraException
{
    private static final long serialVersionUID = 1L;

    private final CommandStatus status;

    CommandRefusedException(final CommandStatus status)
    {
        super("refused by the engine: " + status, null);
        this.status = status;
    }

    /**
     * @return why; never {@code DONE}.
     */
    public CommandStatus status()
    {
        return status;
    }
}
