package io.suuupra.bench.load;

import io.suuupra.codecs.frame.Limits;

import java.util.Locale;

/**
 * What is asked of the node. Every value is checked when the shape is made.
 *
 * @param batches     true: each request is one frame of {@code batch} transfers; false: each is one transfer.
 * @param saturate    true: as many requests as {@code inFlight} allows; false: open loop at {@code rate}.
 * @param rate        transfers a second, 1 to 10,000,000; nothing where it saturates.
 * @param seconds     that are measured, 1 to 86,400.
 * @param warmup      seconds before them, 0 to 3,600.
 * @param accounts    that are created first, 2 to 10,000,000.
 * @param batch       transfers of a request, 1 to 8,189; 1 where requests are single.
 * @param connections to the node, 1 to 256.
 * @param inFlight    requests of each connection that wait for their answers at most, 1 to 262,144, of together at most
 *                    4,194,304 transfers.
 * @param zipf        exponent of the popularity of accounts, above 0 and up to 10; 0 = all alike.
 * @param seed        of ids, accounts and amounts.
 * @param volume      by which it ends instead of by time, where it saturates.
 * @param holds       true: requests hold and post in turn, on one connection; false: every transfer posts at once.
 */
public record LoadShape(
    boolean batches,
    boolean saturate,
    long rate,
    int seconds,
    int warmup,
    int accounts,
    int batch,
    int connections,
    int inFlight,
    double zipf,
    long seed,
    Volume volume,
    boolean holds)
{
    /** Transfers of a run that may wait for their answers in an open loop; they are the rig's memory. */
    public static final int IN_FLIGHT_TRANSFERS_MAX = 1 << 18;

    private static final long VOLUME_LIMIT_NS = 3_600 * Pace.SECOND_NS;
    private static final long VOLUME_MAX = 1L << 32;
    private static final int IN_FLIGHT_LIMIT = 1 << 22;
    private static final int RATE_MAX = 10_000_000;
    private static final int SECONDS_MAX = 86_400;
    private static final int WARMUP_MAX = 3_600;
    private static final int ACCOUNTS_MAX = 10_000_000;
    private static final int CONNECTIONS_MAX = 256;
    private static final int ZIPF_MAX = 10;

    /**
     * Numbers of transfers by which a run is measured.
     *
     * @param before  created in the warm-up at least, 0 to 2^32.
     * @param created after it, 0 to 2^32; 0 = the run ends by its time, and {@code before} is not looked at.
     */
    public record Volume(long before, long created)
    {
        /** By time. */
        public static final Volume NONE = new Volume(0, 0);
    }

    /**
     * @throws IllegalArgumentException if a value is out of its range; the message names its option.
     */
    public LoadShape
    {
        if (!saturate)
        {
            check("--rate", rate, 1, RATE_MAX);
        }
        check("--seconds", seconds, 1, SECONDS_MAX);
        check("--warmup", warmup, 0, WARMUP_MAX);
        check("--accounts", accounts, 2, ACCOUNTS_MAX);
        check("--batch", batch, 1, Limits.EVENTS_MAX);
        check("--connections", connections, 1, CONNECTIONS_MAX);
        check("volume", volume.created, 0, saturate ? VOLUME_MAX : 0);
        check("volume before", volume.before, 0, VOLUME_MAX);
        if (holds && (connections != 1 || !saturate || !batches))
        {
            throw new IllegalArgumentException("holds need one connection that saturates with batches");
        }
        check("--in-flight", inFlight, 1, IN_FLIGHT_TRANSFERS_MAX);
        if ((long)inFlight * batch > IN_FLIGHT_LIMIT)
        {
            throw new IllegalArgumentException(
                "--in-flight: " + inFlight + " requests of " + batch + " transfers are more than " + IN_FLIGHT_LIMIT +
                " transfers, which is what a connection may let wait");
        }
        if (!(zipf >= 0 && zipf <= ZIPF_MAX))
        {
            throw new IllegalArgumentException("--zipf must be above 0 and up to " + ZIPF_MAX + ", is " + zipf);
        }
        if (!saturate && rate * seconds < (long)batch * connections)
        {
            throw new IllegalArgumentException(
                "--rate: in " + seconds + " s at " + rate +
                " transfers/s not every connection would send a request of " +
                batch + " transfers; ask for more, or for longer");
        }
    }

    private static void check(final String option, final long value, final long min, final long max)
    {
        if (value < min || value > max)
        {
            throw new IllegalArgumentException(option + " must be " + min + " to " + max + ", is " + value);
        }
    }

    /**
     * @param startNs when the first request starts.
     * @return when each request is meant to start.
     */
    Pace pace(final long startNs)
    {
        final long warmupNs = warmup * Pace.SECOND_NS;
        final long countNs = seconds * Pace.SECOND_NS;
        if (volume.created > 0)
        {
            return new Pace.Amount(startNs, warmupNs, volume.before, volume.created, VOLUME_LIMIT_NS);
        }
        return saturate ?
            new Pace.Saturation(startNs, warmupNs, countNs) :
            new Pace.OpenLoop(startNs, rate, batch, warmupNs, countNs);
    }

    /** @return one line for people. */
    public String text()
    {
        final String loop = saturate ?
            String.format(Locale.ROOT, "saturation, closed loop: %,d requests in flight per connection", inFlight) :
            String.format(Locale.ROOT, "open loop, constant rate: %,d transfers/s", rate);
        final String requests = batches ?
            String.format(Locale.ROOT, "requests of %,d transfers, one frame each", batch) :
            "requests of 1 transfer, which the client may gather into frames";
        final String choice = zipf > 0 ? String.format(Locale.ROOT, "Zipf %.2f", zipf) : "uniform";
        final String extent = volume.created == 0 ?
            String.format(Locale.ROOT, "%,d s after %,d s of warm-up", seconds, warmup) :
            String.format(Locale.ROOT, "until %,d were created, after %,d s and %,d transfers of warm-up",
                volume.created, warmup, volume.before);
        return String.format(
            Locale.ROOT, "%s; %s%s; %d connection%s; %,d accounts, %s; %s; seed %d",
            loop, requests, holds ? ", holds and their posts in turn" : "", connections, connections == 1 ? "" : "s",
            accounts, choice, extent, seed);
    }
}
