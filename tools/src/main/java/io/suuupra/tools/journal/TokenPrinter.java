package io.suuupra.tools.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.edge.UInt128;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.TokenListener;
import uk.co.real_logic.sbe.otf.Types;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the fields of a message as JSON while the schema's decoder walks over it. It knows kinds of types and no
 * message: what the schema gains is printed without a change here.
 *
 * <p>Numbers of 64 and 128 bits become decimal strings, sets lists of names, enums names, bytes hexadecimal digits. A
 * field that is younger than the message, or that is optional and not there, is null. Confined to one thread.
 */
final class TokenPrinter implements TokenListener
{
    private static final String UINT_128 = "uint128";
    private static final String HIGH = "high";

    private final JsonGenerator json;
    private final SchemaNames names;
    private int version;
    private int composites;
    private boolean inNumber;
    private long low;
    private long high;

    TokenPrinter(final JsonGenerator json, final SchemaNames names)
    {
        this.json = json;
        this.names = names;
    }

    /**
     * @param actingVersion of the schema that the next message was written with.
     */
    void version(final int actingVersion)
    {
        version = actingVersion;
    }

    /** Writes JSON; the decoder's callbacks may not throw what it throws. */
    private interface Writing
    {
        void run() throws IOException;
    }

    private static void write(final Writing writing)
    {
        try
        {
            writing.run();
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onBeginMessage(final Token token)
    {
        write(json::writeStartObject);
    }

    @Override
    public void onEndMessage(final Token token)
    {
        write(json::writeEndObject);
    }

    @Override
    public void onEncoding(
        final Token fieldToken,
        final DirectBuffer buffer,
        final int index,
        final Token typeToken,
        final int actingVersion)
    {
        if (inNumber)
        {
            putHalf(fieldToken, buffer, index, typeToken);
            return;
        }
        write(() ->
        {
            json.writeFieldName(name(fieldToken, typeToken));
            if (isMissing(fieldToken))
            {
                json.writeNull();
            }
            else if (typeToken.arrayLength() > 1)
            {
                writeArray(buffer, index, typeToken);
            }
            else
            {
                writeNumber(buffer, index, typeToken);
            }
        });
    }

    private void putHalf(final Token fieldToken, final DirectBuffer buffer, final int index, final Token typeToken)
    {
        if (isMissing(fieldToken))
        {
            return;
        }
        final long half = Types.getLong(buffer, index, typeToken.encoding());
        if (typeToken.name().equals(HIGH))
        {
            high = half;
        }
        else
        {
            low = half;
        }
    }

    private void writeArray(final DirectBuffer buffer, final int index, final Token typeToken) throws IOException
    {
        final PrimitiveType type = typeToken.encoding().primitiveType();
        final byte[] bytes = new byte[typeToken.arrayLength() * type.size()];
        buffer.getBytes(index, bytes);
        json.writeString(type == PrimitiveType.CHAR ?
            new String(bytes, Charset.forName(typeToken.encoding().characterEncoding())).replace("\0", "") :
            HexFormat.of().formatHex(bytes));
    }

    private void writeNumber(final DirectBuffer buffer, final int index, final Token typeToken) throws IOException
    {
        final Encoding encoding = typeToken.encoding();
        final long value = typeToken.isConstantEncoding() ?
            encoding.constValue().longValue() : Types.getLong(buffer, index, encoding);
        if (typeToken.isOptionalEncoding() && value == encoding.applicableNullValue().longValue())
        {
            json.writeNull();
            return;
        }
        switch (encoding.primitiveType())
        {
            case INT64 -> json.writeString(Long.toString(value));
            case UINT64 -> json.writeString(Long.toUnsignedString(value));
            case CHAR -> json.writeString(String.valueOf((char)value));
            case FLOAT, DOUBLE -> throw new IllegalStateException("the schema has no floating point");
            default -> json.writeNumber(value);
        }
    }

    @Override
    public void onEnum(
        final Token fieldToken,
        final DirectBuffer buffer,
        final int index,
        final List<Token> tokens,
        final int fromIndex,
        final int toIndex,
        final int actingVersion)
    {
        write(() ->
        {
            json.writeFieldName(name(fieldToken, tokens.get(fromIndex)));
            if (isMissing(fieldToken))
            {
                json.writeNull();
                return;
            }
            final Encoding encoding = tokens.get(fromIndex + 1).encoding();
            final long value = Types.getLong(buffer, index, encoding);
            for (int i = fromIndex + 1; i < toIndex; i++)
            {
                if (tokens.get(i).encoding().constValue().longValue() == value)
                {
                    json.writeString(names.of(tokens.get(i).name()));
                    return;
                }
            }
            final PrimitiveValue none = encoding.applicableNullValue();
            if (none != null && none.longValue() == value)
            {
                json.writeNull();
            }
            else
            {
                json.writeNumber(value);
            }
        });
    }

    @Override
    public void onBitSet(
        final Token fieldToken,
        final DirectBuffer buffer,
        final int index,
        final List<Token> tokens,
        final int fromIndex,
        final int toIndex,
        final int actingVersion)
    {
        write(() ->
        {
            json.writeFieldName(name(fieldToken, tokens.get(fromIndex)));
            if (isMissing(fieldToken))
            {
                json.writeNull();
                return;
            }
            json.writeStartArray();
            long left = Types.getLong(buffer, index, tokens.get(fromIndex + 1).encoding());
            for (int i = fromIndex + 1; i < toIndex; i++)
            {
                final long bit = 1L << tokens.get(i).encoding().constValue().longValue();
                if ((left & bit) != 0)
                {
                    json.writeString(names.of(tokens.get(i).name()));
                    left &= ~bit;
                }
            }
            // A client may set bits that mean nothing yet; what it sent is shown all the same.
            for (; left != 0; left &= left - 1)
            {
                json.writeString("bit_" + Long.numberOfTrailingZeros(left));
            }
            json.writeEndArray();
        });
    }

    @Override
    public void onBeginComposite(
        final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex)
    {
        inNumber = tokens.get(fromIndex).applicableTypeName().equals(UINT_128);
        write(() ->
        {
            json.writeFieldName(name(fieldToken, tokens.get(fromIndex)));
            if (!inNumber)
            {
                json.writeStartObject();
            }
        });
        composites++;
    }

    @Override
    public void onEndComposite(
        final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex)
    {
        composites--;
        write(() ->
        {
            if (!inNumber)
            {
                json.writeEndObject();
            }
            else if (isMissing(fieldToken))
            {
                json.writeNull();
            }
            else
            {
                json.writeString(new UInt128(high, low).toString());
            }
        });
        inNumber = false;
    }

    @Override
    public void onGroupHeader(final Token token, final int count)
    {
        write(() ->
        {
            json.writeArrayFieldStart(names.of(token.name()));
            if (count == 0)
            {
                json.writeEndArray();
            }
        });
    }

    @Override
    public void onBeginGroup(final Token token, final int index, final int count)
    {
        write(json::writeStartObject);
    }

    @Override
    public void onEndGroup(final Token token, final int index, final int count)
    {
        write(() ->
        {
            json.writeEndObject();
            if (index + 1 == count)
            {
                json.writeEndArray();
            }
        });
    }

    @Override
    public void onVarData(
        final Token fieldToken, final DirectBuffer buffer, final int index, final int length, final Token typeToken)
    {
        write(() ->
        {
            final byte[] bytes = new byte[length];
            buffer.getBytes(index, bytes);
            final String encoding = typeToken.encoding().characterEncoding();
            json.writeStringField(names.of(fieldToken.name()), encoding == null || encoding.isEmpty() ?
                HexFormat.of().formatHex(bytes) : new String(bytes, Charset.forName(encoding)));
        });
    }

    private String name(final Token fieldToken, final Token typeToken)
    {
        return names.of(composites > 0 ? typeToken.name() : fieldToken.name());
    }

    private boolean isMissing(final Token fieldToken)
    {
        return fieldToken.version() > version;
    }
}
