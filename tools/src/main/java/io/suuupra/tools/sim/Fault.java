package io.suuupra.tools.sim;

import java.util.concurrent.TimeUnit;

/**
 * Something that goes wrong in a run.
 *
 * @param kind     what.
 * @param atNs     when.
 * @param lengthNs how long it lasts; 0 where it happens at once.
 * @param number   what it needs to know: see the kind.
 */
record Fault(Kind kind, long atNs, long lengthNs, long number)
{
    /** What can go wrong. */
    enum Kind
    {
        /** The process is killed; what it wrote stays. */
        KILL,
        /** The power fails: of what was not forced any part is lost. */
        POWER,
        /** The power fails, and a bit of a file has turned, for the next start only; the number decides which. */
        FLIP,
        /** The next operation of the disk fails; the number decides which kind. */
        DISK_ERROR,
        /** No room is left. */
        DISK_FULL,
        /** Hardly any room is left. */
        DISK_LOW,
        /** All that the disk does takes longer, by the number. */
        DISK_SLOW,
        /** The wall clock jumps by the number of ns. */
        CLOCK,
        /** All connections break. */
        DROP,
        /** A connection breaks; the number decides which. */
        DROP_ONE,
        /** The network takes longer. */
        NETWORK_SLOW,
        /** Clients send as much as they can. */
        OVERLOAD,
        /** The node is ended in order and started again. */
        RESTART
    }

    @Override
    public String toString()
    {
        final String length = lengthNs == 0 ? "" : " for %.3f s".formatted(seconds(lengthNs));
        return "%s at %.6f s%s".formatted(kind, seconds(atNs), length) + (number == 0 ? "" : " (" + number + ")");
    }

    private static double seconds(final long ns)
    {
        return (double)ns / TimeUnit.SECONDS.toNanos(1);
    }
}
