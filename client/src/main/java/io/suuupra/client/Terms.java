package io.suuupra.client;

import io.suuupra.codecs.frame.Limits;

/**
 * What a node grants a connection.
 *
 * @param requestCredits requests unanswered at one time, at least 1.
 * @param byteCredits    bytes of their frames, at least 1.
 * @param frameMax       bytes of the largest frame that the node takes.
 * @param heartbeatMs    longest silence of either side, at least 1.
 */
record Terms(int requestCredits, int byteCredits, int frameMax, int heartbeatMs)
{
    private static final int FRAME_LEAST = 1_024;
    private static final int HEARTBEAT_MAX_MS = 3_600_000;

    /**
     * @param requestCredits as sent.
     * @param byteCredits    as sent.
     * @param frameMax       as sent.
     * @param heartbeatMs    as sent.
     * @return the same, bounded.
     * @throws ConnectionFailedException if one of them makes it impossible to work.
     */
    static Terms of(final long requestCredits, final long byteCredits, final long frameMax, final long heartbeatMs)
    {
        check("request_credits", requestCredits, 1);
        check("byte_credits", byteCredits, FRAME_LEAST);
        check("frame_max", frameMax, FRAME_LEAST);
        check("heartbeat_ms", heartbeatMs, 1);
        return new Terms(
            (int)Math.min(requestCredits, Integer.MAX_VALUE),
            (int)Math.min(byteCredits, Integer.MAX_VALUE),
            (int)Math.min(frameMax, Limits.FRAME_MAX),
            (int)Math.min(heartbeatMs, HEARTBEAT_MAX_MS));
    }

    private static void check(final String name, final long value, final long min)
    {
        if (value < min)
        {
            throw new ConnectionFailedException("the node granted " + name + " of " + value + ", below " + min);
        }
    }
}
