package io.suuupra.engine.host.local;

/**
 * The host's clock, which every command is stamped with. Any thread.
 */
public interface HostClock
{
    /**
     * @return nanoseconds since 1970-01-01T00:00Z.
     * @throws ClockJumpException if the clock cannot be trusted any more.
     */
    long nowNs();

    /** The system's clock moved further than a node may follow. */
    final class ClockJumpException extends RuntimeException
    {
        private static final long serialVersionUID = 1L;

        ClockJumpException(final String message)
        {
            super(message);
        }
    }
}
