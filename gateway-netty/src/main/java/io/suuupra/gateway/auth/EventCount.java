package io.suuupra.gateway.auth;

import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingDecoder;
import io.suuupra.codecs.generated.LookupAccountsDecoder;
import io.suuupra.codecs.generated.LookupTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * What a request counts against the events of its key.
 */
public final class EventCount
{
    private EventCount()
    {
    }

    /**
     * @param templateId of a request that has passed {@code MessageCheck}.
     * @param buffer     that holds it.
     * @param offset     of its message header.
     * @return accounts, transfers or ids in it, at least 1; 1 where it has none.
     */
    public static int of(final int templateId, final DirectBuffer buffer, final int offset)
    {
        return switch (templateId)
        {
            case CreateAccountsDecoder.TEMPLATE_ID,
                CreateTransfersDecoder.TEMPLATE_ID,
                LookupAccountsDecoder.TEMPLATE_ID,
                LookupTransfersDecoder.TEMPLATE_ID -> Math.max(1, buffer.getShort(
                    offset + MessageHeaderDecoder.ENCODED_LENGTH + GroupSizeEncodingDecoder.numInGroupEncodingOffset(),
                    ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
            default -> 1;
        };
    }
}
