package io.suuupra.gateway.wire;

import java.util.concurrent.TimeUnit;

/**
 * Since when a frame has been arriving. Time is handed in; confined to one thread.
 */
final class FrameClock
{
    private final long timeoutNs;
    private boolean isRunning;
    private long sinceNs;

    /**
     * @param timeoutMs for a frame to arrive whole.
     */
    FrameClock(final long timeoutMs)
    {
        timeoutNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    }

    /**
     * @param isPartial true if a part of a frame is here, and it is the peer that the rest waits for.
     * @param isNew     true if it is not the frame of which a part was here before.
     * @param nowNs     time.
     */
    void look(final boolean isPartial, final boolean isNew, final long nowNs)
    {
        if (isPartial && (isNew || !isRunning))
        {
            sinceNs = nowNs;
        }
        isRunning = isPartial;
    }

    /**
     * @param nowNs time.
     * @return true if the frame takes too long.
     */
    boolean isLate(final long nowNs)
    {
        return isRunning && nowNs - sinceNs >= timeoutNs;
    }
}
