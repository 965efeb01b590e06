package io.suuupra.testkit.crash;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A disk that remembers what of its files was forced, so that what a loss of power may leave can be composed at any
 * moment. It forces nothing really: what counts as forced is what it remembers.
 *
 * <p>While a state is taken no force can end. So whatever is answered before the state is complete depends only on
 * forces that are in it.
 */
public class CrashDisk extends Disk
{
    /** Told of each moment at which a crash is of interest; the disk waits for it. */
    public interface Observer
    {
        /**
         * @param operation that is about to happen or has happened.
         * @param path      that it is about, relative to the folder.
         * @param done      whether it has happened.
         * @throws IOException if a state cannot be taken.
         */
        void at(String operation, Path path, boolean done) throws IOException;
    }

    private static final int DIRECTORY = 0;

    private final Path root;
    private final Predicate<Path> lying;
    private final Predicate<Path> neverMapped;
    private final Map<Path, Integer> live = new HashMap<>();
    private final Map<Path, Integer> durable = new HashMap<>();
    private final List<DiskState.NameChange> pending = new ArrayList<>();
    private final Map<Integer, DiskState.Entry> entries = new HashMap<>();
    private final Map<Integer, BitSet> written = new HashMap<>();
    private Observer observer = (operation, path, done) ->
    {
    };

    /**
     * @param root  of the folder; what is in it counts as forced.
     * @param lying which files pretend to be forced and are not, relative to the folder.
     * @throws IOException if it cannot be read.
     */
    public CrashDisk(final Path root, final Predicate<Path> lying) throws IOException
    {
        this(root, lying, path -> false);
    }

    /**
     * @param root        of the folder; what is in it counts as forced.
     * @param lying       which files pretend to be forced and are not, relative to the folder.
     * @param neverMapped which files only change by {@link #write} and {@link #zero}, relative to the folder: only what
     *                    was written of them has to be looked at.
     * @throws IOException if it cannot be read.
     */
    public CrashDisk(final Path root, final Predicate<Path> lying, final Predicate<Path> neverMapped) throws IOException
    {
        this.root = root;
        this.lying = lying;
        this.neverMapped = neverMapped;
        entries.put(DIRECTORY, new DiskState.Entry(null, null));
        try (Stream<Path> paths = Files.walk(root))
        {
            for (final Path path : (Iterable<Path>)paths.filter(path -> !path.equals(root))::iterator)
            {
                final int entry = Files.isDirectory(path) ? DIRECTORY : newFile();
                live.put(relative(path), entry);
                if (entry != DIRECTORY)
                {
                    sync(relative(path));
                }
            }
        }
        durable.putAll(live);
    }

    /**
     * Goes on with what a process has left that ended while the machine under it did not: everything that it has
     * written can be read, and what was not forced still can be lost.
     *
     * @param root        of the folder, as {@link DiskState#composeLatest} has laid it down.
     * @param state       that it was laid down of.
     * @param neverMapped as above.
     */
    public CrashDisk(final Path root, final DiskState state, final Predicate<Path> neverMapped)
    {
        this.root = root;
        this.neverMapped = neverMapped;
        lying = path -> false;
        entries.putAll(state.entries());
        durable.putAll(state.names());
        pending.addAll(state.changes());
        live.putAll(state.latestNames());
    }

    public final synchronized void observe(final Observer by)
    {
        observer = by;
    }

    /**
     * Takes the state of this moment.
     *
     * @return what may be left by a crash.
     * @throws IOException if a file cannot be read.
     */
    public final synchronized DiskState state() throws IOException
    {
        findUnknown();
        for (final Path path : live.keySet())
        {
            refresh(path);
        }
        return new DiskState(Map.copyOf(durable), List.copyOf(pending), Map.copyOf(entries));
    }

    @Override
    public synchronized FileChannel create(final Path file) throws IOException
    {
        final FileChannel channel = super.create(file);
        created(file);
        return channel;
    }

    @Override
    public synchronized FileChannel createForOwner(final Path file) throws IOException
    {
        final FileChannel channel = super.createForOwner(file);
        created(file);
        return channel;
    }

    private void created(final Path file) throws IOException
    {
        final int entry = newFile();
        live.put(relative(file), entry);
        change(new DiskState.NameChange(relative(file.getParent()), null, relative(file), entry));
        observer.at("create", relative(file), true);
    }

    @Override
    public void write(final FileChannel channel, final Path file, final ByteBuffer bytes, final long position)
        throws IOException
    {
        final int length = bytes.remaining();
        try
        {
            super.write(channel, file, bytes, position);
        }
        finally
        {
            written(file, position, position + length);
        }
    }

    @Override
    public void zero(final FileChannel channel, final Path file, final long from, final long to) throws IOException
    {
        try
        {
            super.zero(channel, file, from, to);
        }
        finally
        {
            written(file, from, to);
        }
    }

