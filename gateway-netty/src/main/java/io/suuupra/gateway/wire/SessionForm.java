package io.suuupra.gateway.wire;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.AuthenticateDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.ResumeDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * The form of the messages that belong to the session itself: what {@code MessageCheck} is for requests.
 */
final class SessionForm
{
    /** Bytes of the largest frame that is read from a peer who has not authenticated. */
    static final int STRANGER_FRAME_MAX = 256;

    private SessionForm()
    {
    }

    static int templateId(final DirectBuffer message)
    {
        return message.getShort(
            MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * @param message its header at 0.
     * @return true if it is one of the session's own.
     */
    static boolean isSessions(final DirectBuffer message)
    {
        return blockLength(message) >= 0;
    }

    /**
     * @param message one of the session's own, its header at 0.
     * @param length  of header and message.
     * @return null if it is well-formed; else what is wrong with it.
     */
    static Malformed check(final DirectBuffer message, final int length)
    {
        final int schemaId = field(message, MessageHeaderDecoder.schemaIdEncodingOffset());
        final int version = field(message, MessageHeaderDecoder.versionEncodingOffset());
        final int blockLength = field(message, MessageHeaderDecoder.blockLengthEncodingOffset());
        final int expected = blockLength(message);
        if (schemaId != MessageHeaderDecoder.SCHEMA_ID)
        {
            return malformed(FailureCode.MALFORMED, "schema_id",
                "must be " + MessageHeaderDecoder.SCHEMA_ID + ", is " + schemaId);
        }
        if (version > MessageHeaderDecoder.SCHEMA_VERSION)
        {
            return malformed(FailureCode.UNSUPPORTED_VERSION, "version",
                "this node speaks versions 0 to " + MessageHeaderDecoder.SCHEMA_VERSION +
                ", the message has " + version);
        }
        if (blockLength != expected)
        {
            return malformed(FailureCode.MALFORMED, "block_length", "must be " + expected + ", is " + blockLength);
        }
        final int body = length - MessageHeaderDecoder.ENCODED_LENGTH;
        return body == expected ? null : malformed(FailureCode.MALFORMED, "length",
            "the message's body must have " + expected + " bytes, has " + body);
    }

    private static int blockLength(final DirectBuffer message)
    {
        return switch (templateId(message))
        {
            case AuthenticateDecoder.TEMPLATE_ID -> AuthenticateDecoder.BLOCK_LENGTH;
            case HeartbeatDecoder.TEMPLATE_ID -> HeartbeatDecoder.BLOCK_LENGTH;
            case ResumeDecoder.TEMPLATE_ID -> ResumeDecoder.BLOCK_LENGTH;
            default -> -1;
        };
    }

    private static int field(final DirectBuffer message, final int offset)
    {
        return message.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static Malformed malformed(final FailureCode code, final String field, final String rule)
    {
        return new Malformed(code, Malformed.NO_INDEX, field, rule);
    }
}
