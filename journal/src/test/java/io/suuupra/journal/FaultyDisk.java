package io.suuupra.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A disk that fails from one call on, like a process that dies there or a device that is gone. */
public final class FaultyDisk extends QuickDisk
{
    private final Predicate<String> which;
    private long left;
    private long calls;

    /**
     * @param which operations count.
     * @param good  how many of them succeed.
     */
    public FaultyDisk(final Predicate<String> which, final long good)
    {
        this.which = which;
        left = good;
    }

    public FaultyDisk(final long good)
    {
        this(operation -> true, good);
    }

    public void failAfter(final long good)
    {
        left = good;
    }

    public long calls()
    {
        return calls;
    }

    @Override
    protected void before(final String operation, final Path path) throws IOException
    {
        if (which.test(operation))
        {
            calls++;
            if (left-- <= 0)
            {
                throw new IOException("injected: " + operation + " " + path.getFileName());
            }
        }
    }
}
