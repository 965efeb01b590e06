package io.suuupra.engine.host.local;

import io.suuupra.testkit.crash.CrashDisk;
import io.suuupra.testkit.crash.DiskState;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses the moments of one life of a node at which it could have crashed, and keeps what would be left then.
 */
final class CrashMoments implements CrashDisk.Observer
{
    /** What the node was doing. */
    enum Kind
    {
        /** Opening the folder. */
        RECOVERY(400),
        /** Writing a snapshot, or removing older ones. */
        SNAPSHOT(150),
        /** Beginning a journal file, or just behind it. */
        ROLL(250),
        /** Making a file of the store. */
        STORE(1_000),
        /** Committing a group. */
        COMMIT(25),
        /** Anything: taken between two operations of the disk. */
        ANY(0);

        private final int perMille;

        Kind(final int perMille)
        {
            this.perMille = perMille;
        }
    }

    /**
     * A moment.
     *
     * @param kind  what the node was doing.
     * @param what  in words.
     * @param state of the disk.
     * @param mark  how far the book was written.
     */
    record Moment(Kind kind, String what, DiskState state, Book.Mark mark)
    {
    }

    private static final int AFTER_ROLL = 8;
    private static final int ANY_PER_MILLE = 30;

    private final CrashDisk disk;
    private final Book book;
    private final SplittableRandom random;
    private final List<Moment> moments = new ArrayList<>();
    private boolean recovered;
    private int untilRolled;

    CrashMoments(final CrashDisk disk, final Book book, final SplittableRandom random)
    {
        this.disk = disk;
        this.book = book;
        this.random = random;
    }

    void recovered()
    {
        synchronized (disk)
        {
            recovered = true;
        }
    }

    List<Moment> moments()
    {
        synchronized (disk)
        {
            return List.copyOf(moments);
        }
    }

    @Override
    public void at(final String operation, final Path path, final boolean done) throws IOException
    {
        final Kind kind = kind(operation, path);
        if (random.nextInt(1_000) < kind.perMille)
        {
            take(kind, (done ? "after " : "before ") + operation + " of " + path);
        }
    }

    /** Called between operations by any thread. */
    void maybe()
    {
        synchronized (disk)
        {
            if (random.nextInt(1_000) < ANY_PER_MILLE)
            {
                try
                {
                    take(Kind.ANY, "in between");
                }
                catch (final IOException broken)
                {
                    throw new UncheckedIOException(broken);
                }
            }
        }
    }

    private void take(final Kind kind, final String what) throws IOException
    {
        final DiskState state = disk.state();
        moments.add(new Moment(kind, what, state, book.mark()));
    }

    private Kind kind(final String operation, final Path path)
    {
        final String name = path.toString();
        if ((operation.equals("create") || operation.equals("rename")) && name.endsWith(".cq4"))
        {
            untilRolled = AFTER_ROLL;
        }
        if (!recovered)
        {
            return Kind.RECOVERY;
        }
        if (Thread.currentThread().getName().equals("snapshot"))
        {
            return Kind.SNAPSHOT;
        }
        if (name.startsWith("store"))
        {
            return Kind.STORE;
        }
        return untilRolled-- > 0 ? Kind.ROLL : Kind.COMMIT;
    }
}
