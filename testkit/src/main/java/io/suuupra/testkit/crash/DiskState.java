package io.suuupra.testkit.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a disk surely holds at one moment, and what it may hold beyond that. Any number of images can be composed of it;
 * each is one that a loss of power at this moment may leave.
 *
 * @param names   that are on the disk, relative to the folder, and what each of them names.
 * @param changes of names that no force of their directory has made durable yet, the oldest first.
 * @param entries what there is, by its number.
 */
public record DiskState(Map<Path, Integer> names, List<NameChange> changes, Map<Integer, Entry> entries)
{
    private static final int SECTOR = 512;

    /**
     * One change of names, which happens as a whole or not at all.
     *
     * @param directory that has to be forced.
     * @param removed   a name that goes; null = none.
     * @param added     a name that comes; null = none.
     * @param entry     that it names.
     */
    public record NameChange(Path directory, Path removed, Path added, int entry)
    {
        void apply(final Map<Path, Integer> names)
        {
            if (removed != null)
            {
                names.remove(removed);
            }
            if (added != null)
            {
                names.put(added, entry);
            }
        }
    }

    /**
     * A file, or a directory.
     *
     * @param synced what is on the disk; null = this is a directory.
     * @param latest what the file holds for those who read it now.
     */
    public record Entry(FileContent synced, FileContent latest)
    {
        boolean isDirectory()
        {
            return synced == null;
        }
    }

    /**
     * Composes an image.
     *
     * @param target folder to lay it down in; must be there and empty.
     * @param random decides which of the changes that were not forced are in it.
     * @throws IOException if the image cannot be written.
     */
    public void compose(final Path target, final SplittableRandom random) throws IOException
    {
        final Map<Path, Integer> image = new TreeMap<>(names);
        chosen(random).forEach(change -> change.apply(image));
        // A tree map has a directory before what is in it.
        for (final Map.Entry<Path, Integer> name : image.entrySet())
        {
            final Path path = target.resolve(name.getKey());
            if (Files.isDirectory(path.getParent()))
            {
                final Entry entry = entries.get(name.getValue());
                if (entry.isDirectory())
                {
                    Files.createDirectory(path);
                }
                else
                {
                    write(path, entry, random);
                }
            }
        }
    }

    /** @return the names as they are for those who look now. */
    Map<Path, Integer> latestNames()
    {
        final Map<Path, Integer> latest = new TreeMap<>(names);
        changes.forEach(change -> change.apply(latest));
        return latest;
    }

    /**
     * Lays down all as it is for those who look now: what the end of a process leaves.
     *
     * @param target folder to lay it down in; must be there and empty.
     * @throws IOException if it cannot be written.
     */
    public void composeLatest(final Path target) throws IOException
    {
        for (final Map.Entry<Path, Integer> name : latestNames().entrySet())
        {
            final Path path = target.resolve(name.getKey());
            final Entry entry = entries.get(name.getValue());
            if (entry.isDirectory())
            {
                Files.createDirectory(path);
            }
            else
            {
                write(path, entry.latest());
            }
        }
    }

    private static void write(final Path path, final FileContent content) throws IOException
    {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        {
            for (int page = 0; (long)page * FileContent.PAGE < content.length(); page++)
            {
                if (content.page(page) != null)
                {
                    final long from = (long)page * FileContent.PAGE;
                    final int count = (int)Math.min(FileContent.PAGE, content.length() - from);
                    channel.write(ByteBuffer.wrap(content.page(page), 0, count), from);
                }
            }
            if (channel.size() < content.length())
            {
                channel.write(ByteBuffer.allocate(1), content.length() - 1);
            }
        }
    }

    /** Most file systems keep the order of the changes of names, but nobody has promised it. */
    private List<NameChange> chosen(final SplittableRandom random)
    {
        if (random.nextBoolean())
        {
            return changes.subList(0, random.nextInt(changes.size() + 1));
        }
        final List<NameChange> some = new ArrayList<>(changes);
        some.removeIf(change -> random.nextBoolean());
        return some;
    }

    private static void write(final Path path, final Entry entry, final SplittableRandom random) throws IOException
    {
        final FileContent synced = entry.synced();
        final FileContent latest = entry.latest();
        final long length = length(synced.length(), latest.length(), random);
        // Most pages, few, about half, or all and none, so that extremes occur however many pages there are.
        final int percent = new int[]{0, 10, 50, 90, 100}[random.nextInt(5)];
        final boolean sectors = random.nextBoolean();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        {
            for (int page = 0; (long)page * FileContent.PAGE < length; page++)
            {
                final byte[] bytes = mix(synced.page(page), latest.page(page), percent, sectors, random);
                if (bytes != null)
                {
                    final long from = (long)page * FileContent.PAGE;
                    final int count = (int)Math.min(FileContent.PAGE, length - from);
                    channel.write(ByteBuffer.wrap(bytes, 0, count), from);
                }
            }
            if (channel.size() < length)
            {
                channel.write(ByteBuffer.allocate(1), length - 1);
            }
        }
    }

    private static long length(final long synced, final long latest, final SplittableRandom random)
    {
        if (synced == latest)
        {
            return synced;
        }
        final long low = Math.min(synced, latest);
        final long high = Math.max(synced, latest);
        return switch (random.nextInt(3))
        {
            case 0 -> synced;
            case 1 -> latest;
            default -> Math.max(low, random.nextLong(low, high + 1) & -FileContent.PAGE);
        };
    }

    private static byte[] mix(
        final byte[] old, final byte[] young, final int percent, final boolean sectors, final SplittableRandom random)
    {
        if (Arrays.equals(old, young))
        {
            return old;
        }
        if (!sectors)
        {
            return random.nextInt(100) < percent ? young : old;
        }
        final byte[] mixed = old == null ? new byte[FileContent.PAGE] : old.clone();
        for (int from = 0; from < mixed.length; from += SECTOR)
        {
            if (random.nextInt(100) < percent)
            {
                if (young == null)
                {
                    Arrays.fill(mixed, from, from + SECTOR, (byte)0);
                }
                else
                {
                    System.arraycopy(young, from, mixed, from, SECTOR);
                }
            }
        }
        return mixed;
    }
}
