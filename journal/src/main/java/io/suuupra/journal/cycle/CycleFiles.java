package io.suuupra.journal.cycle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Names and order of the journal's files. Chronicle Queue gives each roll cycle a number and a file whose name says
 * when the cycle began. Here a cycle ends by size and not by the clock: the next number is at least one more than the
 * last, and at least that of the clock, so that a name still tells about when the file was begun. Only the order of the
 * numbers has a meaning.
 */
public final class CycleFiles
{
    /** Of a journal file. */
    public static final String SUFFIX = ".cq4";

    /** Chronicle Queue's table of locks and of the first and last cycle. It is made anew at each start. */
    public static final String METADATA = "metadata.cq4t";

    /** Milliseconds of one cycle: {@code RollCycles.FIVE_MINUTELY}. */
    static final long CYCLE_MS = 300_000;

    /** The last cycle whose name has a year of four digits. */
    static final int CYCLE_MAX =
        (int)(LocalDateTime.of(9999, 12, 31, 23, 55).toEpochSecond(ZoneOffset.UTC) * 1000 / CYCLE_MS);

    private static final String LETTER = "V";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm");
    private static final int NAME_LENGTH = "20260101-0000V.cq4".length();

    /**
     * One file.
     *
     * @param cycle its number.
     * @param path  of the file.
     */
    public record CycleFile(int cycle, Path path)
    {
    }

    private CycleFiles()
    {
    }

    /**
     * @param cycle number of a cycle.
     * @return the name of its file.
     */
    public static String name(final int cycle)
    {
        return LocalDateTime.ofEpochSecond(cycle * CYCLE_MS / 1000, 0, ZoneOffset.UTC).format(NAME) + LETTER + SUFFIX;
    }

    /**
     * @param name of a file.
     * @return the number of its cycle, or -1 if it is not the name of a journal file.
     */
    public static int cycle(final String name)
    {
        if (name.length() != NAME_LENGTH || !name.endsWith(LETTER + SUFFIX))
        {
            return -1;
        }
        try
        {
            final String text = name.substring(0, NAME_LENGTH - SUFFIX.length() - LETTER.length());
            final long ms = LocalDateTime.parse(text, NAME).toEpochSecond(ZoneOffset.UTC) * 1000;
            return ms >= 0 && ms % CYCLE_MS == 0 ? (int)(ms / CYCLE_MS) : -1;
        }
        catch (final DateTimeException e)
        {
            return -1;
        }
    }

    /**
     * @param last   the greatest cycle there is; -1 = none.
     * @param wallNs what the machine's clock shows, in ns since 1970.
     * @return the next: after the last, and not before the clock's.
     * @throws IOException if there is none left, which only a clock that is wrong by millennia can bring about.
     */
    public static int next(final int last, final long wallNs) throws IOException
    {
        final long clock = TimeUnit.NANOSECONDS.toMillis(wallNs) / CYCLE_MS;
        final long next = Math.max(last + 1L, Math.min(clock, CYCLE_MAX));
        if (next > CYCLE_MAX)
        {
            throw new IOException("no journal cycle is left after " + last);
        }
        return (int)next;
    }

    /**
     * @param directory of the journal; one that is missing has no files.
     * @return its files, oldest first. Files with other names are none of the journal's.
     * @throws IOException if the directory cannot be read.
     */
    public static List<CycleFile> list(final Path directory) throws IOException
    {
        final List<CycleFile> files = new ArrayList<>();
        if (!Files.isDirectory(directory))
        {
            return files;
        }
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*" + SUFFIX))
        {
            for (final Path path : paths)
            {
                final int cycle = cycle(path.getFileName().toString());
                if (cycle >= 0)
                {
                    files.add(new CycleFile(cycle, path));
                }
            }
        }
        catch (final java.nio.file.DirectoryIteratorException e)
        {
            throw e.getCause();
        }
        files.sort(Comparator.comparingInt(CycleFile::cycle));
        return files;
    }
}
