package io.suuupra.engine.session;

import io.suuupra.codecs.generated.CreateAccountsReplyEncoder;
import io.suuupra.codecs.generated.CreateTransfersReplyEncoder;
import io.suuupra.codecs.generated.GroupSizeEncodingEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * A reply that is kept. One whose results are all {@code created}, 1 ns apart, takes no bytes of its own.
 */
final class Reply
{
    private static final int RESULT_LENGTH = 16;
    private static final int RESULTS = MessageHeaderEncoder.ENCODED_LENGTH + GroupSizeEncodingEncoder.ENCODED_LENGTH;

    long request;
    long firstTimestamp;
    int run;
    int templateId;
    int length;
    byte[] bytes = new byte[0];

    void keep(final long requestNumber, final DirectBuffer buffer, final int offset, final int replyLength)
    {
        request = requestNumber;
        templateId = buffer.getShort(offset + MessageHeaderEncoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
        run = isResults(templateId) ? runOf(buffer, offset) : 0;
        if (run > 0)
        {
            firstTimestamp = buffer.getLong(offset + RESULTS, LITTLE_ENDIAN);
            length = 0;
            return;
        }
        firstTimestamp = 0;
        length = replyLength;
        if (bytes.length < replyLength)
        {
            bytes = new byte[replyLength];
        }
        buffer.getBytes(offset, bytes, 0, replyLength);
    }

    /** @return bytes of the whole reply. */
    int replyLength()
    {
        return run > 0 ? RESULTS + run * RESULT_LENGTH : length;
    }

    void writeTo(final MutableDirectBuffer buffer, final int offset)
    {
        if (run == 0)
        {
            buffer.putBytes(offset, bytes, 0, length);
            return;
        }
        buffer.putShort(offset + MessageHeaderEncoder.blockLengthEncodingOffset(), (short)0, LITTLE_ENDIAN);
        buffer.putShort(offset + MessageHeaderEncoder.templateIdEncodingOffset(), (short)templateId, LITTLE_ENDIAN);
        buffer.putShort(
            offset + MessageHeaderEncoder.schemaIdEncodingOffset(), (short)MessageHeaderEncoder.SCHEMA_ID,
            LITTLE_ENDIAN);
        buffer.putShort(
            offset + MessageHeaderEncoder.versionEncodingOffset(), (short)MessageHeaderEncoder.SCHEMA_VERSION,
            LITTLE_ENDIAN);
        final int group = offset + MessageHeaderEncoder.ENCODED_LENGTH;
        buffer.putShort(group, (short)RESULT_LENGTH, LITTLE_ENDIAN);
        buffer.putShort(group + GroupSizeEncodingEncoder.numInGroupEncodingOffset(), (short)run, LITTLE_ENDIAN);
        for (int i = 0; i < run; i++)
        {
            final int at = offset + RESULTS + i * RESULT_LENGTH;
            buffer.putLong(at, firstTimestamp + i, LITTLE_ENDIAN);
            buffer.putLong(at + Long.BYTES, 0, LITTLE_ENDIAN);
        }
    }

    void forget()
    {
        request = 0;
        length = 0;
        bytes = new byte[0];
    }

    private static boolean isResults(final int templateId)
    {
        return templateId == CreateAccountsReplyEncoder.TEMPLATE_ID ||
            templateId == CreateTransfersReplyEncoder.TEMPLATE_ID;
    }

    private static int runOf(final DirectBuffer buffer, final int offset)
    {
        final int count = buffer.getShort(
            offset + MessageHeaderEncoder.ENCODED_LENGTH + GroupSizeEncodingEncoder.numInGroupEncodingOffset(),
            LITTLE_ENDIAN) & 0xFFFF;
        final long first = buffer.getLong(offset + RESULTS, LITTLE_ENDIAN);
        for (int i = 0; i < count; i++)
        {
            final int at = offset + RESULTS + i * RESULT_LENGTH;
            if (buffer.getLong(at, LITTLE_ENDIAN) != first + i || buffer.getByte(at + Long.BYTES) != 0)
            {
                return 0;
            }
        }
        return count;
    }
}
