package io.suuupra.tools.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A cursor over the records of a delimited file. Memory is bounded by the longest record allowed.
 *
 * <p>Records end with LF or CR LF; empty lines are skipped. A record whose quotes are wrong, that is too long or cannot
 * be decoded is handed out with a {@link #problem()}; reading goes on at the line after the one on which it began.
 */
public final class CsvReader implements Closeable
{
    /** Bytes of the longest record, its line end included. */
    public static final int RECORD_MAX = 1024 * 1024;

    /** Fields of one record. */
    public static final int FIELDS_MAX = 1_024;

    private static final int FILL_LENGTH = 64 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte)0xEF, (byte)0xBB, (byte)0xBF};

    private final InputStream input;
    private final CsvFormat format;
    private final CharsetDecoder decoder;
    private final List<String> fields = new ArrayList<>();
    private byte[] buffer = new byte[2 * FILL_LENGTH];
    private int start;
    private int end;
    private boolean atEnd;
    private boolean atStart = true;
    private long nextLine = 1;
    private long line;
    private long bytesRead;
    private String problem;

    /**
     * @param input  to read, from its first byte; closed with this reader.
     * @param format of the file.
     */
    public CsvReader(final InputStream input, final CsvFormat format)
    {
        this.input = input;
        this.format = format;
        this.decoder = format.charset().newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Moves to the next record.
     *
     * @return false at the end of the file.
     * @throws IOException if the input cannot be read.
     */
    public boolean next() throws IOException
    {
        skipByteOrderMark();
        fields.clear();
        problem = null;
        while (fill(1))
        {
            line = nextLine;
            final int length = recordLength();
            if (problem != null)
            {
                skipLine();
                return true;
            }
            final int content = contentLength(length);
            if (content > 0)
            {
                split(start, start + content);
                if (problem != null)
                {
                    fields.clear();
                    skipLine();
                }
                else
                {
                    consume(length);
                }
                return true;
            }
            consume(length);
        }
        return false;
    }

    /**
     * @return the fields of the record, without their quotes; empty if it has a problem. Valid until the next record.
     */
    public List<String> fields()
    {
        return Collections.unmodifiableList(fields);
    }

    /**
     * @return what is wrong with the record; null if nothing is.
     */
    public String problem()
    {
        return problem;
    }

    /**
     * @return the line on which the record begins, from 1.
     */
    public long line()
    {
        return line;
    }

    /**
     * @return bytes of the file taken so far.
     */
    public long bytesRead()
    {
        return bytesRead;
    }

    @Override
    public void close() throws IOException
    {
        input.close();
    }

    private void skipByteOrderMark() throws IOException
    {
        if (atStart)
        {
            atStart = false;
            if (fill(BYTE_ORDER_MARK.length) && format.charset().equals(StandardCharsets.UTF_8) &&
                Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length))
            {
                start = BYTE_ORDER_MARK.length;
                bytesRead = BYTE_ORDER_MARK.length;
            }
        }
    }

    /** Length of the record at {@code start}, its line end included. Sets the problem where no end is found in time. */
    private int recordLength() throws IOException
    {
        boolean inQuotes = false;
        for (int i = 0; i < RECORD_MAX && fill(i + 1); i++)
        {
            final byte b = buffer[start + i];
            if (b == format.quote() && format.quote() != CsvFormat.NO_QUOTE)
            {
                // A doubled quote toggles twice; what is wrong with any other is found when the record is split.
                inQuotes = !inQuotes;
            }
            else if (b == '\n' && !inQuotes)
            {
                return i + 1;
            }
        }
        if (inQuotes)
        {
            problem = "a quote is not closed";
        }
        else if (fill(RECORD_MAX))
        {
            problem = "the record is longer than " + RECORD_MAX + " bytes";
        }
        return end - start;
    }

    private int contentLength(final int length)
    {
        int content = length;
        if (content > 0 && buffer[start + content - 1] == '\n')
        {
            content--;
        }
        if (content > 0 && buffer[start + content - 1] == '\r')
        {
            content--;
        }
        return content;
    }

    private void split(final int from, final int to)
    {
        int position = from;
        while (true)
        {
            if (fields.size() == FIELDS_MAX)
            {
                problem = "the record has more than " + FIELDS_MAX + " fields";
                return;
            }
            final boolean quoted =
                position < to && format.quote() != CsvFormat.NO_QUOTE && buffer[position] == format.quote();
            position = quoted ? quotedField(position + 1, to) : plainField(position, to);
            if (problem != null || position >= to)
            {
                return;
            }
            // Behind the delimiter there is one more field, be it empty.
            position++;
        }
    }

    private int plainField(final int from, final int to)
    {
        int position = from;
        while (position < to && buffer[position] != format.delimiter())
        {
            if (format.quote() != CsvFormat.NO_QUOTE && buffer[position] == format.quote())
            {
                problem = "a quote stands inside field " + (fields.size() + 1) + ", which does not begin with one";
                return to;
            }
            position++;
        }
        add(buffer, from, position - from);
        return position;
    }

    private int quotedField(final int from, final int to)
    {
        final byte[] content = new byte[to - from];
        int length = 0;
        int position = from;
        while (true)
        {
            // The record was cut where its quotes are even, so the closing one lies before its end.
            final byte b = buffer[position++];
            if (b != format.quote())
            {
                content[length++] = b;
            }
            else if (position < to && buffer[position] == format.quote())
            {
                content[length++] = b;
                position++;
            }
            else
            {
                break;
            }
        }
        if (position < to && buffer[position] != format.delimiter())
        {
            problem = "text follows the closing quote of field " + (fields.size() + 1);
            return to;
        }
        add(content, 0, length);
        return position;
    }

    private void add(final byte[] bytes, final int offset, final int length)
    {
        for (int i = offset; i < offset + length; i++)
        {
            if (bytes[i] < 0)
            {
                decode(bytes, offset, length);
                return;
            }
        }
        fields.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    private void decode(final byte[] bytes, final int offset, final int length)
    {
        try
        {
            fields.add(decoder.decode(ByteBuffer.wrap(bytes, offset, length)).toString());
        }
        catch (final CharacterCodingException notOfTheCharset)
        {
            problem = "field " + (fields.size() + 1) + " is not valid " + format.charset();
        }
    }

    /** Drops the rest of the line at {@code start}, however long it is. */
    private void skipLine() throws IOException
    {
        while (fill(1))
        {
            for (int i = start; i < end; i++)
            {
                if (buffer[i] == '\n')
                {
                    consume(i + 1 - start);
                    return;
                }
            }
            consume(end - start);
        }
    }

    private void consume(final int length)
    {
        for (int i = start; i < start + length; i++)
        {
            if (buffer[i] == '\n')
            {
                nextLine++;
            }
        }
        start += length;
        bytesRead += length;
    }

    /** Sees to it that {@code length} bytes are there behind {@code start}; false if the file ends before. */
    private boolean fill(final int length) throws IOException
    {
        while (end - start < length && !atEnd)
        {
            if (buffer.length - end < FILL_LENGTH)
            {
                // Moved to the front; grown only when a record fills most of it.
                final byte[] target =
                    end - start > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
                System.arraycopy(buffer, start, target, 0, end - start);
                end -= start;
                start = 0;
                buffer = target;
            }
            final int read = input.read(buffer, end, buffer.length - end);
            if (read < 0)
            {
                atEnd = true;
            }
            else
            {
                end += read;
            }
        }
        return end - start >= length;
    }
}
