package io.suuupra.codecs.schema;

import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/**
 * Writes a message of any template in the layout of a given schema: random bytes in every field.
 */
final class RandomMessage
{
    static final int ELEMENTS = 3;

    private static final int LENGTH_MAX = 4096;
    private static final int DATA_LENGTH = 11;

    private final Random random;
    private final ByteBuffer out = ByteBuffer.allocate(LENGTH_MAX).order(ByteOrder.LITTLE_ENDIAN);

    private RandomMessage(final long seed)
    {
        random = new Random(seed);
    }

    /**
     * @param schema     whose layout and version the message has.
     * @param templateId of the message.
     * @param seed       of its bytes.
     * @return header and message.
     */
    static byte[] write(final Ir schema, final int templateId, final long seed)
    {
        final RandomMessage message = new RandomMessage(seed);
        final List<Token> tokens = schema.getMessage(templateId);
        message.out.putShort((short)tokens.getFirst().encodedLength());
        message.out.putShort((short)templateId);
        message.out.putShort((short)schema.id());
        message.out.putShort((short)schema.version());
        message.bytes(tokens.getFirst().encodedLength());
        message.groupsAndData(tokens, 1, tokens.size() - 1);
        final byte[] bytes = new byte[message.out.position()];
        message.out.get(0, bytes);
        return bytes;
    }

    private void groupsAndData(final List<Token> tokens, final int from, final int to)
    {
        int i = from;
        while (i < to)
        {
            final Token token = tokens.get(i);
            switch (token.signal())
            {
                case BEGIN_GROUP -> group(tokens, i);
                case BEGIN_VAR_DATA ->
                {
                    out.putInt(DATA_LENGTH);
                    bytes(DATA_LENGTH);
                }
                case BEGIN_FIELD ->
                {
                    // Its bytes are part of the block.
                }
                default -> throw new IllegalStateException("unexpected " + token);
            }
            i += token.componentTokenCount();
        }
    }

    private void group(final List<Token> tokens, final int index)
    {
        final Token group = tokens.get(index);
        final int first = index + 1 + tokens.get(index + 1).componentTokenCount();
        out.putShort((short)group.encodedLength());
        out.putShort((short)ELEMENTS);
        for (int i = 0; i < ELEMENTS; i++)
        {
            bytes(group.encodedLength());
            groupsAndData(tokens, first, index + group.componentTokenCount() - 1);
        }
    }

    private void bytes(final int length)
    {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        out.put(bytes);
    }
}
