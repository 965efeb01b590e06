package io.suuupra.bench.table;

import io.suuupra.bench.load.ForcedWrites;
import io.suuupra.bench.load.LoadShape;
import io.suuupra.bench.load.RestRun;
import io.suuupra.client.ClientOptions;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Limits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The rows that put a load on a node. */
final class LoadRows
{
    private static final double NS_PER_MS = 1_000_000;

    // One is being worked on while the other comes: enough to keep a node busy. Each more would only wait, and its wait
    // would be counted as latency.
    private static final int BATCHES_IN_FLIGHT = 2;
    private static final int RATE_WARMUPS = 2;
    private static final long HALF_LOAD = Rows.BATCHES_GOAL / 2;

    private static final int CONNECTIONS = 16;
    private static final int SINGLES_PER_SECOND = 100_000;
    private static final double ZIPF = 0.99;

    /** A node lets a key have 256 requests of REST under way. */
    private static final int CONNECTIONS_PER_KEY = 200;

    /** What a node could create at most, for estimates of what a time needs of the disk. */
    private static final long PER_SECOND_MAX = 1_200_000;

    private LoadRows()
    {
    }

    /** A closed loop of batches until a number of transfers was created; its node is kept. */
    static Outcome batches(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        final LoadShape shape = batches(
            bench, sizes.accounts(), 0, sizes.warmup(), new LoadShape.Volume(0, sizes.volume()), false);
        return withRoom(bench, sizes.volume() + sizes.warmup() * PER_SECOND_MAX, shape, true);
    }

    /** An open loop of batches at half the load that the closed one should reach, or did if that is less. */
    static Outcome batchesAtHalfTheLoad(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        final long rate = Math.min(HALF_LOAD, Math.round(bench.batchesPerSecond() / 2));
        if (rate < Limits.EVENTS_MAX)
        {
            return Outcome.notMeasured("row 1a reached nothing to halve");
        }
        final LoadShape shape = new LoadShape(
            true, false, rate, sizes.seconds(), sizes.warmup(), sizes.accounts(), Limits.EVENTS_MAX, 1,
            LoadShape.IN_FLIGHT_TRANSFERS_MAX / Limits.EVENTS_MAX, 0, bench.seed(), LoadShape.Volume.NONE, false);
        return withRoom(bench, rate * (sizes.seconds() + sizes.warmup()), shape, false)
            .note(String.format(Locale.ROOT, "rate: %,d transfers/s", rate));
    }

    /** A closed loop of batches for a longer time. */
    static Outcome batchesSustained(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        final LoadShape shape = new LoadShape(
            true, true, 0, sizes.sustained(), sizes.warmup(), sizes.accounts(), Limits.EVENTS_MAX, 1,
            BATCHES_IN_FLIGHT, 0, bench.seed(), LoadShape.Volume.NONE, false);
        return withRoom(bench, PER_SECOND_MAX * (sizes.sustained() + sizes.warmup()), shape, false);
    }

    /** A closed loop of batches over many accounts of unequal popularity, on a store that holds much already. */
    static Outcome manyAccounts(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        final LoadShape shape = batches(bench, sizes.manyAccounts(), ZIPF, sizes.warmup(),
            new LoadShape.Volume(sizes.stored(), sizes.volume()), false);
        return withRoom(bench, sizes.stored() + sizes.volume() + sizes.warmup() * PER_SECOND_MAX, shape, false);
    }

    /** Batches of holds, each followed by the batch that posts them. */
    static Outcome holdsThenPosts(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        final LoadShape shape = batches(
            bench, sizes.accounts(), 0, sizes.warmup(), new LoadShape.Volume(0, sizes.volume()), true);
        return withRoom(bench, sizes.volume() + sizes.warmup() * PER_SECOND_MAX, shape, false);
    }

    /** One single transfer at a time, beside what a forced write takes in the same minute. */
    static Outcome oneSingle(final Bench bench) throws IOException, InterruptedException
    {
        final double forcedMs = ForcedWrites.measure(bench.folder()).p50() / NS_PER_MS;
        final Outcome outcome = bench.load(singles(bench, 1, 1), UnaryOperator.identity(), false);
        return outcome
            .put(Metric.FORCED_WRITE, forcedMs)
            .put(Metric.OVER_FORCED_WRITE, outcome.figures().get(Metric.P50) - forcedMs);
    }

    /** A closed loop of singles that the client gathers. */
    static Row.Work singles(final int concurrency)
    {
        return bench -> bench.load(singles(bench, 1, concurrency), UnaryOperator.identity(), false);
    }

    /** An open loop of singles that the client gathers. */
    static Outcome singlesAtARate(final Bench bench) throws IOException, InterruptedException
    {
        final Sizes sizes = bench.sizes();
        // Client and node run their code less often a second than in a closed loop: the compilers need longer.
        final int warmup = RATE_WARMUPS * sizes.warmup();
        final LoadShape shape = new LoadShape(
            false, false, SINGLES_PER_SECOND, sizes.seconds(), warmup, sizes.accounts(), 1, 1,
            LoadShape.IN_FLIGHT_TRANSFERS_MAX, 0, bench.seed(), LoadShape.Volume.NONE, false);
        return bench.load(shape, UnaryOperator.identity(), false).note("after " + warmup + " s of warm-up");
    }

    /** Many connections, each with one single transfer at a time, a frame each. */
    static Outcome manyConnections(final Bench bench) throws IOException, InterruptedException
    {
        return bench.load(singles(bench, CONNECTIONS, 1), options -> options.withBatching(false), false);
    }

    /** Keep-alive connections of REST, each with one transfer at a time. */
    static Row.Work rest(final int connections)
    {
        return bench ->
        {
            final Sizes sizes = bench.sizes();
            return bench.onNode(node ->
            {
                final List<ApiKey> keys = new ArrayList<>(List.of(node.options().key()));
                while (keys.size() * CONNECTIONS_PER_KEY < connections)
                {
                    keys.add(node.addKey());
                }
                return Outcome.of(new RestRun(
                    node.options(), keys, node.http(), connections, sizes.accounts(), sizes.warmup(), sizes.seconds(),
                    bench.seed(), bench.progress(), node::check).run());
            });
        };
    }

    private static LoadShape singles(final Bench bench, final int connections, final int concurrency)
    {
        final Sizes sizes = bench.sizes();
        return new LoadShape(
            false, true, 0, sizes.seconds(), sizes.warmup(), sizes.accounts(), 1, connections, concurrency, 0,
            bench.seed(), LoadShape.Volume.NONE, false);
    }

    private static LoadShape batches(
        final Bench bench,
        final int accounts,
        final double zipf,
        final int warmup,
        final LoadShape.Volume volume,
        final boolean holds)
    {
        return new LoadShape(
            true, true, 0, 1, warmup, accounts, Limits.EVENTS_MAX, 1, BATCHES_IN_FLIGHT, zipf, bench.seed(), volume,
            holds);
    }

    private static Outcome withRoom(
        final Bench bench, final long transfers, final LoadShape shape, final boolean keep)
        throws IOException, InterruptedException
    {
        final String noRoom = bench.noRoomFor(transfers);
        final UnaryOperator<ClientOptions> asTheyAre = UnaryOperator.identity();
        return noRoom == null ? bench.load(shape, asTheyAre, keep) : Outcome.notMeasured(noRoom);
    }
}
