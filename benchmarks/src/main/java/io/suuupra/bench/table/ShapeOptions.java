package io.suuupra.bench.table;

import io.suuupra.bench.load.LoadShape;
import io.suuupra.codecs.frame.Limits;
import picocli.CommandLine.Option;

import java.security.SecureRandom;
import java.util.function.Function;

/** Options of one run of one shape. */
final class ShapeOptions
{
    private static final long RATE_DEFAULT = 10_000;
    private static final int BATCHES_IN_FLIGHT_DEFAULT = 8;
    private static final int SINGLES_IN_FLIGHT_DEFAULT = 1 << 15;
    private static final int SECONDS_DEFAULT = 30;
    private static final int WARMUP_DEFAULT = 10;
    private static final int ACCOUNTS_DEFAULT = 10_000;

    /** Of requests. */
    private enum Mode
    {
        single,
        batch
    }

    @Option(names = "--url", paramLabel = "URL",
        description = "A node that runs: suuupra://host:port. Default: the rig starts its own.")
    private String url;

    @Option(names = "--key", paramLabel = "KEY",
        description = "The API key for --url. Default: SUUUPRA_KEY.")
    private String key;

    @Option(names = "--mode", paramLabel = "single|batch",
        description = "One transfer to a request, or --batch of them. Default: single.")
    private Mode mode;

    @Option(names = "--rate", paramLabel = "N",
        description = "Transfers a second. Default: 10000.")
    private Long rate;

    @Option(names = "--saturate",
        description =
            "Instead of a rate: as much as the node takes, with --in-flight requests waiting. For throughput only.")
    private boolean saturate;

    @Option(names = "--in-flight", paramLabel = "N",
        description = "With --saturate: requests waiting on each connection. Default: 8 batches or 32768 singles.")
    private Integer inFlight;

    @Option(names = "--seconds", paramLabel = "S", description = "Time that is measured. Default: 30.")
    private Integer seconds;

    @Option(names = "--warmup", paramLabel = "S",
        description = "Time before it, with the same load. Default: 10.")
    private Integer warmup;

    @Option(names = "--accounts", paramLabel = "N", description = "Accounts, created first. Default: 10000.")
    private Integer accounts;

    @Option(names = "--batch", paramLabel = "N",
        description = "Transfers of a request with --mode batch. Default: " + Limits.EVENTS_MAX + ", the most.")
    private Integer batch;

    @Option(names = "--connections", paramLabel = "N",
        description = "Connections, with a session each; requests go to them in turn. Default: 1.")
    private Integer connections;

    @Option(names = "--zipf", paramLabel = "EXPONENT", arity = "0..1", fallbackValue = "0.99",
        description =
            "A few accounts take part in most transfers, by Zipf's law. Default: all alike; without an exponent: " +
            "${FALLBACK-VALUE}.")
    private Double zipf;

    @Option(names = "--seed", paramLabel = "N",
        description = "Of ids, accounts and amounts; a node takes each seed once. Default: a new one.")
    private Long seed;

    /** Made by the command line. */
    ShapeOptions()
    {
    }

    /** @return the node that was given; null if the rig starts its own. */
    String url()
    {
        return url;
    }

    /** @return its key; null if none was given. */
    String key()
    {
        return key;
    }

    /**
     * @param wrong makes the exception for a rule that is broken.
     * @return the shape.
     */
    LoadShape shape(final Function<String, RuntimeException> wrong)
    {
        if (saturate && rate != null)
        {
            throw wrong.apply("--rate and --saturate exclude each other");
        }
        if (inFlight != null && !saturate)
        {
            throw wrong.apply("--in-flight needs --saturate: an open loop does not wait for answers");
        }
        final boolean batches = mode == Mode.batch;
        if (batch != null && !batches)
        {
            throw wrong.apply("--batch needs --mode batch");
        }
        if (zipf != null && !(zipf > 0))
        {
            throw wrong.apply("--zipf must be above 0, is " + zipf);
        }
        final int transfersEach = !batches ? 1 : batch == null ? Limits.EVENTS_MAX : batch;
        try
        {
            return new LoadShape(
                batches,
                saturate,
                saturate ? 0 : rate == null ? RATE_DEFAULT : rate,
                orElse(seconds, SECONDS_DEFAULT),
                orElse(warmup, WARMUP_DEFAULT),
                orElse(accounts, ACCOUNTS_DEFAULT),
                transfersEach,
                orElse(connections, 1),
                inFlightOf(batches, transfersEach),
                zipf == null ? 0 : zipf,
                seed == null ? new SecureRandom().nextLong() : seed,
                LoadShape.Volume.NONE,
                false);
        }
        catch (final IllegalArgumentException outOfRange)
        {
            throw wrong.apply(outOfRange.getMessage());
        }
    }

    private static int orElse(final Integer given, final int otherwise)
    {
        return given == null ? otherwise : given;
    }

    private int inFlightOf(final boolean batches, final int transfersEach)
    {
        if (inFlight != null)
        {
            return inFlight;
        }
        if (saturate)
        {
            return batches ? BATCHES_IN_FLIGHT_DEFAULT : SINGLES_IN_FLIGHT_DEFAULT;
        }
        // An open loop waits for nothing but its own memory.
        return Math.max(1,
            LoadShape.IN_FLIGHT_TRANSFERS_MAX / Math.max(1, orElse(connections, 1)) / Math.max(1, transfersEach));
    }
}
