package io.suuupra.gateway.wire;

import java.util.concurrent.TimeUnit;

/**
 * Watches the silence on a connection, in both directions. Time is handed in; confined to one thread.
 */
final class Pulse
{
    private static final int SILENT_BEATS_MAX = 10;

    private final long beatNs;
    private long lastReadNs;
    private long lastWriteNs;
    private long lastRoom;

    /** What the silence calls for. */
    enum Sign
    {
        /** Nothing. */
        ALIVE,

        /** The peer has heard nothing for a beat. */
        BEAT_DUE,

        /** The peer has said nothing for ten beats, though it was listened to. */
        DEAD
    }

    /**
     * @param beatMs silence after which a Heartbeat is due.
     * @param nowNs  time of the start.
     */
    Pulse(final long beatMs, final long nowNs)
    {
        beatNs = TimeUnit.MILLISECONDS.toNanos(beatMs);
        lastReadNs = nowNs;
        lastWriteNs = nowNs;
    }

    void onRead(final long nowNs)
    {
        lastReadNs = nowNs;
    }

    void onWrite(final long nowNs)
    {
        lastWriteNs = nowNs;
    }

    /**
     * @param nowNs  time.
     * @param paused true while the node itself does not read, because it owes the peer replies.
     * @param room   bytes that must still go out before more is written; that it changes shows that the peer reads.
     * @return what is to be done.
     */
    Sign sign(final long nowNs, final boolean paused, final long room)
    {
        if (paused || room != lastRoom)
        {
            lastReadNs = nowNs;
        }
        lastRoom = room;
        if (nowNs - lastReadNs >= SILENT_BEATS_MAX * beatNs)
        {
            return Sign.DEAD;
        }
        return nowNs - lastWriteNs >= beatNs ? Sign.BEAT_DUE : Sign.ALIVE;
    }
}
