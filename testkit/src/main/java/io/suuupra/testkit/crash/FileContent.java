package io.suuupra.testkit.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A file's bytes at one time, in pages. Never changed once made; pages that are equal to those of an earlier copy are
 * shared with it.
 */
public final class FileContent
{
    /** Bytes of what a disk takes from memory at a time. */
    public static final int PAGE = 4096;

    /** A file without a byte. */
    static final FileContent EMPTY = new FileContent(0, new byte[0][]);

    private static final int CHUNK_PAGES = 64;
    private static final byte[] ZEROS = new byte[PAGE];

    /** What is read at a time. */
    private static final ThreadLocal<byte[]> CHUNK = ThreadLocal.withInitial(() -> new byte[PAGE * CHUNK_PAGES]);

    private final long length;

    /** Null stands for zeros; what is behind the length is zero. */
    private final byte[][] pages;

    private FileContent(final long length, final byte[][] pages)
    {
        this.length = length;
        this.pages = pages;
    }

    /**
     * Copies a file that others may be writing: each page is then as it was at some time during the call.
     *
     * @param file    to copy.
     * @param earlier copy of the same file, or {@link #EMPTY}.
     * @return the copy; the earlier one itself where nothing has changed.
     * @throws IOException if the file cannot be read.
     */
    @SuppressWarnings("ReferenceEquality") // Pages that are equal are shared.
    static FileContent read(final Path file, final FileContent earlier) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            final long length = channel.size();
            final byte[][] pages = new byte[(int)((length + PAGE - 1) / PAGE)][];
            final byte[] chunk = CHUNK.get();
            boolean equal = length == earlier.length;
            for (int first = 0; first < pages.length; first += CHUNK_PAGES)
            {
                final long from = (long)first * PAGE;
                final int bytes = (int)Math.min(chunk.length, length - from);
                read(channel, chunk, from, bytes);
                Arrays.fill(chunk, bytes, Math.min(chunk.length, (bytes + PAGE - 1) / PAGE * PAGE), (byte)0);
                for (int page = first; page < Math.min(first + CHUNK_PAGES, pages.length); page++)
                {
                    pages[page] = page(chunk, (page - first) * PAGE, earlier.page(page));
                    equal &= pages[page] == earlier.page(page);
                }
            }
            return equal ? earlier : new FileContent(length, pages);
        }
    }

    /**
     * Copies the pages of a file that may have changed; the others are those of an earlier copy.
     *
     * @param file    to copy.
     * @param earlier copy of the same file.
     * @param changed pages.
     * @return the copy.
     * @throws IOException if the file cannot be read.
     */
    static FileContent read(final Path file, final FileContent earlier, final BitSet changed) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            final long length = channel.size();
            final byte[][] pages = Arrays.copyOf(earlier.pages, (int)((length + PAGE - 1) / PAGE));
            final byte[] chunk = CHUNK.get();
            changed.clear(pages.length, Math.max(pages.length, changed.length()));
            for (int page = changed.nextSetBit(0); page >= 0; page = changed.nextSetBit(page + 1))
            {
                final long from = (long)page * PAGE;
                final int bytes = (int)Math.min(PAGE, length - from);
                read(channel, chunk, from, bytes);
                Arrays.fill(chunk, bytes, PAGE, (byte)0);
                pages[page] = page(chunk, 0, earlier.page(page));
            }
            return new FileContent(length, pages);
        }
    }

    private static void read(final FileChannel channel, final byte[] chunk, final long from, final int bytes)
        throws IOException
    {
        final ByteBuffer target = ByteBuffer.wrap(chunk, 0, bytes);
        while (target.hasRemaining())
        {
            if (channel.read(target, from + target.position()) < 0)
            {
                Arrays.fill(chunk, target.position(), bytes, (byte)0);
                return;
            }
        }
    }

    private static byte[] page(final byte[] chunk, final int from, final byte[] earlier)
    {
        if (earlier != null && Arrays.equals(chunk, from, from + PAGE, earlier, 0, PAGE))
        {
            return earlier;
        }
        return Arrays.equals(chunk, from, from + PAGE, ZEROS, 0, PAGE) ? null :
            Arrays.copyOfRange(chunk, from, from + PAGE);
    }

    /** @return bytes of the file. */
    public long length()
    {
        return length;
    }

    /** @return the page, or null where there is none or it is all zeros. */
    public byte[] page(final int index)
    {
        return index < pages.length ? pages[index] : null;
    }
}
