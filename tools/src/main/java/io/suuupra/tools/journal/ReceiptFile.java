package io.suuupra.tools.journal;

import io.suuupra.journal.audit.Receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A receipt in a file. */
public final class ReceiptFile
{
    private ReceiptFile()
    {
    }

    /**
     * @param file with a receipt.
     * @return the receipt; nothing is proven yet.
     * @throws IllegalArgumentException if the file does not hold one, byte for byte as a node writes it.
     * @throws IOException              if it cannot be read.
     */
    public static Receipt read(final Path file) throws IOException
    {
        if (Files.isDirectory(file))
        {
            throw new IOException(file + " is a folder, not a receipt");
        }
        if (Files.size(file) > Receipt.TEXT_MAX)
        {
            throw new IllegalArgumentException("receipt: is longer than " + Receipt.TEXT_MAX + " bytes");
        }
        // Every byte is a character here, so that one that is no ASCII is seen as such.
        return Receipt.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
}
