package io.suuupra.gateway.wire;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.gateway.auth.KeyBucket;
import io.suuupra.gateway.net.Throttle;

/**
 * Holds one session to the rates of its key. A request above them is refused like one for which there is no room, and
 * the Resume that must follow is the last that is read until there is room again. Confined to the channel's event loop.
 */
final class RateGate
{
    private final Throttle throttle;
    private final int refusalsMax;
    private KeyBucket bucket;
    private boolean isLimited;
    private boolean isAdmitted;
    private int refusals;

    /**
     * @param throttle    of the connection.
     * @param refusalsMax that are written behind the first one: as many requests as an honest client has under way.
     */
    RateGate(final Throttle throttle, final int refusalsMax)
    {
        this.throttle = throttle;
        this.refusalsMax = refusalsMax;
    }

    /**
     * @param keys  bucket of the key that was proved.
     * @param nowNs value of {@link System#nanoTime()}.
     */
    void open(final KeyBucket keys, final long nowNs)
    {
        bucket = keys;
        pause(nowNs);
    }

    /**
     * @param nowNs value of {@link System#nanoTime()}.
     * @return null if the request may go on, also when it comes again because it had to wait for credit; else why not.
     */
    Malformed admit(final long nowNs)
    {
        final long waitNs = isAdmitted ? 0 : bucket.admit(nowNs);
        isAdmitted = waitNs == 0;
        if (isAdmitted)
        {
            return null;
        }
        isLimited = true;
        refusals = 0;
        return new Malformed(FailureCode.BUSY, Malformed.NO_INDEX, "", bucket.rule(waitNs));
    }

    /**
     * @param count of accounts, transfers or ids in a request that was admitted.
     * @param nowNs value of {@link System#nanoTime()}.
     */
    void charge(final int count, final long nowNs)
    {
        bucket.charge(count, nowNs);
    }

    /** A frame was handled; what comes next is another one. */
    void next()
    {
        isAdmitted = false;
    }

    /**
     * A request is refused because no Resume came since an earlier one was.
     *
     * @param nowNs value of {@link System#nanoTime()}.
     */
    void onRefusedBehind(final long nowNs)
    {
        if (isLimited && ++refusals > refusalsMax)
        {
            throttle.pause(bucket.waitNs(nowNs));
        }
    }

    /**
     * @param nowNs value of {@link System#nanoTime()}.
     */
    void onResume(final long nowNs)
    {
        if (isLimited)
        {
            isLimited = false;
            pause(nowNs);
        }
    }

    private void pause(final long nowNs)
    {
        final long waitNs = bucket.waitNs(nowNs);
        if (waitNs > 0)
        {
            throttle.pause(waitNs);
        }
    }
}
