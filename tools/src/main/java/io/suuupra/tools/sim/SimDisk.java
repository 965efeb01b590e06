package io.suuupra.tools.sim;

import io.suuupra.journal.machine.Machine;
import io.suuupra.testkit.crash.CrashDisk;
import io.suuupra.testkit.crash.DiskState;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The disk of a simulated machine: each operation takes time, in which others run and the power may fail, and may fail
 * itself.
 */
// One thread only, and none of its tasks may wait while it holds a lock.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class SimDisk extends CrashDisk
{
    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PLENTY = 1L << 40;
    private static final Set<String> TAKING_ROOM = Set.of("create", "zero", "reserve", "write", "create directory");

    private final SimMachine machine;
    private final SplittableRandom random;
    private int slowness = 1;
    private boolean low;
    private boolean full;
    private String failing;
    private boolean dead;
    private int failures;

    SimDisk(final Path root, final SimMachine machine, final SplittableRandom random) throws IOException
    {
        super(root, path -> false, SimDisk::isNeverMapped);
        this.machine = machine;
        this.random = random;
    }

    SimDisk(final Path root, final DiskState state, final SimMachine machine, final SplittableRandom random)
    {
        super(root, state, SimDisk::isNeverMapped);
        this.machine = machine;
        this.random = random;
    }

    private static boolean isNeverMapped(final Path path)
    {
        return path.toString().endsWith(".wal");
    }

    /** From now on nothing that is asked of it happens. */
    void die()
    {
        dead = true;
    }

    /** How many times longer everything takes. */
    void slowness(final int factor)
    {
        slowness = factor;
    }

    /** Whether it says that hardly any room is left. */
    void low(final boolean is)
    {
        low = is;
    }

    /** Whether no room is left. */
    void full(final boolean is)
    {
        full = is;
    }

    /** The next operation of that name fails; "any" = whichever comes. */
    void failNext(final String operation)
    {
        failing = operation;
    }

    /** @return operations that have failed. */
    int failures()
    {
        return failures;
    }

    /** All is well again. */
    void heal()
    {
        failing = null;
        full = false;
        low = false;
        slowness = 1;
    }

    private void begin(final String operation) throws IOException
    {
        pass(slowness * (operation.startsWith("force") ? forceNs() : random.nextLong(40 * MICRO)));
        machine.note(operation.hashCode());
        if (full && TAKING_ROOM.contains(operation))
        {
            failures++;
            throw new IOException("No space left on device");
        }
        if (failing != null && (failing.equals("any") || failing.equals(operation)))
        {
            failing = null;
            failures++;
            throw new IOException("Input/output error");
        }
    }

    private void pass(final long ns) throws IOException
    {
        if (machine.isInTask() && !dead)
        {
            if (Thread.holdsLock(this))
            {
                throw new IllegalStateException("a task waits while it keeps all others from the disk");
            }
            machine.park(ns);
        }
        if (dead)
        {
            throw new IOException("the power is off");
        }
    }

    private void end() throws IOException
    {
        pass(random.nextLong(5 * MICRO));
    }

    /** Mostly as a good disk, now and then as one that others use, too. */
    private long forceNs()
    {
        return switch (random.nextInt(64))
        {
            case 0 -> random.nextLong(100 * MILLI);
            case 1, 2, 3 -> random.nextLong(10 * MILLI);
            default -> 200 * MICRO + random.nextLong(MILLI);
        };
    }

    @Override
    public Machine machine()
    {
        return machine;
    }

    @Override
    public long freeBytes(final Path folder)
    {
        return low || full ? 0 : PLENTY;
    }

    @Override
    public FileChannel create(final Path file) throws IOException
    {
        begin("create");
        final FileChannel channel = super.create(file);
        end();
        return channel;
    }

    @Override
    public FileChannel open(final Path file) throws IOException
    {
        begin("open");
        return super.open(file);
    }

    @Override
    public void zero(final FileChannel channel, final Path file, final long from, final long to) throws IOException
    {
        begin("zero");
        super.zero(channel, file, from, to);
        end();
    }

    @Override
    public void reserve(final FileChannel channel, final Path file, final long from, final long to) throws IOException
    {
        begin("reserve");
        super.reserve(channel, file, from, to);
        end();
    }

    @Override
    public void write(final FileChannel channel, final Path file, final ByteBuffer bytes, final long position)
        throws IOException
    {
        try
        {
            begin("write");
        }
        catch (final IOException failed)
        {
            if (!dead && random.nextBoolean())
            {
                // A write that fails may have written a part.
                super.write(channel, file, bytes.slice(bytes.position(), random.nextInt(bytes.remaining())), position);
            }
            throw failed;
        }
        super.write(channel, file, bytes, position);
        end();
    }

    @Override
    public void force(final FileChannel channel, final Path file) throws IOException
    {
        begin("force");
        super.force(channel, file);
        end();
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException
    {
        begin("force directory");
        super.forceDirectory(directory);
        end();
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException
    {
        begin("rename");
        super.rename(from, to);
        end();
    }

    @Override
    public boolean delete(final Path path) throws IOException
    {
        begin("delete");
        final boolean deleted = super.delete(path);
        end();
        return deleted;
    }

    @Override
    public void createDirectory(final Path directory) throws IOException
    {
        begin("create directory");
        super.createDirectory(directory);
        end();
    }

    @Override
    public void forget(final Path file)
    {
        // A hint, which changes nothing.
    }

    @Override
    public void writeOut(final Path file, final long from, final long to) throws IOException
    {
        pass(slowness * random.nextLong(MILLI));
    }
}
