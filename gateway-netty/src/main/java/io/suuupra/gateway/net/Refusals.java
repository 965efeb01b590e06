package io.suuupra.gateway.net;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.engine.host.Offer;
import io.suuupra.gateway.metrics.Readiness;

/**
 * What is said when the host does not take a request.
 */
public final class Refusals
{
    private Refusals()
    {
    }

    /**
     * @param offer     that was not accepted.
     * @param readiness of the node.
     * @return why the request was refused.
     */
    public static Malformed of(final Offer offer, final Readiness readiness)
    {
        return switch (offer)
        {
            case BUSY -> refused(FailureCode.BUSY, "the node has no room for the request now; nothing of it happened");
            case SHORTAGE -> refused(FailureCode.SHORTAGE, "only reads are served: " + readiness.notReady());
            case HALTED -> refused(FailureCode.HALTED, "the node takes no requests: " + readiness.notReady());
            case ACCEPTED -> throw new IllegalArgumentException("an accepted request is not refused");
        };
    }

    private static Malformed refused(final FailureCode code, final String rule)
    {
        return new Malformed(code, Malformed.NO_INDEX, "", rule);
    }
}
