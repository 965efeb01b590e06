package io.suuupra.journal.cycle;

import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.machine.Machine;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Chronicle Queue alone: each group is written there and forced there.
 */
public final class CycleLog implements GroupLog
{
    private final GroupAppender appender;
    private final Machine machine;
    private final long rollBytes;
    private long forceNs;

    private CycleLog(final GroupAppender appender, final Machine machine, final long rollBytes)
    {
        this.appender = appender;
        this.machine = machine;
        this.rollBytes = rollBytes;
    }

    /**
     * Begins a new file.
     *
     * @param directory of the journal; must exist, and must not be written by anyone else.
     * @param sizes     of groups, reserve and mapping.
     * @param rollBytes a file ends at the first group behind this size.
     * @param disk      to work on.
     * @param cycle     of the new file; greater than all that are there.
     * @return the log, for the thread that calls.
     * @throws IOException if the file cannot be made.
     */
    public static CycleLog open(
        final Path directory, final GroupAppender.Sizes sizes, final long rollBytes, final Disk disk, final int cycle)
        throws IOException
    {
        return new CycleLog(GroupAppender.open(directory, sizes, disk, cycle), disk.machine(), rollBytes);
    }

    @Override
    public UnsafeBuffer group()
    {
        return appender.group();
    }

    @Override
    public void commit(final int length, final int frameCrc) throws IOException
    {
        if (appender.position() >= rollBytes || appender.isFull())
        {
            appender.roll(CycleFiles.next(appender.cycle(), machine.wallNs()));
        }
        appender.write(length);
        final long startNs = System.nanoTime();
        appender.force();
        forceNs = System.nanoTime() - startNs;
    }

    @Override
    public long lastForceNs()
    {
        return forceNs;
    }

    @Override
    public int cycle()
    {
        return appender.cycle();
    }

    @Override
    public boolean isBroken()
    {
        return false;
    }

    @Override
    public void close() throws IOException
    {
        appender.close();
    }
}
