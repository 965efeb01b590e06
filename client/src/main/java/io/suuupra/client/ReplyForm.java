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
import io.suuupra.codecs.generated.PaymentRowsDecoder;
import io.suuupra.codecs.generated.PaymentsReplyDecoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import io.suuupra.codecs.generated.UpiCycleDecoder;
import io.suuupra.codecs.generated.UpiCyclePaymentsDecoder;
import io.suuupra.codecs.generated.UpiReplyDecoder;
import io.suuupra.codecs.generated.UpiRequestsDecoder;
import io.suuupra.codecs.generated.UpiTransactionReplyDecoder;
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
    private static final int NOT_THERE = -1;
    private static final int TEXT_LENGTH = FailureDecoder.fieldHeaderLength();
    private static final int FAILURE_TEXTS = 2;
    private static final int REQUEST_TEXTS = 4;
    private static final int TRANSACTION_TEXTS = 3;

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
            return textsLength(buffer, group, rest, FAILURE_TEXTS) < 0 ?
                "a failure whose texts do not lie in " + rest + " bytes" : null;
        }
        if (templateId == UpiRequestsDecoder.TEMPLATE_ID)
        {
            return checkRows(buffer, group, rest, eventMin, REQUEST_TEXTS);
        }
        if (templateId == UpiTransactionReplyDecoder.TEMPLATE_ID)
        {
            return checkRows(buffer, group, rest, eventMin, TRANSACTION_TEXTS);
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

    // Each row is a block with texts behind it, so its length is not known before.
    private static String checkRows(
        final DirectBuffer buffer, final int group, final int rest, final int blockMin, final int textsOfEach)
    {
        if (rest < GROUP_LENGTH)
        {
            return "rows without their group";
        }
        final int block = unsignedShort(buffer, group);
        final int count = unsignedShort(buffer, group + GroupSizeEncodingDecoder.numInGroupEncodingOffset());
        int used = GROUP_LENGTH;
        for (int i = 0; i < count; i++)
        {
            final int texts = block < blockMin || rest - used < block ? NOT_THERE :
                textsLength(buffer, group + used + block, rest - used - block, textsOfEach);
            if (texts == NOT_THERE)
            {
                return "row " + i + " of " + count + " does not lie in " + rest + " bytes";
            }
            used += block + texts;
        }
        return null;
    }

    /** Gives the bytes of so many texts with their lengths; {@code NOT_THERE} if they do not lie in the rest. */
    private static int textsLength(final DirectBuffer buffer, final int texts, final int rest, final int count)
    {
        int used = 0;
        for (int text = 0; text < count; text++)
        {
            if (rest - used < TEXT_LENGTH)
            {
                return NOT_THERE;
            }
            final long length = buffer.getInt(texts + used, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            if (length > rest - used - TEXT_LENGTH)
            {
                return NOT_THERE;
            }
            used += TEXT_LENGTH + (int)length;
        }
        return used;
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
            case UpiReplyDecoder.TEMPLATE_ID -> UpiReplyDecoder.BLOCK_LENGTH;
            case UpiCycleDecoder.TEMPLATE_ID -> UpiCycleDecoder.BLOCK_LENGTH;
            case UpiCyclePaymentsDecoder.TEMPLATE_ID -> UpiCyclePaymentsDecoder.BLOCK_LENGTH;
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
                StateReplyDecoder.TEMPLATE_ID,
                UpiReplyDecoder.TEMPLATE_ID -> NO_GROUP;
            case CreateAccountsReplyDecoder.TEMPLATE_ID -> CreateAccountsReplyDecoder.ResultsDecoder.sbeBlockLength();
            case CreateTransfersReplyDecoder.TEMPLATE_ID -> CreateTransfersReplyDecoder.ResultsDecoder.sbeBlockLength();
            case AccountsReplyDecoder.TEMPLATE_ID -> AccountsReplyDecoder.AccountsDecoder.sbeBlockLength();
            case TransfersReplyDecoder.TEMPLATE_ID -> TransfersReplyDecoder.TransfersDecoder.sbeBlockLength();
            case BalancesReplyDecoder.TEMPLATE_ID -> BalancesReplyDecoder.BalancesDecoder.sbeBlockLength();
            case ChangeEventsDecoder.TEMPLATE_ID -> ChangeEventsDecoder.EventsDecoder.sbeBlockLength();
            case UpiRequestsDecoder.TEMPLATE_ID -> UpiRequestsDecoder.RequestsDecoder.sbeBlockLength();
            case PaymentsReplyDecoder.TEMPLATE_ID -> PaymentsReplyDecoder.ResultsDecoder.sbeBlockLength();
            case PaymentRowsDecoder.TEMPLATE_ID -> PaymentRowsDecoder.RowsDecoder.sbeBlockLength();
            case UpiCycleDecoder.TEMPLATE_ID -> UpiCycleDecoder.BanksDecoder.sbeBlockLength();
            case UpiCyclePaymentsDecoder.TEMPLATE_ID -> UpiCyclePaymentsDecoder.PaymentsDecoder.sbeBlockLength();
            case UpiTransactionReplyDecoder.TEMPLATE_ID ->
                UpiTransactionReplyDecoder.TransactionsDecoder.sbeBlockLength();
            default -> UNKNOWN;
        };
    }

    private static int unsignedShort(final DirectBuffer buffer, final int offset)
    {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
