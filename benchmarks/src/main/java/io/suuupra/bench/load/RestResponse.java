package io.suuupra.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the end of a response by its Content-Length, and what it says of the one transfer. Confined to one thread.
 */
final class RestResponse
{
    /** Bytes of the longest response that is understood. */
    static final int LENGTH_MAX = 8 * 1024;

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] OK = "200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CREATED = "\"status\":\"created\"".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes = new byte[LENGTH_MAX];
    private int count;
    private int headSearched;
    private int bodyAt;
    private int length;

    /** Forgets the response before. */
    void clear()
    {
        count = 0;
        headSearched = 0;
        bodyAt = 0;
        length = 0;
    }

    /**
     * @param in bytes that came; all are taken.
     * @return true if the response is complete.
     * @throws IOException if it is too long, has no length, or more came than one response.
     */
    boolean add(final ByteBuffer in) throws IOException
    {
        if (in.remaining() > bytes.length - count)
        {
            throw new IOException("the node's response is longer than " + LENGTH_MAX + " bytes");
        }
        final int more = in.remaining();
        in.get(bytes, count, more);
        count += more;
        if (bodyAt == 0)
        {
            final int headEnd = find(HEAD_END, headSearched, count);
            if (headEnd < 0)
            {
                headSearched = Math.max(0, count - HEAD_END.length);
                return false;
            }
            bodyAt = headEnd + HEAD_END.length;
            length = bodyAt + contentLength(headEnd);
        }
        if (count > length)
        {
            throw new IOException("the node sent more than it was asked for");
        }
        return count == length;
    }

    private int contentLength(final int headEnd) throws IOException
    {
        final int at = find(LENGTH, 0, headEnd);
        if (at < 0)
        {
            throw new IOException("the node's response has no Content-Length: " + firstLine());
        }
        int value = 0;
        for (int i = at + LENGTH.length; i < headEnd && bytes[i] != '\r'; i++)
        {
            if (bytes[i] != ' ')
            {
                value = value * 10 + bytes[i] - '0';
                if (bytes[i] < '0' || bytes[i] > '9' || value > LENGTH_MAX)
                {
                    throw new IOException("the node's Content-Length is wrong");
                }
            }
        }
        return value;
    }

    /** @return true if the whole response says that the transfer was created. */
    boolean isCreated()
    {
        for (int i = 0; i < OK.length; i++)
        {
            if (bytes[STATUS_AT + i] != OK[i])
            {
                return false;
            }
        }
        return find(CREATED, bodyAt, length) >= 0;
    }

    /** @return what a refusal says: the status line and the body. */
    String text()
    {
        return firstLine() + " " + new String(bytes, bodyAt, Math.max(0, length - bodyAt), StandardCharsets.UTF_8);
    }

    private String firstLine()
    {
        return new String(bytes, 0, count, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
    }

    // Letters of the head in either case; what is looked for is in lower case where it has letters at all.
    private int find(final byte[] what, final int from, final int to)
    {
        for (int at = from; at <= to - what.length; at++)
        {
            int i = 0;
            while (i < what.length && lower(bytes[at + i]) == what[i])
            {
                i++;
            }
            if (i == what.length)
            {
                return at;
            }
        }
        return -1;
    }

    private static byte lower(final byte letter)
    {
        return letter >= 'A' && letter <= 'Z' ? (byte)(letter + ('a' - 'A')) : letter;
    }
}
