package io.suuupra.codecs.frame;

import io.suuupra.codecs.schema.Schema;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of one request as the schema has it, independent of {@link MessageCheck}'s own table.
 *
 * @param name        of the message.
 * @param templateId  of the message.
 * @param blockLength of the root block.
 * @param group       name of the group; null where there is none.
 * @param eventLength of one element; 0 where there is no group.
 * @param int64s      all signed 64-bit fields, of the block or of one event.
 * @param texts       names of the texts behind the block, as in REST.
 */
record RequestForm(
    String name, int templateId, int blockLength, String group, int eventLength, List<Int64> int64s,
    List<String> texts)
{
    static final int TEXT_HEADER_LENGTH = 4;
    static final int HEADER_LENGTH = 8;
    static final int GROUP_HEADER_LENGTH = 4;
    static final int FIRST_TEMPLATE = 20;
    static final int LAST_TEMPLATE = 99;

    private static final Ir SCHEMA = Schema.current();

    /** A signed field by its name in REST, at an offset in its block. */
    record Int64(String name, int offset)
    {
    }

    /** @return events that one request may carry. */
    int eventsMax()
    {
        return name.equals("LookupPayments") ? Limits.PAYMENT_ROWS_MAX : Limits.EVENTS_MAX;
    }

    static List<RequestForm> all()
    {
        return SCHEMA.messages().stream()
            .filter(tokens -> tokens.getFirst().id() >= FIRST_TEMPLATE && tokens.getFirst().id() <= LAST_TEMPLATE)
            .map(RequestForm::of)
            .toList();
    }

    private static RequestForm of(final List<Token> tokens)
    {
        final List<Int64> int64s = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        Token group = null;
        for (int i = 0; i < tokens.size(); i++)
        {
            final Token token = tokens.get(i);
            if (token.signal() == Signal.BEGIN_GROUP)
            {
                group = token;
            }
            if (token.signal() == Signal.BEGIN_VAR_DATA)
            {
                texts.add(FlagsTest.snake(token.name()));
            }
            if (token.signal() == Signal.BEGIN_FIELD)
            {
                final Token type = tokens.get(i + 1);
                if (type.signal() == Signal.ENCODING && type.encoding().primitiveType() == PrimitiveType.INT64)
                {
                    int64s.add(new Int64(FlagsTest.snake(token.name()), type.offset()));
                }
            }
        }
        return new RequestForm(
            tokens.getFirst().name(),
            tokens.getFirst().id(),
            tokens.getFirst().encodedLength(),
            group == null ? null : group.name(),
            group == null ? 0 : group.encodedLength(),
            int64s,
            texts);
    }

    /** The offset in the message of the block, or of an event, that holds the signed fields. */
    int blockAt(final int index)
    {
        return group == null ? HEADER_LENGTH : HEADER_LENGTH + blockLength + GROUP_HEADER_LENGTH + index * eventLength;
    }

    /** The offset in the message of a text's length. */
    int textAt(final int index, final int textLength)
    {
        return HEADER_LENGTH + blockLength + index * (TEXT_HEADER_LENGTH + textLength);
    }

    /**
     * A well-formed message, every field 0, in a buffer that ends where the message ends. Where there are texts, each
     * is empty, or has three bytes if it is of several events.
     */
    UnsafeBuffer message(final int events)
    {
        final int groupLength = group == null ? 0 : GROUP_HEADER_LENGTH + events * eventLength;
        final int textLength = events > 1 ? 3 : 0;
        final ByteBuffer bytes = ByteBuffer.wrap(new byte[textAt(texts.size(), textLength) + groupLength])
            .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short)blockLength);
        bytes.putShort((short)templateId);
        bytes.putShort((short)SCHEMA.id());
        bytes.putShort((short)SCHEMA.version());
        if (group != null)
        {
            bytes.putShort(HEADER_LENGTH + blockLength, (short)eventLength);
            bytes.putShort(HEADER_LENGTH + blockLength + 2, (short)events);
        }
        for (int i = 0; i < texts.size(); i++)
        {
            bytes.putInt(textAt(i, textLength), textLength);
        }
        return new UnsafeBuffer(bytes.array());
    }

    @Override
    public String toString()
    {
        return name;
    }
}
