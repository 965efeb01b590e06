package io.suuupra.tools.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The form of a delimited file.
 *
 * @param delimiter between fields: an ASCII character, neither a line end nor the quote.
 * @param quote     around fields that hold delimiters or line ends, doubled inside: an ASCII character;
 *                  {@link #NO_QUOTE} if the file has none.
 * @param header    true if the first record names the columns.
 * @param charset   UTF-8, or one byte a character with ASCII in its lower half.
 */
public record CsvFormat(char delimiter, char quote, boolean header, Charset charset)
{
    /** The file has no quotes. */
    public static final char NO_QUOTE = 0;

    private static final int ASCII_MAX = 0x7F;

    /**
     * @throws IllegalArgumentException if a part is not allowed; the message names it.
     */
    public CsvFormat
    {
        if (delimiter == 0 || delimiter > ASCII_MAX || delimiter == '\n' || delimiter == '\r')
        {
            throw new IllegalArgumentException("delimiter must be one ASCII character other than a line end");
        }
        if (quote > ASCII_MAX || quote == '\n' || quote == '\r' || quote == delimiter)
        {
            throw new IllegalArgumentException(
                "quote must be one ASCII character other than a line end or the delimiter");
        }
        if (!isSplitByByte(charset))
        {
            throw new IllegalArgumentException(
                "charset must be UTF-8 or one byte a character with ASCII in its lower half, not " + charset);
        }
    }

    /**
     * In such a charset no byte of another character looks like a delimiter, so records are cut before they are
     * decoded.
     */
    private static boolean isSplitByByte(final Charset charset)
    {
        if (charset.equals(StandardCharsets.UTF_8))
        {
            return true;
        }
        if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() != 1.0f)
        {
            return false;
        }
        final byte[] ascii = new byte[ASCII_MAX + 1];
        for (int i = 0; i < ascii.length; i++)
        {
            ascii[i] = (byte)i;
        }
        return new String(ascii, charset).equals(new String(ascii, StandardCharsets.US_ASCII));
    }
}
