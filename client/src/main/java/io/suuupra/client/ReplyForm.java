package io.suuupra.client;

import io.suuupra.codecs.generated.AccountsReplyDecoder;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.BalancesReplyDecoder;
import io.suuupra.codecs.generated.ChallengeDecoder;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.GroupSizeEncodingDecoder;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * The one check of the form of what a node sends: whoever reads it afterwards need not look at a length again. Blocks
 * and events may be longer than this client's schema has them, as a later version of the node sends them.
 */
final class ReplyForm
{
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_LENGTH = GroupSizeEncodingDecoder.ENCODED_LENGTH;
    private static final int NO_GROUP = -1;
    private static final int UNKNOWN = -2;

    private ReplyForm()
    {
    }

    /**
     * @param buffer that holds a message with its header.
     * @param offset of the message header.
     * @param length of header and message.
     * @return null if it may be read; else what is wrong with it.
     */
    static String check(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < HEADER_LENGTH)
        {
            return "a message of " + length + " bytes";
        }
        final int schemaId = unsignedShort(buffer, offset + MessageHeaderDecoder.schemaIdEncodingOffset());
        if (schemaId != MessageHeaderDecoder.SCHEMA_ID)
        {
            return "a message of schema " + schemaId;
        }
        final int templateId = templateId(buffer, offset);
        final int block = unsignedShort(buffer, offset + MessageHeaderDecoder.blockLengthEncodingOffset());
        final int blockMin = blockLength(templateId);
        final int eventMin = eventLength(templateId);
        if (eventMin == UNKNOWN)
        {
            return "a message of template " + templateId;
        }
        final int rest = length - HEADER_LENGTH - block;
        if (block < blockMin || rest < 0)
        {
            return "message " + templateId + " with a block of " + block + " bytes in " + length;
        }
        final int group = offset + HEADER_LENGTH + block;
        if (templateId == FailureDecoder.TEMPLATE_ID)
        {
            return checkTexts(buffer, group, rest);
        }
        return eventMin == NO_GROUP ? null : checkGroup(buffer, group, rest, eventMin, templateId);
    }

    /**
     * @param buffer that holds a checked message.
     * @param offset of the message header.
     * @return its template.
     */
    static int templateId(final DirectBuffer buffer, final int offset)
    {
        return unsignedShort(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset());
    }

    private static String checkGroup(
        final DirectBuffer buffer, final int group, final int rest, final int eventMin, final int templateId)
    {
        if (rest < GROUP_LENGTH)
        {
            return "message " + templateId + " without its group";
        }
        final int event = unsignedShort(buffer, group);
        final int count = unsignedShort(buffer, group + GroupSizeEncodingDecoder.numInGroupEncodingOffset());
        return event < eventMin || (long)event * count > rest - GROUP_LENGTH ?
            "message " + templateId + " with " + count + " events of " + event + " bytes in " + rest : null;
    }

    private static String checkTexts(final DirectBuffer buffer, final int texts, final int rest)
    {
        int used = 0;
        for (int text = 0; text < 2; text++)
        {
            if (rest - used < FailureDecoder.fieldHeaderLength())
            {
                return "a failure without its texts";
            }
            final long length = buffer.getInt(texts + used, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            if (length > rest - used - FailureDecoder.fieldHeaderLength())
            {
                return "a failure with a text of " + length + " bytes in " + rest;
            }
            used += FailureDecoder.fieldHeaderLength() + (int)length;
        }
        return null;
    }

    private static int blockLength(final int templateId)
    {
        return switch (templateId)
        {
            case ChallengeDecoder.TEMPLATE_ID -> ChallengeDecoder.BLOCK_LENGTH;
            case AuthenticatedDecoder.TEMPLATE_ID -> AuthenticatedDecoder.BLOCK_LENGTH;
            case FailureDecoder.TEMPLATE_ID -> FailureDecoder.BLOCK_LENGTH;
            case CommandReplyDecoder.TEMPLATE_ID -> CommandReplyDecoder.BLOCK_LENGTH;
            case StateReplyDecoder.TEMPLATE_ID -> StateReplyDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    private static int eventLength(final int templateId)
    {
        return switch (templateId)
        {
            case ChallengeDecoder.TEMPLATE_ID,
                AuthenticatedDecoder.TEMPLATE_ID,
                HeartbeatDecoder.TEMPLATE_ID,
                FailureDecoder.TEMPLATE_ID,
                CommandReplyDecoder.TEMPLATE_ID,
                StateReplyDecoder.TEMPLATE_ID -> NO_GROUP;
            case CreateAccountsReplyDecoder.TEMPLATE_ID -> CreateAccountsReplyDecoder.ResultsDecoder.sbeBlockLength();
            case CreateTransfersReplyDecoder.TEMPLATE_ID -> CreateTransfersReplyDecoder.ResultsDecoder.sbeBlockLength();
            case AccountsReplyDecoder.TEMPLATE_ID -> AccountsReplyDecoder.AccountsDecoder.sbeBlockLength();
            case TransfersReplyDecoder.TEMPLATE_ID -> TransfersReplyDecoder.TransfersDecoder.sbeBlockLength();
            case BalancesReplyDecoder.TEMPLATE_ID -> BalancesReplyDecoder.BalancesDecoder.sbeBlockLength();
            case ChangeEventsDecoder.TEMPLATE_ID -> ChangeEventsDecoder.EventsDecoder.sbeBlockLength();
            default -> UNKNOWN;
        };
    }

    private static int unsignedShort(final DirectBuffer buffer, final int offset)
    {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
