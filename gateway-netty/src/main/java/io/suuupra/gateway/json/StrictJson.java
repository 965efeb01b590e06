package io.suuupra.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.suuupra.codecs.edge.UInt128;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Pulls values out of one JSON text and refuses everything that was not asked for.
 *
 * <p>Whole numbers come as decimal strings or, up to 2^53 - 1, as JSON numbers: above that many senders round without
 * saying so. Every method throws {@link BadJsonException} naming the path of the value. Confined to one thread.
 */
public final class StrictJson implements Closeable
{
    /** The largest integer up to which every JSON number is exact in every sender. */
    public static final long EXACT_MAX = (1L << 53) - 1;

    private static final int DEPTH_MAX = 8;
    private static final int TEXT_MAX = 1024;
    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private static final long UINT16_MAX = 0xFFFFL;
    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH_MAX)
            .maxNumberLength(TEXT_MAX)
            .maxStringLength(TEXT_MAX)
            .maxNameLength(TEXT_MAX)
            .build())
        .build();

    private final JsonParser parser;
    private final long[] seen = new long[DEPTH_MAX + 1];
    private int depth;

    /**
     * @param text UTF-8.
     * @throws IOException if the text cannot be read.
     */
    public StrictJson(final InputStream text) throws IOException
    {
        parser = FACTORY.createParser(text);
    }

    @Override
    public void close() throws IOException
    {
        parser.close();
    }

    /**
     * Enters the object that must come first.
     *
     * @throws BadJsonException if something else comes.
     */
    public void startRoot() throws BadJsonException
    {
        next();
        startObject();
    }

    /**
     * Enters the array that must come first.
     *
     * @throws BadJsonException if something else comes.
     */
    public void startRootArray() throws BadJsonException
    {
        next();
        expect(JsonToken.START_ARRAY, "an array");
    }

    /**
     * Sees to it that nothing but white space is left.
     *
     * @throws BadJsonException if something is.
     */
    public void end() throws BadJsonException
    {
        if (next() != null)
        {
            throw new BadJsonException("", "nothing may follow the value");
        }
    }

    /**
     * Enters an object at the current value.
     *
     * @throws BadJsonException if the value is something else.
     */
    public void startObject() throws BadJsonException
    {
        expect(JsonToken.START_OBJECT, "an object");
        depth++;
        seen[depth] = 0;
    }

    /**
     * Goes to the next field of the object and to its value.
     *
     * @param fields that it may have.
     * @return name of the field; null at the end of the object.
     * @throws BadJsonException if the field is unknown or was there before.
     */
    public String nextField(final FieldNames fields) throws BadJsonException
    {
        if (next() == JsonToken.END_OBJECT)
        {
            depth--;
            return null;
        }
        final String name = name();
        final int ordinal = fields.ordinal(name);
        if (ordinal < 0)
        {
            throw bad("is not a known field");
        }
        final long bit = 1L << ordinal;
        if ((seen[depth] & bit) != 0)
        {
            throw bad("must not be given twice");
        }
        seen[depth] |= bit;
        next();
        return name;
    }

    /**
     * Enters an array at the current value.
     *
     * @throws BadJsonException if the value is something else.
     */
    public void startArray() throws BadJsonException
    {
        expect(JsonToken.START_ARRAY, "an array");
    }

    /**
     * @return true if it went to a next element of the array; false at the array's end.
     * @throws BadJsonException if the text breaks off.
     */
    public boolean nextElement() throws BadJsonException
    {
        return next() != JsonToken.END_ARRAY;
    }

    /**
     * @return a number from 0 to 2^128 - 1, in decimal or as a UUID.
     * @throws BadJsonException if the value is none.
     */
    public UInt128 uint128() throws BadJsonException
    {
        final JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING)
        {
            try
            {
                return UInt128.parse(text());
            }
            catch (final IllegalArgumentException notOne)
            {
                throw bad(notOne.getMessage());
            }
        }
        return UInt128.of(integer(EXACT_MAX, "2^53 - 1; send it as a string"));
    }

    /**
     * @return a number from 0 to 2^64 - 1.
     * @throws BadJsonException if the value is none.
     */
    public long uint64() throws BadJsonException
    {
        return integer(-1, "2^64 - 1");
    }

    /**
     * @return a number from 0 to 2^63 - 1.
     * @throws BadJsonException if the value is none.
     */
    public long uint63() throws BadJsonException
    {
        return integer(Long.MAX_VALUE, "2^63 - 1");
    }

    /**
     * @return a number from 0 to 2^32 - 1, as the bits of an int.
     * @throws BadJsonException if the value is none.
     */
    public int uint32() throws BadJsonException
    {
        return (int)integer(UINT32_MAX, "2^32 - 1");
    }

    /**
     * @return a number from 0 to 65,535.
     * @throws BadJsonException if the value is none.
     */
    public int uint16() throws BadJsonException
    {
        return (int)integer(UINT16_MAX, "65535");
    }

    /**
     * @param min lowest value allowed, not below 0.
     * @param max highest value allowed.
     * @return a number between the two.
     * @throws BadJsonException if the value is none.
     */
    public int between(final int min, final int max) throws BadJsonException
    {
        final long value = integer(UINT32_MAX, "2^32 - 1");
        if (value < min || value > max)
        {
            throw bad("must be " + min + " to " + max);
        }
        return (int)value;
    }

    /**
     * @param lengthMin fewest characters allowed.
     * @param lengthMax most characters allowed, at most 1,024.
     * @return a string.
     * @throws BadJsonException if the value is none, or too short or too long.
     */
    public String string(final int lengthMin, final int lengthMax) throws BadJsonException
    {
        expect(JsonToken.VALUE_STRING, "a string");
        final String text = text();
        if (text.length() < lengthMin || text.length() > lengthMax)
        {
            throw bad("must have " + lengthMin + " to " + lengthMax + " characters");
        }
        return text;
    }

    /**
     * @param names of the bits, lowest first.
     * @return the bits that an array of names stands for.
     * @throws BadJsonException if the value is no such array, or a name is unknown or comes twice.
     */
    public int flags(final List<String> names) throws BadJsonException
    {
        startArray();
        int flags = 0;
        while (nextElement())
        {
            expect(JsonToken.VALUE_STRING, "a string");
            final int bit = names.indexOf(text());
            if (bit < 0)
            {
                throw bad("must be one of " + String.join(", ", names));
            }
            if ((flags & 1 << bit) != 0)
            {
                throw bad("must not be given twice");
            }
            flags |= 1 << bit;
        }
        return flags;
    }

    /**
     * @param rule that the current value breaks.
     * @return what to throw.
     */
    public BadJsonException bad(final String rule)
    {
        return new BadJsonException(path(parser.getParsingContext(), new StringBuilder()).toString(), rule);
    }

    private long integer(final long max, final String maxText) throws BadJsonException
    {
        final JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT)
        {
            throw bad(token == JsonToken.VALUE_NUMBER_FLOAT ?
                "must be a whole number, without a point or an exponent" :
                "must be a decimal number or a string of digits, is " + describe(token));
        }
        try
        {
            final long value = digits(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), max, maxText);
            if (token == JsonToken.VALUE_NUMBER_INT && Long.compareUnsigned(value, EXACT_MAX) > 0)
            {
                throw bad("a number above 2^53 - 1 must be sent as a string");
            }
            return value;
        }
        catch (final IOException broken)
        {
            throw broken(broken);
        }
    }

    private long digits(final char[] text, final int offset, final int length, final long max, final String maxText)
        throws BadJsonException
    {
        if (length == 0)
        {
            throw bad("must have at least one digit");
        }
        long value = 0;
        boolean above = false;
        for (int i = offset; i < offset + length; i++)
        {
            final char c = text[i];
            if (c < '0' || c > '9')
            {
                throw bad(i == offset && c == '-' ? "must not be negative" : "must have decimal digits only");
            }
            // Eighteen digits always fit; from there on the unsigned number times ten plus the digit may pass 2^64 - 1.
            above |= i - offset >= 18 &&
                Long.compareUnsigned(value, Long.divideUnsigned(-1L - (c - '0'), 10)) > 0;
            value = value * 10 + (c - '0');
        }
        if (above || Long.compareUnsigned(value, max) > 0)
        {
            throw bad("must be 0 to " + maxText);
        }
        return value;
    }

    private void expect(final JsonToken expected, final String name) throws BadJsonException
    {
        final JsonToken token = parser.currentToken();
        if (token != expected)
        {
            throw bad("must be " + name + ", is " + describe(token));
        }
    }

    private JsonToken next() throws BadJsonException
    {
        try
        {
            final JsonToken token = parser.nextToken();
            if (token == null && depth > 0)
            {
                throw new BadJsonException("", "the text breaks off");
            }
            return token;
        }
        catch (final IOException broken)
        {
            throw broken(broken);
        }
    }

    private String name() throws BadJsonException
    {
        try
        {
            return parser.currentName();
        }
        catch (final IOException broken)
        {
            throw broken(broken);
        }
    }

    private String text() throws BadJsonException
    {
        try
        {
            return parser.getText();
        }
        catch (final IOException broken)
        {
            throw broken(broken);
        }
    }

    private BadJsonException broken(final IOException broken)
    {
        final JsonLocation at = broken instanceof final JsonProcessingException syntax ? syntax.getLocation() : null;
        final String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return broken instanceof JsonEOFException ?
            new BadJsonException("", "the text breaks off" + where) : bad("is not valid JSON" + where);
    }

    private static String describe(final JsonToken token)
    {
        if (token == null)
        {
            return "missing";
        }
        return switch (token)
        {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> token.asString();
        };
    }

    private static StringBuilder path(final JsonStreamContext context, final StringBuilder path)
    {
        final JsonStreamContext parent = context.getParent();
        if (parent != null)
        {
            path(parent, path);
        }
        if (context.inArray() && context.hasCurrentIndex())
        {
            path.append('[').append(context.getCurrentIndex()).append(']');
        }
        else if (context.inObject() && context.hasCurrentName())
        {
            path.append(path.isEmpty() ? "" : ".").append(shortened(context.getCurrentName()));
        }
        return path;
    }

    // An unknown name comes from outside: the answer names it, but not at any length.
    private static String shortened(final String name)
    {
        return name.length() <= 64 ? name : name.substring(0, 61) + "...";
    }
}
