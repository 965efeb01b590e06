package io.suuupra.gateway.rest.upi;

import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.edge.upi.UpiText;
import io.suuupra.gateway.json.BadJsonException;
import org.agrona.MutableDirectBuffer;

/**
 * Turns requests about UPI into the SBE messages that a binary client would send. Each method writes a message with its
 * header at 0 and gives its length. Confined to one thread.
 */
public final class UpiRequests
{
    private final UpiMapper mapper;

    /**
     * @param mapper of this thread.
     */
    public UpiRequests(final UpiMapper mapper)
    {
        this.mapper = mapper;
    }

    /** A payment or a collect, as {@link PayJson} reads it. */
    public int pay(final ReqPay message, final MutableDirectBuffer target)
    {
        return mapper.encode(message, target, 0);
    }

    /** What has become of a transaction. */
    public int transaction(final String id, final MutableDirectBuffer target) throws BadJsonException
    {
        if (!UpiText.isId(id))
        {
            throw new BadJsonException("id", "must be 1 to " + UpiText.ID_MAX + " letters and digits");
        }
        return mapper.encodeGetTransaction(id, target, 0);
    }
}
