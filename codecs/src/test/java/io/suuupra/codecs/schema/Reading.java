package io.suuupra.codecs.schema;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfHeaderDecoder;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;
import uk.co.real_logic.sbe.otf.TokenListener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a decoder of a given schema sees in a message: the bytes of each field by its path, which holds the index of
 * each element.
 */
final class Reading implements TokenListener
{
    /** Stands for a field that came later than the message. */
    static final String ABSENT = "absent";

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Deque<String> path = new ArrayDeque<>();

    private Reading()
    {
    }

    /**
     * @param schema  of the decoder.
     * @param message header and message, of any version.
     * @return the fields in their order.
     */
    static Map<String, String> of(final Ir schema, final byte[] message)
    {
        final DirectBuffer buffer = new UnsafeBuffer(message);
        final OtfHeaderDecoder header = new OtfHeaderDecoder(schema.headerStructure());
        final List<Token> tokens = schema.getMessage(header.getTemplateId(buffer, 0));
        final Reading reading = new Reading();
        final int end = OtfMessageDecoder.decode(
            buffer,
            header.encodedLength(),
            header.getSchemaVersion(buffer, 0),
            header.getBlockLength(buffer, 0),
            tokens,
            reading);
        if (end != message.length)
        {
            throw new IllegalStateException("read " + end + " of " + message.length + " bytes");
        }
        return reading.fields;
    }

    @Override
    public void onEncoding(
        final Token fieldToken,
        final DirectBuffer buffer,
        final int bufferIndex,
        final Token typeToken,
        final int actingVersion)
    {
        put(fieldToken, buffer, bufferIndex, typeToken.encodedLength(), actingVersion);
    }

    @Override
    public void onEnum(
        final Token fieldToken,
        final DirectBuffer buffer,
        final int bufferIndex,
        final List<Token> tokens,
        final int fromIndex,
        final int toIndex,
        final int actingVersion)
    {
        put(fieldToken, buffer, bufferIndex, tokens.get(fromIndex).encodedLength(), actingVersion);
    }

    @Override
    public void onBitSet(
        final Token fieldToken,
        final DirectBuffer buffer,
        final int bufferIndex,
        final List<Token> tokens,
        final int fromIndex,
        final int toIndex,
        final int actingVersion)
    {
        put(fieldToken, buffer, bufferIndex, tokens.get(fromIndex).encodedLength(), actingVersion);
    }

    @Override
    public void onBeginComposite(
        final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex)
    {
        path.addLast(fieldToken.name());
    }

    @Override
    public void onEndComposite(
        final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex)
    {
        path.removeLast();
    }

    @Override
    public void onBeginMessage(final Token token)
    {
        path.addLast(token.name());
    }

    @Override
    public void onEndMessage(final Token token)
    {
        path.removeLast();
    }

    @Override
    public void onGroupHeader(final Token token, final int numInGroup)
    {
        fields.put(String.join(".", path) + "." + token.name(), numInGroup + " elements");
    }

    @Override
    public void onBeginGroup(final Token token, final int groupIndex, final int numInGroup)
    {
        path.addLast(token.name() + "[" + groupIndex + "]");
    }

    @Override
    public void onEndGroup(final Token token, final int groupIndex, final int numInGroup)
    {
        path.removeLast();
    }

    @Override
    public void onVarData(
        final Token fieldToken,
        final DirectBuffer buffer,
        final int bufferIndex,
        final int length,
        final Token typeToken)
    {
        put(fieldToken, buffer, bufferIndex, length, Integer.MAX_VALUE);
    }

    private void put(
        final Token field, final DirectBuffer buffer, final int index, final int length, final int actingVersion)
    {
        final byte[] bytes = new byte[length];
        if (actingVersion >= field.version())
        {
            buffer.getBytes(index, bytes);
        }
        final String name = String.join(".", path) + "." + field.name();
        fields.put(name, actingVersion >= field.version() ? HexFormat.of().formatHex(bytes) : ABSENT);
    }
}
