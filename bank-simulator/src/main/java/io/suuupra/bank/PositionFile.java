package io.suuupra.bank;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far a participant has dealt with its requests. It may be behind: what comes again is answered as before.
 */
final class PositionFile
{
    private static final int DIGITS_MAX = 19;

    private final Path file;

    PositionFile(final Path file)
    {
        this.file = file;
    }

    /**
     * @return the position; 0 where none was ever written.
     * @throws IOException if it cannot be read, or is no number.
     */
    long read() throws IOException
    {
        final String text;
        try
        {
            text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        }
        catch (final NoSuchFileException none)
        {
            return 0;
        }
        if (text.isEmpty() || text.length() > DIGITS_MAX || !text.chars().allMatch(c -> c >= '0' && c <= '9'))
        {
            throw new IOException(file + " must hold a position, a number of up to " + DIGITS_MAX + " digits");
        }
        return Long.parseLong(text);
    }

    /**
     * @param position to go on from.
     * @throws IOException if it cannot be written.
     */
    void write(final long position) throws IOException
    {
        final Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, position + "\n", StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