    private synchronized void written(final Path file, final long from, final long to)
    {
        final Path path = relative(file);
        final Integer entry = neverMapped.test(path) ? live.get(path) : null;
        if (entry != null && from < to)
        {
            written.computeIfAbsent(entry, number -> new BitSet())
                .set((int)(from / FileContent.PAGE), (int)((to - 1) / FileContent.PAGE) + 1);
        }
    }

    @Override
    public synchronized void force(final FileChannel channel, final Path file) throws IOException
    {
        final Path path = relative(file);
        observer.at("force", path, false);
        if (!lying.test(path))
        {
            sync(path);
        }
        observer.at("force", path, true);
    }

    @Override
    public synchronized void forceDirectory(final Path directory) throws IOException
    {
        forceNames(relative(directory));
    }

    private void forceNames(final Path path) throws IOException
    {
        observer.at("force directory", path, false);
        for (final DiskState.NameChange change : List.copyOf(pending))
        {
            if (change.directory().equals(path))
            {
                change.apply(durable);
                pending.remove(change);
                // A file that was moved here has left its old name for good, even if that was never forced.
                pending.removeIf(other -> other.added() != null && other.added().equals(change.removed()) &&
                    other.entry() == change.entry());
            }
        }
        observer.at("force directory", path, true);
    }

    @Override
    public synchronized void rename(final Path from, final Path to) throws IOException
    {
        refresh(relative(from));
        if (live.containsKey(relative(to)))
        {
            refresh(relative(to));
        }
        super.rename(from, to);
        final int entry = live.remove(relative(from));
        live.put(relative(to), entry);
        change(new DiskState.NameChange(relative(to.getParent()), relative(from), relative(to), entry));
        observer.at("rename", relative(to), true);
    }

    @Override
    public synchronized boolean delete(final Path path) throws IOException
    {
        final Path name = relative(path);
        if (Files.isRegularFile(path) && live.containsKey(name))
        {
            refresh(name);
        }
        final boolean deleted = super.delete(path);
        if (deleted && live.remove(name) != null)
        {
            change(new DiskState.NameChange(relative(path.getParent()), name, null, DIRECTORY));
            observer.at("delete", name, true);
        }
        return deleted;
    }

    @Override
    public synchronized void createDirectory(final Path directory) throws IOException
    {
        if (!Files.isDirectory(directory))
        {
            Files.createDirectory(directory);
            live.put(relative(directory), DIRECTORY);
            change(new DiskState.NameChange(
                relative(directory.getParent()), null, relative(directory), DIRECTORY));
            observer.at("create directory", relative(directory), true);
            forceNames(relative(directory.getParent()));
        }
    }

    /** Files may be made and removed past the disk: then their names are never forced. */
    private void findUnknown() throws IOException
    {
        final List<Path> there = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root))
        {
            paths.filter(path -> !path.equals(root)).map(this::relative).forEach(there::add);
        }
        for (final Path path : there)
        {
            if (!live.containsKey(path))
            {
                final int entry = Files.isDirectory(root.resolve(path)) ? DIRECTORY : newFile();
                live.put(path, entry);
                change(new DiskState.NameChange(parent(path), null, path, entry));
            }
        }
        for (final Path path : List.copyOf(live.keySet()))
        {
            if (!there.contains(path))
            {
                live.remove(path);
                change(new DiskState.NameChange(parent(path), path, null, DIRECTORY));
            }
        }
    }

    private void change(final DiskState.NameChange change)
    {
        pending.add(change);
    }

    private int newFile()
    {
        final int entry = entries.size();
        entries.put(entry, new DiskState.Entry(FileContent.EMPTY, FileContent.EMPTY));
        return entry;
    }

    @SuppressWarnings("ReferenceEquality") // The one that was never read.
    private void refresh(final Path path) throws IOException
    {
        final int entry = live.get(path);
        if (entry != DIRECTORY)
        {
            final DiskState.Entry before = entries.get(entry);
            final BitSet pages = written.remove(entry);
            if (!neverMapped.test(path) || before.latest() == FileContent.EMPTY)
            {
                entries.put(entry,
                    new DiskState.Entry(before.synced(), FileContent.read(root.resolve(path), before.latest())));
            }
            else if (pages != null)
            {
                entries.put(entry,
                    new DiskState.Entry(before.synced(), FileContent.read(root.resolve(path), before.latest(), pages)));
            }
        }
    }

    private void sync(final Path path) throws IOException
    {
        refresh(path);
        final int entry = live.get(path);
        final FileContent latest = entries.get(entry).latest();
        entries.put(entry, new DiskState.Entry(latest, latest));
    }

    private Path relative(final Path path)
    {
        return root.relativize(path);
    }

    private static Path parent(final Path path)
    {
        return path.getParent() == null ? Path.of("") : path.getParent();
    }
}
